/** Deployments that cannot end: why is said, git revert works all the same, nothing is forced, and nothing of value goes. */
import { request } from 'undici';
import { openTestAgent, passOf, startCluster } from '../helpers/cluster.ts';
import type { Ref } from '../../agent/model/ref.ts';
import type { PassRun } from '../../agent/run-pass.ts';
import type { Cluster } from '../helpers/cluster.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 60_000 } as const;
const FILE = 'shared/apps/web.yaml';
const WEB: Ref = 'App//web';
const HUGE = 'cpus: 99';

/** A settled cluster in which /web is then asked to be larger than any host, and which looks on for a minute. */
async function startStuck(context: TestContext, simulated: SimulatorOptions = {}): Promise<Cluster> {
  const cluster = await startCluster(context, undefined, simulated);
  await cluster.settle();
  await cluster.edit(FILE, 'cpus: 0.25', HUGE);
  await cluster.pass();
  await lookOn(cluster);
  return cluster;
}

/** Passes over a minute: whether a deployment hangs is seen by looking twice. */
async function lookOn({ pass, sim }: Pick<Cluster, 'pass' | 'sim'>): Promise<void> {
  for (let count = 0; count < 2; count += 1) {
    await pass();
    sim.advance(30_000);
  }
}

/** Passes, three seconds apart, until the app is as it should be; gives the last. */
async function untilReady(cluster: Cluster, ref: Ref = WEB): Promise<PassRun> {
  for (let count = 0; count < 40; count += 1) {
    const run = await cluster.pass();
    if (run.report.health.ready.get(ref)?.kind === 'ready' && run.report.plan?.changes.length === 0) return run;
    cluster.sim.advance(3_000);
  }
  throw new Error(`${ref} did not become ready`);
}

/** What the pass did about deployments and apps. */
function done({ report }: PassRun): readonly (readonly [string, string])[] {
  return report.results.map(({ change, outcome }) => [change.action.do, outcome.kind] as const);
}

/** Remedies and reasons of what only a person can cancel. */
function byHand({ report }: PassRun): string {
  return report.health.findings.flatMap(({ code, why, remedy }) => (code === 'DeploymentHangs' ? [`${why}. ${remedy}`] : [])).join('\n');
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
    assert.match(whyOf(await cluster.pass()), /^progressing: deployment \S+ is running, step 1 of 1; .* wait.*: no agent offers 99 cpus$/);
    cluster.sim.advance(15 * 60_000);
    const late = await cluster.pass();
    assert.match(whyOf(late), /^degraded: deployment .* and 15 min is what it may take; .*: no agent offers 99 cpus$/);
    assert.is(byHand(late), '', 'git says just this');
  });

  for (const marathon of ['1.4', '1.8', '1.10'] as const) {
    it(`is got past by git revert, without force, and Marathon ${marathon} takes it back`, OPTIONS, async (context) => {
      const cluster = await startStuck(context, { profiles: { marathon } });
      const before = calls(cluster).length;
      await cluster.edit(FILE, HUGE, 'cpus: 0.25');
      assert.equal(done(await cluster.pass()), [['cancel-deployment', 'applied']]);
      await untilReady(cluster);
      assert.equal(calls(cluster).slice(before), ['DELETE /v2/deployments/*']);
    });
  }

  it('makes room for something else, too', OPTIONS, async (context) => {
    const cluster = await startStuck(context);
    const before = calls(cluster).length;
    await cluster.edit(FILE, HUGE, 'cpus: 0.5');
    await untilReady(cluster);
    assert.equal(calls(cluster).slice(before), ['DELETE /v2/deployments/*', 'PUT /v2/apps/web']);
    assert.is(await liveCpus(cluster), 0.5);
  });

  it('is known as ours by another process, which has to look for itself first', OPTIONS, async (context) => {
    const cluster = await startStuck(context);
    await cluster.edit(FILE, HUGE, 'cpus: 0.25');
    const agent = await openTestAgent(cluster.sim, cluster.settings);
    context.after(() => agent.close());
    assert.equal(done(await passOf(agent)), [['put-app', 'waiting']]);
    cluster.sim.advance(29_999);
    assert.equal(done(await passOf(agent)), [['put-app', 'waiting']]);
    cluster.sim.advance(1);
    assert.equal(done(await passOf(agent)), [['cancel-deployment', 'applied']]);
  });
});

const OTHER: Ref = 'App//other';
const OTHER_FILE = 'shared/apps/other.yaml';

function other(spec: object): { readonly [file: string]: string } {
  return { [OTHER_FILE]: JSON.stringify({ apiVersion: 'plumbline/v1', kind: 'App', metadata: { name: '/other' }, spec }) };
}

/** More than there are hosts: some tasks run, others wait for ever. */
const SPREAD = { cmd: 'serve', cpus: 0.1, mem: 32, instances: 30, constraints: [['hostname', 'UNIQUE']] };
const RESIDENT = {
  container: { type: 'MESOS', volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 10 } }] },
  upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
};

