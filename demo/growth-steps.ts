/** The premise: a pool that nears full grows by disks that a person ordered in git, within limits, and by nothing else. */
import { effects, listed, mark } from './oracle.ts';
import type { Disk, World } from './oracle.ts';
import { check, lookTwice } from './stage.ts';
import type { Stage } from './stage.ts';

const POOL = 'default';
const POOL_FILE = 'clusters/prod/storage/pool.yaml';
const BRANCH = `plumbline/grow/prod/${POOL}`;
const NODES = 3;
const HOUR_MS = 3_600_000;

/** What a pool at its threshold leads to: a branch, and nothing bought. */
export async function nearFull(stage: Stage): Promise<void> {
  const before = await mark(stage.oracle);
  await fill(stage, 82);
  await check(stage, `the agent proposes a row on ${BRANCH}`, () => oneLineMore(stage));
  await check(stage, 'the message says how full it is, until when it lasts and what it costs', async () => {
    const message = (await stage.repo.look('log', '-1', '--format=%B', BRANCH)) ?? '';
    return /82(\.\d+)? %/.test(message) && /\$\d+\.\d\d a month/.test(message) ? null : message;
  });
  await check(stage, `the status branch has plans/${BRANCH}.md`, async () => {
    return (await stage.repo.look('cat-file', '-e', `plumbline/status:prod/plans/${BRANCH}.md`)) === null ? 'it has not' : null;
  });
  await lookTwice(stage);
  await check(stage, 'nothing was bought', () => nothingBought(stage, before));
}

/** A person merges it: the row is bought, attached and in use. */
export async function merged(stage: Stage, rows = 1): Promise<void> {
  await stage.repo.merge(BRANCH);
  const disks = rows * NODES;
  await check(stage, `${disks} encrypted gp3 disks are in use, one for each row on every node, in its zone`, async () =>
    badDisk(await stage.oracle.world(), rows),
  );
  await check(stage, `${disks} of them are devices of the pool, all normal`, async () => badDevice(await stage.oracle.world()));
  await check(stage, 'the pool is at about half the fill', async () => {
    const used = await usedPercent(stage);
    return used > 60 ? `it is at ${used.toFixed(1)} %` : null;
  });
  await check(stage, 'each disk was created once', async () => {
    const created = (await stage.oracle.ledger(0)).filter(({ call, effect }) => call === 'CreateVolume' && effect === 'created');
    return created.length === disks ? null : listed(created);
  });
}

/** What the talk that this project starts from could not do. */
export async function again(stage: Stage): Promise<void> {
  await stage.oracle.post('/advance', { ms: 2 * HOUR_MS });
  await fill(stage, 82);
  await check(stage, `the agent proposes one more row on ${BRANCH}`, () => oneLineMore(stage));
  await merged(stage, 2);
}

export async function limited(stage: Stage): Promise<void> {
  await stage.oracle.post('/advance', { ms: 25 * HOUR_MS });
  const before = await mark(stage.oracle);
  await fill(stage, 82);
  await check(stage, 'the status page says which limit it reached', async () => {
    const page = await stage.repo.look('show', 'plumbline/status:prod/README.md');
    return page?.includes('limits.rows') ? null : `the page says: ${page?.slice(0, 300)}`;
  });
  await lookTwice(stage);
  await check(stage, 'nothing was bought, and nothing proposed', async () => {
    if ((await stage.repo.look('rev-parse', '--verify', '--quiet', BRANCH)) !== null) return `${BRANCH} is there`;
    return nothingBought(stage, before);
  });
}

/** Merged by day, bought by night: without anyone. */
export async function byNight(stage: Stage): Promise<void> {
  const text = await stage.repo.look('show', `main:${POOL_FILE}`);
  const last = /^( *)r2: .*$/m.exec(text ?? '');
  if (last === null) throw new Error(`${POOL_FILE} has no row r2`);
  await stage.repo.pull();
  await stage.repo.edit(POOL_FILE, 'rows: 2,', 'rows: 3,', 'Allow a third row');
  const row = `${last[1]}r3: { sizeGiB: 180, when: { usedPercent: 88 } }`;
  await stage.repo.edit(POOL_FILE, last[0], `${last[0]}\n${row}`, 'Have a third row ready for the night');
  const before = await mark(stage.oracle);
  await lookTwice(stage);
  await check(stage, 'the row is merged, and not bought', () => nothingBought(stage, before));
  const commits = await stage.repo.look('rev-parse', 'main');
  await fill(stage, 89);
  await check(stage, `${3 * NODES} disks are in use`, async () => badDisk(await stage.oracle.world(), 3));
  await check(stage, 'and nobody committed anything', async () =>
    (await stage.repo.look('rev-parse', 'main')) === commits ? null : 'main moved',
  );
}

