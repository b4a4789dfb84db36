/** Snapshots of a volume over days: from git to the gateway, with everything that can go wrong on the way. */
import { startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { git } from '../helpers/git-cli.ts';
import { handOn } from '../safety/hand.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { timeoutMs: 120_000, needs: ['git'] } as const;
const FILE = 'clusters/prod/storage/diary.yaml';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TAKE = 'POST /api/instances/System/action/snapshotVolumes';

function diary(keep: number, head = ''): string {
  const spec = `spec: { pool: default, sizeGiB: 8, snapshots: { schedule: "0 3 * * *", keep: ${keep} } }`;
  return `apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: diary }\n${head}${spec}\n`;
}

/** A settled cluster with a volume that has a schedule, at 02:00 of a day. */
async function withDiary(context: TestContext, keep: number): Promise<Cluster> {
  const cluster = await startCluster(context);
  await cluster.push({ [FILE]: diary(keep) });
  await cluster.settle();
  const { sim } = cluster;
  sim.advance(DAY_MS + 2 * HOUR_MS - (sim.now() % DAY_MS));
  await cluster.settle();
  return cluster;
}

/** To 04:00 of the next days, with passes at each. */
async function days(cluster: Cluster, count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    cluster.sim.advance(HOUR_MS);
    await cluster.settle();
    cluster.sim.advance(DAY_MS - HOUR_MS);
    await cluster.settle();
  }
}

/** Days of the month of the snapshots that are there, in order: `21 22 23`. */
function taken({ sim }: Cluster): string {
  const names = sim.world().volumes.flatMap(({ name }) => /^s-[\da-f]{16}-(\d{10})$/.exec(name ?? '')?.[1] ?? []);
  return names
    .toSorted((one, other) => (one < other ? -1 : 1))
    .map((name) => name.slice(4, 6))
    .join(' ');
}

function firstDay({ sim }: Cluster): number {
  return Math.floor(sim.now() / DAY_MS);
}

/** `days` after that one, as `taken` tells them. */
function from(first: number, ...after: readonly number[]): string {
  return after.map((day) => new Date((first + day) * DAY_MS).toISOString().slice(8, 10)).join(' ');
}

async function recorded({ bare }: Cluster): Promise<number> {
  const lines = await git(bare, 'grep', '-h', 'Snapshot/diary', 'plumbline/status', '--', 'prod/inventory').catch(() => '');
  return lines === '' ? 0 : lines.split('\n').length;
}

async function proposals({ bare }: Cluster): Promise<readonly string[]> {
  const branches = await git(bare, 'for-each-ref', '--format=%(refname)', 'refs/heads/plumbline/approve');
  return branches === '' ? [] : branches.split('\n');
}

/** Merges every branch that the agent proposed, as a person does. */
async function mergeProposals(cluster: Cluster): Promise<void> {
  for (const branch of await proposals(cluster)) {
    const [path = ''] = (await git(cluster.bare, 'diff', '--name-only', `main...${branch}`)).split('\n');
    await cluster.push({ [path]: `${await git(cluster.bare, 'show', `${branch}:${path}`)}\n` });
    await git(cluster.bare, 'update-ref', '-d', branch);
  }
}

