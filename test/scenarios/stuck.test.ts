/** Deployments that cannot end: why is said, git revert works all the same, and nothing is forced. */
import { request } from 'undici';
import type { Ref } from '../../agent/model/ref.ts';
import type { PassRun } from '../../agent/run-pass.ts';
import { startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 60_000 } as const;
const FILE = 'shared/apps/web.yaml';
const WEB: Ref = 'App//web';
const HUGE = 'cpus: 99';

/** A settled cluster in which /web is then asked to be larger than any host. */
async function startStuck(context: TestContext): Promise<Cluster> {
  const cluster = await startCluster(context);
  await cluster.settle();
  await cluster.edit(FILE, 'cpus: 0.25', HUGE);
  await cluster.pass();
  return cluster;
}

/** Passes, three seconds apart, until /web is as it should be; gives the last. */
async function untilReady(cluster: Cluster): Promise<PassRun> {
  for (let count = 0; count < 40; count += 1) {
    const run = await cluster.pass();
    if (run.report.health.ready.get(WEB)?.kind === 'ready' && run.report.plan?.changes.length === 0) return run;
    cluster.sim.advance(3_000);
  }
  throw new Error('/web did not become ready');
}

function calls({ sim }: Cluster): readonly string[] {
  return sim
    .ledger()
    .filter(({ system, call }) => system === 'marathon' && !call.startsWith('GET '))
    .map(({ call }) => call.replace(/deployments\/.*/, 'deployments/*'));
}

function whyOf({ report }: PassRun): string {
  const readiness = report.health.ready.get(WEB);
  return `${readiness?.kind}: ${readiness !== undefined && 'why' in readiness ? readiness.why : ''}`;
}

describe('a deployment that cannot end', (it) => {
  it('says why, and after its deadline its app is degraded', OPTIONS, async (context) => {
    const cluster = await startStuck(context);
    cluster.sim.advance(60_000);
    assert.match(whyOf(await cluster.pass()), /^progressing: deployment \S+ is running, step 1 of 1; .* wait.*: no agent offers 99 cpus$/);
    cluster.sim.advance(15 * 60_000);
    assert.match(whyOf(await cluster.pass()), /^degraded: deployment .* and 15 min is what it may take; .*: no agent offers 99 cpus$/);
  });

  it('is cancelled by git revert, without force, and Marathon takes it back', OPTIONS, async (context) => {
    const cluster = await startStuck(context);
    const before = calls(cluster).length;
    cluster.sim.advance(60_000);
    await cluster.edit(FILE, HUGE, 'cpus: 0.25');
    const { report } = await cluster.pass();
    assert.equal(
      report.results.map(({ change, outcome }) => [change.id, change.action.do, outcome.kind]),
      [['keep App//web', 'cancel-deployment', 'applied']],
    );
    await untilReady(cluster);
    assert.equal(calls(cluster).slice(before), ['DELETE /v2/deployments/*']);
  });

  it('makes room for something else, too', OPTIONS, async (context) => {
    const cluster = await startStuck(context);
    const before = calls(cluster).length;
    cluster.sim.advance(60_000);
    await cluster.edit(FILE, HUGE, 'cpus: 0.5');
    await untilReady(cluster);
    assert.equal(calls(cluster).slice(before), ['DELETE /v2/deployments/*', 'PUT /v2/apps/web']);
    assert.is(await liveCpus(cluster), 0.5);
  });

  it('that somebody else began is waited for', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    await putCpus(cluster, 98);
    cluster.sim.advance(20 * 60_000);
    const before = calls(cluster).length;
    const { report } = await cluster.pass();
    assert.equal(
      report.results.map(({ outcome }) => outcome.kind),
      ['waiting'],
    );
    assert.match(JSON.stringify(report.results[0]?.outcome), /locked by deployment/);
    assert.is(calls(cluster).length, before);
  });
});

async function liveCpus({ sim }: Cluster): Promise<number> {
  const { body } = await request(`${sim.marathon}/v2/apps/web`);
  const { app } = (await body.json()) as { app: { cpus: number } };
  return app.cpus;
}

async function putCpus({ sim }: Cluster, cpus: number): Promise<void> {
  const body = JSON.stringify({ cpus });
  const answer = await request(`${sim.marathon}/v2/apps/web`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
  await answer.body.dump();
  assert.is(answer.statusCode, 200);
}
