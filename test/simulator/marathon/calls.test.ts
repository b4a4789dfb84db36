/** Calls beside plain reading and writing: restarts, kills, selectors, groups of apps, roles. */
import { assert, describe } from '../../helpers/suite.ts';
import type { AppBody } from '../bodies.ts';
import { simulate, SLEEPER } from '../simulated.ts';
import type { Simulated } from '../simulated.ts';

const SETTLED_MS = 60_000;

async function ids({ marathon }: Simulated, query: string): Promise<readonly string[]> {
  const { apps } = (await marathon('GET', `/v2/apps?${query}`)).json;
  return apps.map(({ id }) => id).toSorted();
}

const selected: readonly (readonly [query: string, ids: readonly string[]])[] = [
  ['label=env', ['/a', '/b']],
  ['label=env==prod', ['/a']],
  ['label=env!=prod', ['/b']],
  ['label=env in (prod, test)', ['/a', '/b']],
  ['label=env notin (prod)', ['/b']],
  ['label=env,team==x', ['/a']],
  ['label=a%5C%21==b%5C%20c', ['/c']],
  ['cmd=SLEEP 2', ['/c']],
  ['id=A', ['/a']],
];

describe('GET /v2/apps', (it) => {
  it('selects by labels, command and id', async (context) => {
    const simulated = await simulate(context);
    await simulated.put('/a', { ...SLEEPER, labels: { env: 'prod', team: 'x' } });
    await simulated.put('/b', { ...SLEEPER, labels: { env: 'test' } });
    await simulated.put('/c', { ...SLEEPER, cmd: 'sleep 2', labels: { 'a!': 'b c' } });
    for (const [query, expected] of selected) assert.equal(await ids(simulated, query.replaceAll(' ', '%20')), expected, query);
    for (const query of ['==', 'a%5C%21==b%20c'])
      assert.is((await simulated.marathon('GET', `/v2/apps?label=${query}`)).status, 422, query);
  });

  it('of a group gives all apps in it with their tasks', async (context) => {
    const { put, marathon, sim } = await simulate(context);
    for (const id of ['/shop/web', '/shop/db/pg', '/other']) await put(id, SLEEPER);
    sim.advance(SETTLED_MS);
    const listed = JSON.parse((await marathon('GET', '/v2/apps//shop/*')).text);
    const apps: readonly AppBody[] = listed['*'];
    assert.equal(apps.map(({ id, tasks }) => `${id} ${tasks.length}`).toSorted(), ['/shop/db/pg 1', '/shop/web 1']);
  });
});

describe('a restart', (it) => {
  it('replaces every task of an app in which nothing has changed', async (context) => {
    const { put, marathon, sim, app } = await simulate(context);
    await put('/a', SLEEPER);
    sim.advance(SETTLED_MS);
    const before = await app('/a');
    const restarted = await marathon('POST', '/v2/apps//a/restart');
    assert.equal([restarted.status, restarted.headers['marathon-deployment-id']], [200, restarted.json.deploymentId]);
    assert.is((await marathon('POST', '/v2/apps//a/restart')).status, 409);
    sim.advance(SETTLED_MS);
    const after = await app('/a');
    assert.is.not(after.tasks[0].id, before.tasks[0].id);
    assert.is(after.versionInfo.lastScalingAt, before.versionInfo.lastScalingAt);
    assert.is(after.versionInfo.lastConfigChangeAt, after.version);
    assert.is((await marathon('POST', '/v2/apps//gone/restart')).status, 404);
  });
});

describe('killed tasks', (it) => {
  it('come again', async (context) => {
    const { put, marathon, sim, app } = await simulate(context);
    await put('/a', { ...SLEEPER, instances: 3 });
    sim.advance(SETTLED_MS);
    const [first, ...others] = (await app('/a')).tasks;
    const one = await marathon('DELETE', `/v2/apps//a/tasks/${first.id}`);
    assert.is(JSON.parse(one.text).task.id, first.id);
    const rest = await marathon('POST', '/v2/tasks/delete', { ids: others.map(({ id }) => id) });
    assert.is(JSON.parse(rest.text).tasks.length, 2);
    sim.advance(SETTLED_MS);
    const now = (await app('/a')).tasks.map(({ id }) => id);
    assert.is(now.length, 3);
    assert.not.ok(now.some((id) => [first, ...others].some((task) => task.id === id)));
  });

  it('of one host only, or with the app scaled down by them', async (context) => {
    const { put, marathon, sim, app } = await simulate(context);
    await put('/a', { ...SLEEPER, instances: 3, constraints: [['hostname', 'UNIQUE']] });
    sim.advance(SETTLED_MS);
    const [{ host }] = (await app('/a')).tasks;
    const scaled = await marathon('DELETE', `/v2/apps//a/tasks?host=${host}&scale=true`);
    assert.is(scaled.headers['marathon-deployment-id'], scaled.json.deploymentId);
    sim.advance(SETTLED_MS);
    const after = await app('/a');
    assert.equal([after.instances, after.tasks.map((task) => task.host).includes(host)], [2, false]);
    assert.is(JSON.parse((await marathon('DELETE', '/v2/apps//a/tasks')).text).tasks.length, 2);
  });

  it('are refused where the request is no good', async (context) => {
    const { put, marathon } = await simulate(context);
    await put('/a', SLEEPER);
    assert.is((await marathon('DELETE', '/v2/apps//a/tasks?scale=true&wipe=true')).status, 400);
    assert.is((await marathon('DELETE', '/v2/apps//a/tasks/a.instance-none')).status, 404);
    assert.is((await marathon('POST', '/v2/tasks/delete', { ids: ['none'] })).status, 400);
    assert.is((await marathon('POST', '/v2/tasks/delete', {})).status, 422);
    assert.is((await marathon('POST', '/v2/apps//a/versions')).status, 501);
  });
});