describe('snapshots by the clock, over days', (it) => {
  it('are taken each day, kept as many as declared, and go by themselves', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 3);
    const first = firstDay(cluster);
    await days(cluster, 2);
    assert.is(taken(cluster), from(first, 0, 1));
    await days(cluster, 4);
    assert.equal([taken(cluster), await recorded(cluster)], [from(first, 3, 4, 5), 3]);
    assert.equal(await proposals(cluster), []);
    const { report } = await cluster.settle();
    assert.equal([report.plan?.changes, report.health.findings.filter(({ ref }) => ref === 'Volume/diary')], [[], []]);
  });

  it('invariant 6, journal first: one goes only after its intent is in the journal', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 1);
    await days(cluster, 2);
    const intents = await git(cluster.bare, 'log', '--format=%s', 'plumbline/status', '--', 'prod/intents');
    assert.match(intents, 'about to remove Snapshot/diary/');
  });

  it('are made up for once when the agent was away', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 3);
    const first = firstDay(cluster);
    await days(cluster, 1);
    cluster.sim.advance(3 * DAY_MS + 5 * HOUR_MS);
    await cluster.settle();
    assert.is(taken(cluster), from(first, 0, 4));
  });

  it('are taken once although the answer was lost, and that one is recorded', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 3);
    const first = firstDay(cluster);
    cluster.sim.fault({ call: TAKE, nth: 1, when: 'after', do: 'reset' });
    await days(cluster, 1);
    assert.equal([taken(cluster), await recorded(cluster)], [from(first, 0), 1]);
  });

  it('all stay while the newest cannot be taken, which is told', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 1);
    const first = firstDay(cluster);
    await days(cluster, 1);
    for (let nth = 1; nth <= 40; nth += 1) cluster.sim.fault({ call: TAKE, nth, when: 'before', do: 'status', status: 503 });
    cluster.sim.advance(HOUR_MS);
    await cluster.pass();
    cluster.sim.advance(HOUR_MS);
    const { report } = await cluster.pass();
    assert.is(taken(cluster), from(first, 0));
    assert.ok(report.health.findings.some(({ code, ref }) => code === 'SnapshotLate' && ref === 'Volume/diary'));
  });

  it('that a person took stay, whatever they are called, and keep none from going', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 2);
    const first = firstDay(cluster);
    const hand = handOn(cluster.sim);
    await hand.takeSnapshot('diary', `s-${hand.volumeId('diary')}-2601010300`);
    await hand.takeSnapshot('diary', 'before the upgrade'.replaceAll(' ', '-'));
    await days(cluster, 4);
    assert.is(taken(cluster), `01 ${from(first, 2, 3)}`);
    assert.ok(cluster.sim.world().volumes.some(({ name }) => name === 'before-the-upgrade'));
  });

  it('that a person removed are forgotten with a line, and a list that lacks them is not believed', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 5);
    await days(cluster, 3);
    cluster.sim.fault({ call: 'GET /api/types/Volume/instances', nth: 1, when: 'before', do: 'empty' });
    await cluster.pass();
    assert.is(await recorded(cluster), 3);
    const [oldest] = cluster.sim.world().volumes.filter(({ name }) => name?.startsWith('s-'));
    await handOn(cluster.sim).removeVolume(oldest?.name ?? '');
    await cluster.settle();
    assert.is(await recorded(cluster), 2);
    assert.match(await cluster.status('prod/forgets.jsonl'), `"backendId":"${oldest?.id}"`);
  });

  it('follow their volume to another name', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 2);
    const first = firstDay(cluster);
    await days(cluster, 2);
    const renamed = diary(2).replace('name: diary', 'name: journal').replace('spec: {', 'spec: { renamedFrom: diary,');
    await cluster.push({ [FILE]: renamed });
    await days(cluster, 2);
    assert.is(taken(cluster), from(first, 2, 3));
    assert.is(await recorded(cluster), 0);
  });

  it('that were promised to stay longer wait for an Approval when fewer are kept', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 4);
    const first = firstDay(cluster);
    await days(cluster, 4);
    await cluster.push({ [FILE]: diary(1) });
    await cluster.settle();
    assert.is(taken(cluster), from(first, 0, 1, 2, 3));
    assert.is((await proposals(cluster)).length, 1);
    await mergeProposals(cluster);
    await cluster.settle();
    assert.is(taken(cluster), from(first, 1, 2, 3));
    await days(cluster, 1);
    assert.is(taken(cluster), from(first, 1, 2, 3, 4));
  });

  it('stay when their schedule is taken away', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 2);
    const first = firstDay(cluster);
    await days(cluster, 2);
    await cluster.push({ [FILE]: diary(2).replace(/, snapshots: \{.*\} \}/, ' }') });
    await days(cluster, 3);
    assert.is(taken(cluster), from(first, 0, 1));
  });

  it('of a volume declared absent go with an Approval each, before it does', OPTIONS, async (context) => {
    const cluster = await withDiary(context, 3);
    await days(cluster, 2);
    await cluster.push({ [FILE]: diary(3, 'state: absent\n') });
    await cluster.settle();
    assert.is((await proposals(cluster)).length, 2);
    await mergeProposals(cluster);
    await cluster.settle();
    assert.is(taken(cluster), '');
    cluster.sim.advance(HOUR_MS);
    await cluster.settle();
    await mergeProposals(cluster);
    await cluster.settle();
    assert.equal([taken(cluster), cluster.sim.world().volumes.some(({ name }) => name === 'diary')], ['', false]);
  });
});

describe('the last snapshot of a volume', (it) => {
  it('is taken only when its removal is approved, and stays when the volume has gone', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const spec = (head: string): string =>
      `apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: diary }\n${head}spec: { pool: default, sizeGiB: 8, finalSnapshot: true }\n`;
    await cluster.push({ [FILE]: spec('') });
    await cluster.settle();
    const id = handOn(cluster.sim).volumeId('diary');
    await cluster.push({ [FILE]: spec('state: absent\n') });
    await cluster.settle();
    const left = (): readonly string[] => cluster.sim.world().volumes.flatMap(({ name }) => (name?.includes(id) ? [name] : []));
    assert.equal(left(), []);
    cluster.sim.advance(HOUR_MS);
    await mergeProposals(cluster);
    await cluster.settle();
    assert.is(left().length, 1);
    assert.match(left()[0] ?? '', `s-${id}-f`);
    assert.is(
      cluster.sim.world().volumes.some((volume) => volume.id === id),
      false,
    );
  });
});