/** A settled cluster in which an app of this specification hangs from its first deployment on, and then another one is pushed. */
async function startHungCreate(context: TestContext, spec: object): Promise<Cluster> {
  // The last one that takes resident apps with the role of everybody.
  const cluster = await startCluster(context, undefined, { profiles: { marathon: '1.8' } });
  await cluster.settle();
  await cluster.push(other(spec));
  await cluster.pass();
  cluster.sim.advance(60_000);
  await lookOn(cluster);
  assert.is(byHand(await cluster.pass()), '', 'git says just this');
  await cluster.push(other({ ...spec, env: { VERSION: '2' } }));
  return cluster;
}

describe('a first deployment that cannot end', (it) => {
  for (const [what, more] of [
    ['tasks run', {}],
    ['data is kept on hosts', RESIDENT],
  ] as const) {
    it(`is left to people where ${what}: taken back, the app would go`, OPTIONS, async (context) => {
      const cluster = await startHungCreate(context, { ...SPREAD, ...more });
      const before = calls(cluster).length;
      const run = await cluster.pass();
      assert.equal(done(run), [['put-app', 'waiting']]);
      assert.match(
        byHand(run),
        /^deployment \S+ hangs \(\d+ of 30 tasks wait: .*; the agent does not cancel it: .* cancel it by hand: curl -X DELETE /,
      );
      assert.is(calls(cluster).length, before);
    });
  }

  it('is cancelled where no task runs: that removes the app, which is made anew', OPTIONS, async (context) => {
    const cluster = await startHungCreate(context, { ...SPREAD, instances: 1, constraints: [['hostname', 'LIKE', 'nowhere']] });
    await cluster.push(other({ ...SPREAD, instances: 1, constraints: [] }));
    const before = calls(cluster).length;
    const run = await cluster.pass();
    assert.match(run.report.results[0]?.change.effects.join() ?? '', /removes the app, of which no task runs, and makes it anew$/);
    await untilReady(cluster, OTHER);
    assert.equal(calls(cluster).slice(before), ['DELETE /v2/deployments/*', 'PUT /v2/apps/other']);
  });
});

describe('a deployment that the agent did not begin', (it) => {
  const strange = [
    ['a change', 'PUT', '/v2/apps/web', { cpus: 98 }],
    ['a scaling of what git leaves open', 'PUT', '/v2/apps/other', { instances: 900 }],
    ['a restart', 'POST', '/v2/apps/other/restart', {}],
  ] as const;
  for (const [what, method, path, body] of strange) {
    it(`is waited for, and said to be for people to cancel: ${what}`, OPTIONS, async (context) => {
      const cluster = await startCluster(context);
      const { instances: _, ...open } = SPREAD;
      await cluster.push(other(open));
      await cluster.settle();
      // Neither a larger host nor a fourth one comes up.
      if (method === 'POST') await ask(cluster, 'PUT', '/v2/apps/other', { instances: cluster.sim.hosts.length });
      await cluster.settle();
      await ask(cluster, method, path, body);
      await lookOn(cluster);
      await cluster.push(other({ ...open, cpus: 0.2 }));
      const before = calls(cluster).length;
      const run = await cluster.pass();
      assert.match(JSON.stringify(run.report.results.map(({ outcome }) => outcome)), /locked by deployment/);
      assert.match(byHand(run), /it is not known to be one that this agent began\. .*cancel it by hand/);
      assert.not(
        calls(cluster)
          .slice(before)
          .some((call) => call.startsWith('DELETE')),
      );
    });
  }
});

describe('a rollback that cannot end', (it) => {
  it('is not taken back again, which would begin what hung: people are told how to end it', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const spec = { ...SPREAD, instances: cluster.sim.hosts.length, upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 } };
    await cluster.push(other(spec));
    await cluster.settle();
    await cluster.push(other({ ...spec, cpus: 99 }));
    await cluster.pass();
    cluster.sim.advance(60_000);
    await lookOn(cluster);
    cluster.sim.killHost(cluster.sim.hosts[0] ?? '');
    await cluster.push(other({ ...spec, instances: 1 }));
    assert.equal(done(await cluster.pass()), [['cancel-deployment', 'applied']]);
    cluster.sim.advance(60_000);
    await lookOn(cluster);
    const before = calls(cluster).length;
    const run = await cluster.pass();
    assert.equal(done(run), [['put-app', 'waiting']]);
    const [, command = ''] = /it takes back another one, .*(\/v2\/deployments\/\S+\?force=true)/.exec(byHand(run)) ?? [];
    assert.is(calls(cluster).length, before);
    await ask(cluster, 'DELETE', command, {});
    await untilReady(cluster, OTHER);
  });
});

async function liveCpus({ sim }: Cluster): Promise<number> {
  const { body } = await request(`${sim.marathon}/v2/apps/web`);
  const { app } = (await body.json()) as { app: { cpus: number } };
  return app.cpus;
}

/** As a person would, by hand. */
async function ask({ sim }: Cluster, method: 'PUT' | 'POST' | 'DELETE', path: string, json: object): Promise<void> {
  const body = JSON.stringify(json);
  const answer = await request(sim.marathon + path, { method, headers: { 'content-type': 'application/json' }, body });
  await answer.body.dump();
  assert.is(Math.floor(answer.statusCode / 100), 2);
}
