/** Frameworks from a repository to a cluster: their volumes first, their schedulers never beside each other's tasks. */
import type { Result } from '../../agent/model/change.ts';
import type { Readiness } from '../../agent/model/observed.ts';
import type { PassRun } from '../../agent/run-pass.ts';
import { startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { handOn } from '../safety/hand.ts';

const FRAMEWORK = 'shared/frameworks/elasticsearch.yaml';
const APP = 'shared/apps/elasticsearch.yaml';

interface Options {
  /** Whether its scheduler comes back under another id, which its Framework then says. */
  readonly isForgetful?: boolean;
}

/** The example, whose Elasticsearch is a Framework. */
async function startWithFramework(context: TestContext, { isForgetful = false }: Options = {}): Promise<Cluster> {
  const cluster = await startCluster(context, (settings) => settings, {
    mesosMasters: 2,
    forgetfulSchedulers: isForgetful ? ['elasticsearch'] : [],
  });
  if (isForgetful) await cluster.edit(FRAMEWORK, ', keepsId: true', '');
  return cluster;
}

async function frameworkAfter(cluster: Cluster): Promise<Readiness | undefined> {
  return (await cluster.settle()).report.health.ready.get('Framework/elasticsearch');
}

function resultOf({ report }: PassRun, id: string): Result | undefined {
  return report.results.find(({ change }) => change.id === id);
}

describe('a declared Framework', (it) => {
  it('is ready once its volumes are there, its app runs and its tasks do', { timeoutMs: 60_000 }, async (context) => {
    const cluster = await startWithFramework(context);
    assert.is((await frameworkAfter(cluster))?.kind, 'ready');
    const calls = cluster.sim.ledger().filter(({ effect }) => effect === 'created');
    const app = calls.findIndex(({ id }) => id === '/elasticsearch');
    const volumes = cluster.sim.world().volumes.filter(({ name }) => name?.startsWith('elasticsearch'));
    assert.is(volumes.length, 3);
    for (const { id, mappedTo } of volumes) {
      assert.ok(calls.findIndex((call) => call.id === id) < app);
      assert.is(mappedTo.length, 1);
    }
  });

  it('keeps its app from starting while one of its volumes is missing', { timeoutMs: 60_000 }, async (context) => {
    const cluster = await startWithFramework(context);
    await cluster.edit(APP, 'instances: 1', 'instances: 0');
    await cluster.settle();
    await handOn(cluster.sim).removeVolume('elasticsearch1data');
    await cluster.edit(APP, 'instances: 0', 'instances: 1');
    const run = await cluster.settle();
    assert.equal(resultOf(run, 'keep App//elasticsearch')?.outcome.kind, 'blocked');
    assert.match(JSON.stringify(resultOf(run, 'keep App//elasticsearch')?.outcome), /Volume\/elasticsearch1data, which is missing/);
    assert.is(cluster.sim.world().apps.find((app) => app.id === '/elasticsearch')?.running, 0);
  });

  it('that keeps its id is restarted without asking', { timeoutMs: 60_000 }, async (context) => {
    const cluster = await startWithFramework(context);
    await cluster.settle();
    await cluster.edit(APP, 'mem: 512', 'mem: 640');
    assert.is((await frameworkAfter(cluster))?.kind, 'ready');
    assert.is(cluster.sim.ledger().filter(({ call, id }) => call.startsWith('PUT') && id === '/elasticsearch').length, 2);
  });

  it('that comes back under another id is not restarted without an Approval', { timeoutMs: 60_000 }, async (context) => {
    const cluster = await startWithFramework(context, { isForgetful: true });
    await cluster.settle();
    await cluster.edit(APP, 'mem: 512', 'mem: 640');
    const run = await cluster.settle();
    const { change, outcome } = resultOf(run, 'keep App//elasticsearch') ?? {};
    assert.equal([change?.op, change?.class, outcome?.kind], ['restart', 'destructive', 'blocked']);
    assert.is(cluster.sim.ledger().filter(({ call, id }) => call.startsWith('PUT') && id === '/elasticsearch').length, 1);
  });

  it('is not started again beside the tasks that it left', { timeoutMs: 60_000 }, async (context) => {
    const cluster = await startWithFramework(context, { isForgetful: true });
    await cluster.settle();
    await cluster.edit(APP, 'instances: 1', 'instances: 0');
    await cluster.settle();
    await cluster.edit(APP, 'instances: 0', 'instances: 1');
    const { outcome } = resultOf(await cluster.pass(), 'keep App//elasticsearch') ?? {};
    assert.is(outcome?.kind, 'waiting');
    assert.match(JSON.stringify(outcome), /3 tasks of .*-0001 may still run, an earlier elasticsearch/);
    // As long as it asked for.
    cluster.sim.advance(30 * 86_400_000);
    assert.is((await frameworkAfter(cluster))?.kind, 'ready');
  });

  it('is not absent while the masters fail over', { timeoutMs: 60_000 }, async (context) => {
    const cluster = await startWithFramework(context);
    await cluster.settle();
    cluster.sim.failOverMesos();
    const { report } = await cluster.pass();
    assert.equal(report.results, []);
    assert.is(report.health.ready.get('Framework/elasticsearch')?.kind, 'progressing');
    cluster.sim.advance(2000);
    const recovered = (await cluster.pass()).report.health.ready.get('Framework/elasticsearch');
    assert.match(JSON.stringify(recovered), /degraded.*has not come back since the masters failed over/);
    cluster.sim.advance(10_000);
    assert.is((await frameworkAfter(cluster))?.kind, 'ready');
  });
});