/** A pool that looks full because a node is away is not helped by disks. */
export async function nodeDies(stage: Stage): Promise<void> {
  const before = await mark(stage.oracle);
  const host = await hostOf(stage, 'postgres');
  await stage.oracle.post('/killHost', { host });
  await check(stage, 'every app runs elsewhere and is healthy', async () => {
    const unwell = (await stage.oracle.world()).apps.filter(({ instances, healthy }) => healthy < instances);
    return unwell.length === 0 ? null : unwell.map(({ id }) => id).join(', ');
  });
  await check(stage, 'the volume of /postgres went with it', async () => {
    const now = await hostOf(stage, 'postgres');
    return now === host || now === '' ? `it is mapped to ${now || 'nothing'}` : null;
  });
  await stage.oracle.post('/advance', { ms: HOUR_MS });
  await check(stage, 'the pool has two copies of everything again', async () => {
    const pool = (await stage.oracle.world()).pools.find(({ name }) => name === POOL);
    return pool?.degradedKib === 0 && pool.failedKib === 0 ? null : JSON.stringify(pool);
  });
  await lookTwice(stage);
  await check(stage, 'no disk was bought for it, and none proposed', async () => {
    if ((await stage.repo.look('rev-parse', '--verify', '--quiet', BRANCH)) !== null) return `${BRANCH} is there`;
    return nothingBought(stage, before);
  });
}

async function fill({ oracle }: Stage, usedPercent: number): Promise<void> {
  await oracle.post('/fill', { pool: POOL, usedPercent });
}

async function usedPercent({ oracle }: Stage): Promise<number> {
  return (await oracle.world()).pools.find(({ name }) => name === POOL)?.usedPercent ?? Number.NaN;
}

/** The branch is one commit on main that adds one line and takes none away. */
async function oneLineMore({ repo }: Stage): Promise<string | null> {
  const numbers = await repo.look('diff', '--numstat', `main...${BRANCH}`);
  if (numbers === null) return `there is no branch ${BRANCH}`;
  return numbers === `1\t0\t${POOL_FILE}` ? null : numbers;
}

async function nothingBought({ oracle }: Stage, since: number): Promise<string | null> {
  const made = effects(await oracle.ledger(since)).filter(({ system }) => system === 'ec2');
  return made.length === 0 ? null : listed(made);
}

/** What is wrong with the disks that should be there for so many rows; null: nothing. */
function badDisk({ disks, hosts }: World, rows: number): string | null {
  const bought = disks.filter(({ tags }) => tags['plumbline/cluster'] === 'prod');
  if (bought.length !== rows * NODES) return `there are ${bought.length}`;
  for (const disk of bought) {
    const why = wrongWith(disk, hosts.find(({ name }) => name === disk.attachedTo)?.zone);
    if (why !== null) return `${disk.id} ${why}`;
  }
  return null;
}

function wrongWith({ encrypted, type, zone, attachedTo, state }: Disk, hostZone: string | undefined): string | null {
  if (!encrypted) return 'is not encrypted';
  if (type !== 'gp3') return `is a ${type}`;
  if (state !== 'in-use' || attachedTo === null) return `is ${state}`;
  return zone === hostZone ? null : `is in ${zone}, its host in ${hostZone}`;
}

function badDevice({ disks, devices }: World): string | null {
  const bought = disks.filter(({ tags }) => tags['plumbline/cluster'] === 'prod');
  const unwell = bought.filter(({ id }) => devices.find(({ name }) => name === id)?.state !== 'Normal');
  return unwell.length === 0 ? null : `not yet: ${unwell.map(({ id }) => id).join(', ')}`;
}

/** The host that a volume is mapped to; '': none. */
async function hostOf({ oracle }: Stage, volume: string): Promise<string> {
  return (await oracle.world()).volumes.find(({ name }) => name === volume)?.mappedTo[0] ?? '';
}
