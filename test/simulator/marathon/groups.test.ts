/** What groups do in a simulated Marathon. */
import { assert, describe } from '../../helpers/suite.ts';
import { simulate, SLEEPER } from '../simulated.ts';
import type { Simulated } from '../simulated.ts';

const POD = { containers: [{ name: 'main', resources: { cpus: 0.1, mem: 32 } }] };

function app(id: string, more: object = {}): object {
  return { ...SLEEPER, id, ...more };
}

function ids({ sim }: Simulated): readonly string[] {
  return sim
    .world()
    .apps.map(({ id }) => id)
    .toSorted();
}

function byId(a: readonly unknown[], b: readonly unknown[]): number {
  return String(a[0]).localeCompare(String(b[0]));
}

/** Two apps, one of them in a group of its own, and a pod. */
async function shop(simulated: Simulated): Promise<void> {
  await simulated.marathon('POST', '/v2/groups', { id: '/shop', apps: [app('web')], groups: [{ id: 'db', apps: [app('pg')] }] });
  await simulated.marathon('PUT', '/v2/pods//shop/cart', { id: '/shop/cart', ...POD });
  simulated.sim.advance(60_000);
}

describe('a group', (it) => {
  it('comes with what is in it, once', async (context) => {
    const simulated = await simulate(context);
    await shop(simulated);
    assert.equal(ids(simulated), ['/shop/cart', '/shop/db/pg', '/shop/web']);
    const again = await simulated.marathon('POST', '/v2/groups', { id: '/shop' });
    assert.equal([again.status, again.json.message], [409, 'Group /shop is already created. Use PUT to change this group.']);
    await simulated.put('/other/app', SLEEPER);
    assert.is((await simulated.marathon('GET', '/v2/groups/other')).status, 200);
  });

  it('loses what a PUT leaves out, but for its pods', async (context) => {
    const simulated = await simulate(context);
    await shop(simulated);
    await simulated.marathon('PUT', '/v2/groups/shop', { apps: [app('new')] });
    simulated.sim.advance(60_000);
    assert.equal(ids(simulated), ['/shop/cart', '/shop/db/pg', '/shop/new']);
    await simulated.marathon('PUT', '/v2/groups/shop', { groups: [] });
    simulated.sim.advance(60_000);
    assert.equal(ids(simulated), ['/shop/cart', '/shop/new']);
  });

  it('changes nothing in a dry run, which calls every app of the body a restart', async (context) => {
    const simulated = await simulate(context);
    await shop(simulated);
    const { text } = await simulated.marathon('PUT', '/v2/groups/shop?dryRun=true', { apps: [app('web'), app('new')] });
    assert.equal(JSON.parse(text), {
      steps: [
        { actions: [{ action: 'StartApplication', app: '/shop/new' }] },
        {
          actions: [
            { action: 'RestartApplication', app: '/shop/web' },
            { action: 'ScaleApplication', app: '/shop/new' },
          ],
        },
      ],
    });
    assert.equal(ids(simulated), ['/shop/cart', '/shop/db/pg', '/shop/web']);
    assert.equal((await simulated.marathon('GET', '/v2/deployments')).list, []);
  });

  it('scales its apps together', async (context) => {
    const simulated = await simulate(context);
    await shop(simulated);
    await simulated.marathon('PUT', '/v2/groups/shop', { scaleBy: 2.5 });
    simulated.sim.advance(60_000);
    assert.equal(
      simulated.sim
        .world()
        .apps.map(({ id, running }) => [id, running])
        .toSorted(byId),
      [
        ['/shop/cart', 1],
        ['/shop/db/pg', 3],
        ['/shop/web', 3],
      ],
    );
    const { status, text } = await simulated.marathon('PUT', '/v2/groups/shop', { scaleBy: 2, apps: [] });
    assert.equal([status, text.includes('/scaleBy')], [422, true]);
  });

  it('makes all in it wait for what it depends on', async (context) => {
    const simulated = await simulate(context);
    await simulated.marathon('PUT', '/v2/groups', {
      groups: [
        { id: 'web', dependencies: ['/db'], apps: [app('front')] },
        { id: 'db', apps: [app('pg')] },
      ],
    });
    const [{ steps } = { steps: [] }] = (await simulated.marathon('GET', '/v2/deployments')).list as unknown as readonly {
      readonly steps: readonly { readonly actions: readonly { readonly app: string }[] }[];
    }[];
    assert.equal(
      steps.map(({ actions }) => actions.map((action) => action.app)),
      [['/web/front', '/db/pg'], ['/db/pg'], ['/web/front']],
    );
  });

  it('gives its name as a role to what is in it, where it enforces that', async (context) => {
    const simulated = await simulate(context);
    const { marathon, put } = simulated;
    await marathon('POST', '/v2/groups', { id: '/shop', enforceRole: true, apps: [app('web')] });
    await put('/shop/api', SLEEPER);
    const roles = async (): Promise<readonly unknown[]> =>
      (await marathon('GET', '/v2/apps')).json.apps
        .map((one) => [one.id, (one as unknown as { readonly role: string }).role])
        .toSorted(byId);
    assert.equal(await roles(), [
      ['/shop/api', 'shop'],
      ['/shop/web', 'shop'],
    ]);
    assert.match((await marathon('PUT', '/v2/apps//shop/x', { ...SLEEPER, role: '*' })).text, 'expected one of: [shop]');
    const patched = await marathon('PATCH', '/v2/groups/shop', { enforceRole: false });
    assert.equal([patched.status, patched.text], [200, '']);
    assert.is((await marathon('PUT', '/v2/apps//shop/x', { ...SLEEPER, role: '*' })).status, 201);
    assert.is((await marathon('PATCH', '/v2/groups/gone', { enforceRole: true })).status, 404);
    assert.is((await marathon('PATCH', '/v2/groups/shop/db', { enforceRole: true })).status, 422);
  });

  it('goes with all that is in it, and stays when only that goes', async (context) => {
    const simulated = await simulate(context);
    const { marathon, sim } = simulated;
    await shop(simulated);
    await marathon('DELETE', '/v2/apps//shop/db/pg?force=false');
    sim.advance(60_000);
    assert.is((await marathon('GET', '/v2/groups/shop/db')).status, 200);
    assert.is((await marathon('PUT', '/v2/apps//shop/db', SLEEPER)).status, 422, 'an empty group still has its id');
    assert.is((await marathon('DELETE', '/v2/groups/shop?force=false')).status, 200);
    sim.advance(60_000);
    assert.equal(ids(simulated), []);
    const gone = await marathon('DELETE', '/v2/groups/shop');
    assert.equal([gone.status, gone.json.message], [404, "Group '/shop' does not exist"]);
  });

  it('shows what it is asked for, and apps, groups and pods when nothing is said', async (context) => {
    const simulated = await simulate(context);
    await shop(simulated);
    const counts = async (query: string): Promise<readonly number[]> => {
      const body = (await simulated.marathon('GET', `/v2/groups/shop${query}`)).json as unknown as {
        readonly [name: string]: readonly object[];
      };
      return ['apps', 'groups', 'pods'].map((name) => body[name]?.length ?? -1);
    };
    assert.equal(await counts(''), [1, 1, 1]);
    assert.equal(await counts('?embed=group.groups'), [0, 1, 0]);
    assert.equal(await counts('?embed=group.apps&embed=group.pods'), [1, 0, 1]);
    assert.is((await simulated.marathon('GET', '/v2/groups/shop/apps')).list.length, 2);
  });
});
