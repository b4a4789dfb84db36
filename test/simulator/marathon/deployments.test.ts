import { assert, describe } from '../../helpers/suite.ts';
import { simulate, SLEEPER } from '../simulated.ts';
import type { Simulated } from '../simulated.ts';

const SETTLED_MS = 60_000;

/** Tasks staged and running, and the action under way. */
async function progress({ marathon, app }: Simulated, id = '/a'): Promise<readonly unknown[]> {
  const { tasksStaged, tasksRunning } = await app(id);
  const [deployment] = (await marathon('GET', '/v2/deployments')).list;
  return [tasksStaged, tasksRunning, deployment?.currentActions[0]?.action ?? null];
}

async function taskIds({ app }: Simulated): Promise<readonly string[]> {
  return (await app('/a')).tasks.map(({ id }) => id);
}

describe('a deployment', (it) => {
  it('starts tasks that stage for 2 s, run, and are healthy after a check interval', async (context) => {
    const simulated = await simulate(context);
    const { put, sim } = simulated;
    await put('/a', { ...SLEEPER, healthChecks: [{ protocol: 'TCP', intervalSeconds: 10 }] });
    assert.equal(await progress(simulated), [1, 0, 'ScaleApplication']);
    sim.advance(1999);
    assert.equal(await progress(simulated), [1, 0, 'ScaleApplication']);
    sim.advance(1);
    assert.equal(await progress(simulated), [0, 1, 'ScaleApplication']);
    assert.is((await simulated.app('/a')).tasksHealthy, 0);
    sim.advance(10_000);
    assert.equal(await progress(simulated), [0, 1, null]);
    assert.is((await simulated.app('/a')).tasksHealthy, 1);
  });

  it('locks its app: 409 with the literal text and its id, until it is over', async (context) => {
    const { put, marathon, sim } = await simulate(context);
    const { deploymentId } = (await put('/a', SLEEPER)).json;
    const change = { ...SLEEPER, cpus: 0.2 };
    const locked = await marathon('PUT', '/v2/apps//a?force=false', change);
    assert.is(locked.status, 409);
    assert.match(locked.json.message, "'/v2/deployments/<DEPLOYMENT_ID>'");
    assert.equal(locked.json.deployments, [{ id: deploymentId }]);
    assert.is((await marathon('DELETE', '/v2/apps//a?force=false')).status, 409);
    sim.advance(SETTLED_MS);
    assert.is((await marathon('PUT', '/v2/apps//a?force=false', change)).status, 200);
  });

  it('of nothing locks nothing, keeps the versions and is over at once', async (context) => {
    const { put, marathon, sim, app } = await simulate(context);
    await put('/a', SLEEPER);
    sim.advance(SETTLED_MS);
    const before = await app('/a');
    const { headers, json } = await put('/a', { ...SLEEPER, labels: {} });
    assert.is(headers['marathon-deployment-id'], json.deploymentId);
    assert.equal((await marathon('GET', '/v2/deployments')).list, []);
    assert.equal((await app('/a')).versionInfo, before.versionInfo);
  });

  it('is none for executorResources alone', async (context) => {
    const { put, marathon, sim, app } = await simulate(context);
    await put('/a', SLEEPER);
    sim.advance(SETTLED_MS);
    await put('/a', { executorResources: { cpus: 1 } }, '');
    assert.equal((await marathon('GET', '/v2/deployments')).list, []);
    assert.equal((await app('/a')).executorResources, { cpus: 1, mem: 32, disk: 10 });
  });

  it('that only scales keeps the tasks and the time of the last configuration', async (context) => {
    const simulated = await simulate(context);
    const { put, sim, app } = simulated;
    await put('/a', SLEEPER);
    sim.advance(SETTLED_MS);
    const [before] = await taskIds(simulated);
    const { versionInfo } = await app('/a');
    await put('/a', { ...SLEEPER, instances: 3 });
    assert.equal(await progress(simulated), [2, 1, 'ScaleApplication']);
    sim.advance(SETTLED_MS);
    const scaled = await app('/a');
    assert.ok((await taskIds(simulated)).includes(before ?? ''));
    assert.is(scaled.versionInfo.lastConfigChangeAt, versionInfo.lastConfigChangeAt);
    assert.is(scaled.versionInfo.lastScalingAt, scaled.version);
    await put('/a', { ...SLEEPER, instances: 1 });
    sim.advance(1000);
    assert.equal(await progress(simulated), [0, 1, null]);
    assert.equal(await taskIds(simulated), [before], 'the youngest are killed first');
  });

  it('that changes anything else, even a label, replaces every task without ever having fewer', async (context) => {
    const simulated = await simulate(context);
    const { put, sim } = simulated;
    await put('/a', { ...SLEEPER, instances: 2 });
    sim.advance(SETTLED_MS);
    const before = await taskIds(simulated);
    await put('/a', { ...SLEEPER, instances: 2, labels: { team: 'shop' } });
    for (let second = 0; second < 6; second += 1) {
      assert.ok(((await simulated.app('/a')).tasksRunning as number) >= 2, `after ${second} s`);
      sim.advance(1000);
    }
    sim.advance(SETTLED_MS);
    assert.equal(await progress(simulated), [0, 2, null]);
    assert.not((await taskIds(simulated)).some((id) => before.includes(id)));
  });

  it('replaces in place where nothing may run above capacity', async (context) => {
    const simulated = await simulate(context);
    const { put, sim } = simulated;
    const careful = { ...SLEEPER, upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 } };
    await put('/a', careful);
    sim.advance(SETTLED_MS);
    await put('/a', { ...careful, cpus: 0.2 });
    assert.equal(await progress(simulated), [0, 0, 'RestartApplication'], 'the old one goes first');
    sim.advance(1000);
    assert.equal(await progress(simulated), [1, 0, 'RestartApplication']);
    sim.advance(2000);
    assert.equal(await progress(simulated), [0, 1, null]);
  });

  it('with force takes the lock of the one under way', async (context) => {
    const simulated = await simulate(context);
    const { put, marathon, sim } = simulated;
    const { deploymentId } = (await put('/a', { ...SLEEPER, cpus: 1000 })).json;
    const forced = await put('/a', SLEEPER, 'force=true&partialUpdate=false');
    assert.equal(
      (await marathon('GET', '/v2/deployments')).list.map(({ id }) => id),
      [forced.json.deploymentId],
    );
    assert.is((await marathon('DELETE', `/v2/deployments/${deploymentId}`)).json.message, `DeploymentPlan ${deploymentId} does not exist`);
    sim.advance(SETTLED_MS);
    assert.equal(await progress(simulated), [0, 1, null]);
  });

  it('is rolled back by a new deployment: a change to what was before, a new app to nothing', async (context) => {
    const simulated = await simulate(context);
    const { put, marathon, sim, app } = simulated;
    await put('/a', SLEEPER);
    sim.advance(SETTLED_MS);
    const { deploymentId } = (await put('/a', { ...SLEEPER, cpus: 1000 })).json;
    sim.advance(SETTLED_MS);
    const back = await marathon('DELETE', `/v2/deployments/${deploymentId}?force=false`);
    assert.is(back.status, 200);
    assert.is.not(back.json.deploymentId, deploymentId);
    assert.is((await app('/a')).cpus, SLEEPER.cpus);
    sim.advance(SETTLED_MS);
    assert.equal(await progress(simulated), [0, 1, null]);
    const created = (await put('/b', SLEEPER)).json;
    await marathon('DELETE', `/v2/deployments/${created.deploymentId}`);
    assert.is((await marathon('GET', '/v2/apps//b')).status, 404);
  });

  it('cancelled with force is not rolled back', async (context) => {
    const { put, marathon, sim, app } = await simulate(context);
    await put('/a', SLEEPER);
    sim.advance(SETTLED_MS);
    const { deploymentId } = (await put('/a', { ...SLEEPER, cpus: 1000 })).json;
    const cancelled = await marathon('DELETE', `/v2/deployments/${deploymentId}?force=true`);
    assert.equal([cancelled.status, cancelled.text], [202, '']);
    assert.equal((await marathon('GET', '/v2/deployments')).list, []);
    assert.is((await app('/a')).cpus, 1000);
  });

  it('cancelled with force leaves its apps to get their tasks', async (context) => {
    const { marathon, sim, app } = await simulate(context);
    const apps = [
      { ...SLEEPER, id: '/a', dependencies: ['/db'] },
      { ...SLEEPER, id: '/db', cpus: 1000 },
    ];
    const { deploymentId } = (await marathon('PUT', '/v2/apps', apps)).json;
    sim.advance(SETTLED_MS);
    assert.is((await app('/a')).tasksRunning, 0);
    await marathon('DELETE', `/v2/deployments/${deploymentId}?force=true`);
    sim.advance(SETTLED_MS);
    assert.is((await app('/a')).tasksRunning, 1);
  });

  it('of several apps starts dependencies first', async (context) => {
    const simulated = await simulate(context);
    const { marathon, sim } = simulated;
    const reply = await marathon('PUT', '/v2/apps', [
      { ...SLEEPER, id: '/a', dependencies: ['/db'] },
      { ...SLEEPER, id: '/db' },
    ]);
    assert.is(reply.status, 200);
    assert.equal(
      [await progress(simulated, '/a'), await progress(simulated, '/db')].map(([staged]) => staged),
      [0, 1],
    );
    sim.advance(2000);
    assert.is((await progress(simulated, '/a'))[0], 1);
    sim.advance(2000);
    assert.equal((await marathon('GET', '/v2/deployments')).list, []);
  });
});

