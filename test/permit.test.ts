/** What is asked right before each write, in a whole small cluster: the plan is made, then the world moves. */
import { rename } from 'node:fs/promises';
import type { Permit } from '../agent/apply/write-one.ts';
import { instant } from '../agent/clock.ts';
import { PlumblineError } from '../agent/errors.ts';
import { repoErrors } from '../agent/repo/errors.ts';
import type { Change } from '../agent/model/change.ts';
import { planPass } from '../agent/pass.ts';
import type { Planned } from '../agent/pass.ts';
import { permitFor } from '../agent/permit.ts';
import { startCluster } from './helpers/cluster.ts';
import type { Cluster } from './helpers/cluster.ts';
import { git } from './helpers/git-cli.ts';
import { assert, describe, rejects } from './helpers/suite.ts';
import type { TestContext } from './helpers/suite.ts';
import { change } from './helpers/builders.ts';

const OPTIONS = { timeoutMs: 60_000, needs: ['git'] } as const;
const WEB = change('App//web', { class: 'disruptive' });
const GONE = change('Volume/postgres', { id: 'remove Volume/postgres', op: 'delete', class: 'destructive' });

const DISK = change('Disk/gold/n1/r2', { op: 'create', class: 'spend', spend: { disks: 1, monthlyUsd: 15 } });
const DAY_MS = 86_400_000;
const CUT_OFF: Planned['standing'] = {
  kind: 'partitioned',
  since: instant(0),
  epoch: 1,
  error: new PlumblineError(repoErrors.unreachable, 'git is away'),
};

interface Asked {
  readonly cluster: Cluster;
  readonly planned: Planned;
  /** `granted`, or what the refusal says. */
  readonly ask: (asked: Change) => Promise<string>;
}

async function settled(context: TestContext): Promise<Asked> {
  const cluster = await startCluster(context);
  await cluster.settle();
  const planned = await planPass(cluster.agent, { ref: null, mayGoBack: false });
  const permit = permitFor(cluster.agent, planned);
  const ask = async (asked: Change): Promise<string> => {
    const answer = await permit(asked);
    if (answer.kind === 'granted') return 'granted';
    return 'why' in answer.outcome ? answer.outcome.why : answer.outcome.kind;
  };
  return { cluster, planned, ask };
}

/** As if its intent stood in the journal. */
function remember({ agent, sim }: Cluster, { id, ref, approvalKey }: Change): void {
  const { memory } = agent.recall;
  if (memory === null) throw new Error('nothing is remembered');
  const line = { line: 'ab'.repeat(32), at: new Date(sim.now()).toISOString(), commit: 'c', id, op: 'delete' };
  const intent = { ...line, class: 'destructive', cause: 'git', backendId: 'v', effects: [] } as const;
  agent.recall.memory = { ...memory, intents: [{ line: intent, system: 'scaleio', ref, approvalKey, epoch: 1 }] };
}

const hold = (until: number, ref: string): string =>
  JSON.stringify({ schema: 1, holds: [{ ref, until: new Date(until).toISOString(), reason: 'looking', by: 'ann' }] });

