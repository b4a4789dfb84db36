/** Invariant 11, one writer: two agents with folders of their own, judged by the ledger and the status branch. */
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { NOTHING_SOUGHT } from '../../agent/model/system.ts';
import { PlumblineError } from '../../agent/errors.ts';
import { repoErrors } from '../../agent/repo/errors.ts';
import { releaseClaim } from '../../agent/claim.ts';
import type { Agent } from '../../agent/agent.ts';
import { openTestAgent, passOf, startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { timeoutMs: 60_000, needs: ['git'] } as const;
const WEB = 'shared/apps/web.yaml';
const MINUTE_MS = 60_000;

async function another(context: TestContext, cluster: Cluster, data = 'data-2'): Promise<Agent> {
  const agent = await openTestAgent(cluster.sim, { ...cluster.settings, dataDir: path.join(cluster.folder, data) });
  context.after(() => agent.close());
  return agent;
}

async function writer({ status }: Cluster): Promise<{ epoch: number; instance: string; released: boolean }> {
  return JSON.parse(await status('prod/writer.json')) as { epoch: number; instance: string; released: boolean };
}

function writes({ sim }: Cluster): number {
  return sim.ledger().filter(({ effect }) => effect !== 'none').length;
}

describe('invariant 11, one writer', (it) => {
  it('lets the newest claim win; the one before stands by and names it', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const newer = await another(context, cluster);
    await passOf(newer);
    assert.equal([(await writer(cluster)).epoch, (await writer(cluster)).instance], [2, newer.instance.name]);
    const { planned } = await cluster.pass();
    assert.is(planned.standing.kind === 'standby' && planned.standing.writer.instance, newer.instance.name);
  });

  it('writes nothing and follows no newer commit for 2 min 10 s after a take-over', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const accepted = await cluster.status('prod/accepted.json');
    await cluster.edit(WEB, 'instances: 2', 'instances: 3');
    const before = writes(cluster);
    const newer = await another(context, cluster);
    await passOf(newer);
    cluster.sim.advance(130_000 - 1);
    await passOf(newer);
    assert.equal([writes(cluster), await cluster.status('prod/accepted.json')], [before, accepted]);
    cluster.sim.advance(1);
    await passOf(newer);
    assert.is(writes(cluster), before + 1);
  });

  it('keeps the displaced writer from making what it planned before it knew', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    await cluster.edit(WEB, 'instances: 2', 'instances: 3');
    const before = writes(cluster);
    const newer = await another(context, cluster);
    const overtaken = { ...cluster.agent, systems: claimedWhileRead(cluster.agent, () => passOf(newer)) };
    const { report } = await passOf(overtaken);
    assert.equal(
      report.results.map(({ outcome }) => outcome.kind === 'blocked' && outcome.by),
      ['not-the-writer'],
    );
    assert.is(writes(cluster), before);
  });

  it('waits its turn also when git goes away meanwhile', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    await cluster.edit(WEB, 'instances: 2', 'instances: 3');
    const newer = await another(context, cluster);
    await passOf(newer);
    const before = writes(cluster);
    await rename(cluster.bare, `${cluster.bare}.away`);
    await passOf(newer);
    await rename(`${cluster.bare}.away`, cluster.bare);
    await passOf(newer);
    assert.is(writes(cluster), before);
  });

  it('is one of two processes on one data folder, whoever lost the race to claim', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    await releaseClaim(cluster.agent);
    const sibling = await another(context, cluster, 'data');
    const racing = { ...sibling, repo: { ...sibling.repo, branches: afterwards(sibling.repo.branches, () => passOf(cluster.agent)) } };
    await passOf(racing);
    const kinds = [(await passOf(sibling)).planned.standing.kind, (await cluster.pass()).planned.standing.kind];
    assert.equal(kinds.toSorted(), ['standby', 'writer']);
  });

  it('knows its claim although the answer to its push was lost', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    await releaseClaim(cluster.agent);
    const { repo } = cluster.agent;
    const push: typeof repo.push = async (...asked) => {
      await repo.push(...asked);
      throw new PlumblineError(repoErrors.timeout, 'no answer');
    };
    await passOf({ ...cluster.agent, repo: { ...repo, push } });
    const { planned } = await cluster.pass();
    assert.is(planned.standing.kind, 'writer');
  });

  it('is taken up again by the one before only when the claim is released', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const newer = await another(context, cluster);
    await passOf(newer);
    cluster.sim.advance(60 * MINUTE_MS);
    assert.is((await cluster.pass()).planned.standing.kind, 'standby');
    await releaseClaim(newer);
    const { planned } = await cluster.pass();
    assert.equal([planned.standing.kind, (await writer(cluster)).epoch], ['writer', 3]);
    await cluster.edit(WEB, 'instances: 2', 'instances: 3');
    const before = writes(cluster);
    await cluster.settle();
    assert.is(writes(cluster), before + 1);
  });

  it('stops both when they take the cluster from each other twice in ten minutes', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const other = await another(context, cluster);
    await passOf(other);
    cluster.sim.advance(9 * MINUTE_MS);
    const restarted = await openTestAgent(cluster.sim, cluster.settings);
    context.after(() => restarted.close());
    await passOf(restarted);
    assert.is((await passOf(restarted)).planned.standing.kind, 'flapping');
    assert.is((await passOf(other)).planned.standing.kind, 'flapping');
    await cluster.edit(WEB, 'instances: 2', 'instances: 3');
    const before = writes(cluster);
    await passOf(restarted);
    await passOf(other);
    assert.is(writes(cluster), before);
  });

  it('writes nothing at all, not even to git, over the journal of a newer version', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const claim = JSON.parse(await cluster.status('prod/writer.json')) as object;
    await cluster.journal({ 'prod/writer.json': JSON.stringify({ ...claim, schema: 2 }) });
    const tip = await cluster.tip();
    await cluster.edit(WEB, 'instances: 2', 'instances: 3');
    const before = writes(cluster);
    const { planned } = await cluster.pass();
    assert.equal([planned.standing.kind, writes(cluster), await cluster.tip()], ['outdated', before, tip]);
  });
});

/** The first listing is followed by something before its answer is used. */
function afterwards<T>(list: () => Promise<T>, act: () => Promise<unknown>): () => Promise<T> {
  let isFirst = true;
  return async () => {
    const listed = await list();
    if (isFirst) {
      isFirst = false;
      await act();
    }
    return listed;
  };
}

/** The agent's systems; `claim` happens while the first of them is read. */
function claimedWhileRead(agent: Agent, claim: () => Promise<unknown>): Agent['systems'] {
  const marathon = agent.systems.get('marathon');
  if (marathon === undefined) throw new Error('no marathon');
  const read: typeof marathon.read = async (ctx) => {
    await claim();
    return marathon.read(ctx, NOTHING_SOUGHT);
  };
  return new Map([...agent.systems, ['marathon', { ...marathon, read }]]);
}