describe('an update', (it) => {
  it('of a list is one deployment, whether parts or whole', async (context) => {
    const { marathon, app, sim } = await simulate(context);
    const both = [
      { id: '/a', ...SLEEPER },
      { id: '/b', ...SLEEPER, dependencies: ['/a'] },
    ];
    assert.is((await marathon('PUT', '/v2/apps?partialUpdate=false', both)).status, 200);
    sim.advance(SETTLED_MS);
    assert.is((await marathon('PATCH', '/v2/apps', [{ id: '/a', instances: 2 }, { id: '/gone' }])).status, 404);
    assert.is((await marathon('PATCH', '/v2/apps', [{ id: '/a', instances: 2 }])).status, 200);
    assert.is((await app('/a')).instances, 2);
    assert.is((await marathon('PUT', '/v2/apps', [{ instances: 2 }])).status, 422);
  });

  it('with its sets in another order deploys nothing', async (context) => {
    const { put, marathon, sim } = await simulate(context);
    const app = (codes: readonly number[], constraints: readonly string[][]): object => ({
      ...SLEEPER,
      constraints,
      portDefinitions: [{ name: 'http-api' }],
      readinessChecks: [{ httpStatusCodesForReady: codes }],
    });
    const unique = ['hostname', 'UNIQUE'];
    const like = ['zone', 'LIKE', '.*'];
    await put('/a', app([200, 204], [unique, like]));
    sim.advance(SETTLED_MS);
    await put('/a', app([204, 200, 200], [like, unique]));
    assert.equal((await marathon('GET', '/v2/deployments')).list, []);
  });

  it('in parts forgets resourceLimits and keeps what it does not name', async (context) => {
    const { put, app } = await simulate(context);
    await put('/a', { ...SLEEPER, resourceLimits: { mem: 64 }, env: { A: 'b' }, networks: [{ mode: 'container/bridge' }] });
    await put('/a', { instances: 2 }, 'force=true');
    const shown = await app('/a');
    assert.equal([shown.resourceLimits, shown.env, shown.cpus], [undefined, { A: 'b' }, SLEEPER.cpus]);
  });

  it('finds the port that is filled in, a creation does not', async (context) => {
    const { put, marathon, app } = await simulate(context);
    const checked = { ...SLEEPER, healthChecks: [{ path: '/' }] };
    await marathon('POST', '/v2/apps', { id: '/created', ...checked });
    await put('/put', checked);
    const isPlaced = async (id: string): Promise<boolean> => Object.keys((await app(id)).healthChecks[0] ?? {}).includes('portIndex');
    assert.equal([await isPlaced('/created'), await isPlaced('/put')], [false, true]);
  });
});

describe('dependencies', (it) => {
  for (const [version, given, shown] of [
    ['1.10', 'db', '/db'],
    ['1.10', '/shop/web/../db/.', '/shop/db'],
    ['1.4', '../db', '/shop/db'],
  ] as const) {
    it(`of ${version} that are given as ${given} mean ${shown}`, async (context) => {
      const { put, app } = await simulate(context, { profiles: { marathon: version } });
      await put('/shop/web', { ...SLEEPER, dependencies: [given] });
      assert.equal((await app('/shop/web')).dependencies, [shown]);
    });
  }
});

describe('roles', (it) => {
  it('of 1.9 that an app cannot have are left out of what it accepts', async (context) => {
    const { put, app } = await simulate(context, { profiles: { marathon: '1.9' } });
    await put('/shop/a', { ...SLEEPER, acceptedResourceRoles: ['*', 'other'] });
    await put('/shop/b', { ...SLEEPER, role: 'shop', acceptedResourceRoles: ['other'] });
    assert.equal([(await app('/shop/a')).acceptedResourceRoles, (await app('/shop/b')).acceptedResourceRoles], [['*'], ['*']]);
  });
});