describe('an update', (it) => {
  it('keeps what it leaves out, unless partialUpdate=false', async (context) => {
    const { put, app } = await simulate(context);
    await put('/a', { ...SLEEPER, instances: 2, resourceLimits: { mem: 64 }, env: { A: '1' } });
    await put('/a', { instances: 3 }, 'force=true');
    const partial = await app('/a');
    assert.equal([partial.cmd, partial.instances, partial.env], [SLEEPER.cmd, 3, { A: '1' }]);
    assert.is(partial.resourceLimits, undefined, 'resourceLimits are taken from the update even when it has none');
    await put('/a', { cmd: 'sleep 2' }, 'force=true&partialUpdate=false');
    const whole = await app('/a');
    assert.equal([whole.instances, whole.env, whole.cpus], [1, undefined, 1]);
  });

  it('creates with 201 and Location, PATCH only changes', async (context) => {
    const { put, marathon } = await simulate(context);
    assert.is((await marathon('PATCH', '/v2/apps//a', { instances: 2 })).status, 404);
    const created = await put('/shop/a', SLEEPER);
    assert.equal([created.status, created.headers['location']], [201, '/shop/a']);
    assert.is((await marathon('PATCH', '/v2/apps//shop/a?force=true', { instances: 2 })).status, 200);
  });

  it('goes back to a version that is remembered', async (context) => {
    const { put, marathon, app, sim } = await simulate(context);
    await put('/a', SLEEPER);
    sim.advance(SETTLED_MS);
    await put('/a', { ...SLEEPER, cmd: 'sleep 2' });
    sim.advance(SETTLED_MS);
    const { versions } = (await marathon('GET', '/v2/apps//a/versions')).json;
    assert.is(versions.length, 2);
    assert.is((await marathon('GET', `/v2/apps//a/versions/${versions[1]}`)).json.cmd, SLEEPER.cmd);
    await put('/a', { version: versions[1] }, '');
    assert.is((await app('/a')).cmd, SLEEPER.cmd);
    const both = await marathon('PUT', '/v2/apps//a', { version: versions[0], instances: 2 });
    assert.equal([both.status, both.json.details[0]?.errors], [422, ["The 'version' field may only be combined with the 'id' field."]]);
  });

  it('deletes with force when nobody says otherwise', async (context) => {
    const { put, marathon, sim } = await simulate(context);
    await put('/a', { ...SLEEPER, cpus: 1000 });
    assert.is((await marathon('DELETE', '/v2/apps//a?force=false')).status, 409);
    assert.is((await marathon('DELETE', '/v2/apps//a')).status, 200);
    assert.is((await marathon('GET', '/v2/apps//a')).status, 404);
    sim.advance(SETTLED_MS);
    assert.equal((await marathon('GET', '/v2/deployments')).list, []);
  });

  it('shows its apps in groups, the empty root too', async (context) => {
    const { put, marathon } = await simulate(context);
    assert.equal((await marathon('GET', '/v2/groups')).json.apps, []);
    await put('/shop/a', SLEEPER);
    const [group] = (await marathon('GET', '/v2/groups')).json.groups;
    assert.equal([group.id, group.apps.length, group.groups], ['/shop', 1, []]);
    assert.is((await marathon('GET', '/v2/groups//nothing')).json.message, "Group '/nothing' does not exist");
  });
});