describe('a permit', (it) => {
  it('is granted to the writer', OPTIONS, async (context) => {
    const { ask } = await settled(context);
    assert.is(await ask(WEB), 'granted');
  });

  it('is refused once a hold was pushed, for what it names', OPTIONS, async (context) => {
    const { cluster, ask } = await settled(context);
    await cluster.journal({ 'prod/holds.json': hold(cluster.sim.now() + 60_000, 'App//web') });
    assert.match(await ask(WEB), 'held by ann');
    assert.is(await ask(change('App//other')), 'granted');
  });

  it('for destroying is refused without an intent in the journal', OPTIONS, async (context) => {
    const { ask } = await settled(context);
    assert.match(await ask(GONE), 'its intent is not in the journal yet');
  });

  it('for destroying is refused once the tracked branch moved on: consent may have been taken back', OPTIONS, async (context) => {
    const { cluster, ask } = await settled(context);
    remember(cluster, GONE);
    assert.is(await ask(GONE), 'granted');
    await cluster.push({ 'NOTES.md': 'stop\n' });
    assert.match(await ask(GONE), 'the tracked branch moved on');
    assert.is(await ask(WEB), 'granted');
  });

  it('for destroying is refused while the newest commit is: it may take the tombstone back', OPTIONS, async (context) => {
    const { cluster, planned } = await settled(context);
    remember(cluster, GONE);
    const refused = { commit: 'c'.repeat(40), why: null, errors: [] };
    const permit = permitFor(cluster.agent, { ...planned, inForce: { ...planned.inForce, refused } });
    const kinds = await Promise.all([GONE, WEB].map(async (asked) => (await permit(asked)).kind));
    assert.equal(kinds, ['refused', 'granted']);
  });

  it('for destroying rests on the branches as they were listed 5 s ago at most', OPTIONS, async (context) => {
    const { cluster, planned } = await settled(context);
    remember(cluster, GONE);
    let atMs = 1_000;
    const clock = { ...cluster.agent.ctx.clock, monotonicMs: () => atMs };
    const permit = permitFor({ ...cluster.agent, ctx: { ...cluster.agent.ctx, clock } }, planned);
    const [gone, web] = [await permit(GONE), await permit(WEB)];
    if (gone.kind !== 'granted' || web.kind !== 'granted') throw new Error('it was refused');
    atMs = 6_001;
    web.with.fresh(6_000);
    await rejects(() => gone.with.fresh(6_000), 'apply/stale');
  });

  it('lasts 5 s from the look to the call, by a clock that no pause stops', OPTIONS, async (context) => {
    const { cluster, planned } = await settled(context);
    let atMs = 1_000;
    const clock = { ...cluster.agent.ctx.clock, monotonicMs: () => atMs };
    const answer = await permitFor({ ...cluster.agent, ctx: { ...cluster.agent.ctx, clock } }, planned)(WEB);
    if (answer.kind !== 'granted') throw new Error('it was refused');
    atMs = 6_000;
    answer.with.fresh(1_000);
    atMs = 6_001;
    await rejects(() => answer.with.fresh(1_000), 'apply/stale');
  });

  it('ends with the lease, whatever was read again since', OPTIONS, async (context) => {
    const { cluster, planned } = await settled(context);
    const answer = await permitFor(cluster.agent, planned)(WEB);
    if (answer.kind !== 'granted') throw new Error('it was refused');
    const now = (): number => cluster.agent.ctx.clock.monotonicMs();
    cluster.sim.advance(125_000);
    answer.with.fresh(now());
    cluster.sim.advance(1);
    await rejects(() => answer.with.fresh(now()), 'apply/stale');
  });

  it('without git is granted to what saves a pool, for a day, without lease and intent', OPTIONS, async (context) => {
    const { cluster, planned } = await settled(context);
    let atMs = 1_000;
    const clock = { ...cluster.agent.ctx.clock, monotonicMs: () => atMs };
    const deps = { ...cluster.agent, ctx: { ...cluster.agent.ctx, clock } };
    const ask = (asked: Change, over: Partial<Planned> = {}): Promise<Permit> => {
      return permitFor(deps, { ...planned, standing: CUT_OFF, rescued: new Set([DISK.ref]), ...over })(asked);
    };
    cluster.agent.recall.lease = { seenAt: cluster.agent.ctx.clock.now(), seenMonotonicMs: atMs };
    await rename(cluster.bare, `${cluster.bare}.away`);
    atMs = DAY_MS;
    const answer = await ask(DISK);
    if (answer.kind !== 'granted') throw new Error('it was refused');
    answer.with.fresh(DAY_MS);
    atMs = DAY_MS + 1_000;
    answer.with.fresh(DAY_MS);
    await rejects(() => answer.with.fresh(DAY_MS - 4_001), 'apply/stale');
    atMs = DAY_MS + 1_001;
    await rejects(() => answer.with.fresh(atMs), 'apply/stale');
    assert.is((await ask(DISK)).kind, 'refused', 'a day is over');
    atMs = DAY_MS;
    const refused = [
      ask({ ...DISK, class: 'destructive' }),
      ask(DISK, { rescued: new Set() }),
      ask(DISK, { standing: planned.standing }),
      ask(WEB),
    ];
    assert.equal(
      (await Promise.all(refused)).map(({ kind }) => kind),
      ['refused', 'refused', 'refused', 'refused'],
    );
    cluster.agent.recall.lease = null;
    assert.is((await ask(DISK)).kind, 'refused', 'it was not the writer');
  });

  it('for what saves a pool is asked of git as soon as that is there', OPTIONS, async (context) => {
    const { cluster, planned } = await settled(context);
    const answer = await permitFor(cluster.agent, { ...planned, standing: CUT_OFF, rescued: new Set([DISK.ref]) })(DISK);
    assert.match(answer.kind === 'refused' && 'why' in answer.outcome ? answer.outcome.why : '', 'its intent is not in the journal yet');
  });

  it('is refused to a process that has not claimed the cluster', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const planned = await planPass(cluster.agent, { ref: null, mayGoBack: false });
    const answer = await permitFor(cluster.agent, planned)(WEB);
    assert.is(answer.kind === 'refused' && answer.outcome.kind, 'waiting');
    assert.is(await git(cluster.bare, 'branch', '--list', 'plumbline/*'), '');
  });
});
