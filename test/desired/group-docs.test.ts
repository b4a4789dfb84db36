/** Documents of groups: each app and pod in one is a document of its own, at its own place. */
import { assert, describe } from '../helpers/suite.ts';
import { CLUSTER, VALID } from './cluster-files.ts';
import { loadFiles, placed } from './load-files.ts';

const POD = '{ id: cart, containers: [{ name: web, resources: { cpus: 0.1, mem: 32 } }] }';

function group(spec: string, name = '/shop', more = ''): string {
  return `apiVersion: plumbline/v1\nkind: Group\nmetadata: { name: ${name}${more} }\n${spec}`;
}

async function load(...texts: readonly string[]): ReturnType<typeof loadFiles> {
  return loadFiles({ ...VALID, 'shared/group.yaml': texts.join('---\n') });
}

async function told(...texts: readonly string[]): Promise<readonly string[]> {
  const loaded = await load(...texts);
  return loaded.kind === 'refused' ? loaded.errors.map((error) => `${placed(error)}: ${error.message}`) : [];
}

async function docsOf(...texts: readonly string[]) {
  const loaded = await load(...texts);
  if (loaded.kind === 'refused') throw new Error(loaded.errors.map(({ message }) => message).join(' '));
  const { App, Pod, Group } = loaded.desired.docs;
  return { App, Pod, Group };
}

describe('the document of a group', (it) => {
  it('stands for one document for each app and pod in it, at any depth', async () => {
    const { App, Pod, Group } = await docsOf(
      group(
        `spec:\n  apps: [{ id: web, cmd: sleep 1 }]\n  pods: [${POD}]\n  groups: [{ id: db, apps: [{ id: /shop/db/pg, cmd: sleep 2 }] }]\n`,
      ),
    );
    assert.is(App.get('/shop/web')?.ref, 'App//shop/web');
    assert.equal(App.get('/shop/db/pg')?.spec, { cmd: 'sleep 2' });
    assert.is(Pod.get('/shop/cart')?.ref, 'Pod//shop/cart');
    assert.equal(Group.get('/shop')?.spec, {});
  });

  it('hands on its Marathon, and that it shall be gone', async () => {
    const { App, Group } = await docsOf(group('state: absent\nspec: { apps: [{ id: web }] }\n', '/shop', ', on: batch'));
    assert.is(App.get('batch:/shop/web')?.state, 'absent');
    assert.is(Group.get('batch:/shop')?.state, 'absent');
  });

  it('makes all in it wait for what it depends on, and not for each other', async () => {
    const { App, Pod, Group } = await docsOf(
      group(`spec: { dependencies: [../db, cart], apps: [{ id: web, cmd: sleep 1 }], pods: [${POD}] }\n`),
      'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /db }\nspec: { cmd: sleep 3 }\n',
      'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /other }\nspec: { cmd: sleep 3 }\n',
    );
    assert.equal(App.get('/shop/web')?.links, ['App//db', 'Pod//shop/cart']);
    assert.equal(App.get('/shop/web')?.spec.dependencies, ['/db', '/shop/cart']);
    assert.equal(Pod.get('/shop/cart')?.links, ['App//db']);
    assert.equal(App.get('/other')?.links, []);
    assert.equal(Group.get('/shop')?.links, []);
  });

  it('names what is in it from itself on', async () => {
    const store = POD.replace('cart', 'store');
    const { Pod } = await docsOf(group(`spec: { dependencies: [store], pods: [${POD}, ${store}] }\n`));
    assert.equal([Pod.get('/shop/cart')?.links, Pod.get('/shop/store')?.links], [['Pod//shop/store'], []]);
  });

  it('makes also those wait that stand in other files', async () => {
    const { App } = await docsOf(
      group('spec: { dependencies: [/db] }\n'),
      'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /shop/late/web }\nspec: { cmd: sleep 3 }\n',
      'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /db }\nspec: { cmd: sleep 3 }\n',
    );
    assert.equal(App.get('/shop/late/web')?.links, ['App//db']);
  });

  it('has its members told at their own lines', async () => {
    assert.equal(await told(group('spec:\n  apps:\n    - id: web\n      cmd: sleep 1\n      cpu: 1\n')), [
      'shared/group.yaml:8:7 schema/unknown-field: There is no field spec.cpu; did you mean cpus?',
    ]);
  });

  it('is told of a dependency that is not declared where it is written, once', async () => {
    const loaded = await load(group(`spec:\n  dependencies: [/gone]\n  apps: [{ id: web, cmd: sleep 1 }]\n  pods: [${POD}]\n`));
    assert.equal(loaded.warnings.filter(({ file }) => file === 'shared/group.yaml').map(placed), [
      'shared/group.yaml:5:18 desired/undeclared-dependency',
    ]);
  });

  for (const [what, text, message] of [
    ['a member without an id', 'spec:\n  apps: [{ cmd: sleep 1 }]\n', '5:10 schema/missing-field'],
    ['a member of another group', 'spec:\n  apps: [{ id: /other/web, cmd: sleep 1 }]\n', '5:16 schema/wrong-value'],
    ['a list that is none', 'spec:\n  pods: { id: a }\n', '5:9 schema/wrong-type'],
    ['a field that no group has', 'spec:\n  podz: []\n', '5:3 schema/unknown-field'],
  ] as const) {
    it(`is told of ${what} at its place`, async () => {
      const [first = ''] = await told(group(text));
      assert.ok(first.startsWith(`shared/group.yaml:${message}`), first);
    });
  }

  it('says enforceRole only directly below the root', async () => {
    assert.equal(await told(group('spec: { enforceRole: true }\n')), []);
    assert.equal(await told(group('spec: { enforceRole: true }\n', '/shop/db')), [
      'shared/group.yaml:4:9 desired/group-role: /shop/db is inside of another group; only a group directly below the root has enforceRole.',
    ]);
  });

  it('may not be called as an app or a pod', async () => {
    const [error = ''] = await told(
      group('spec: {}\n', '/web'),
      'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /web }\nspec: { cmd: sleep 1 }\n',
    );
    assert.match(error, 'desired/app-is-group: /web is a group too');
    const both = await told(group(`spec: { apps: [{ id: cart, cmd: sleep 1 }], pods: [${POD}] }\n`));
    assert.match(both.join(), 'desired/app-is-group: /shop/cart is an app too');
  });

  it('reaches no member by a patch', async () => {
    const patch = '{ target: { kind: Group, name: /shop }, merge: { spec: { apps: [{ id: web, cmd: sleep 2 }] } } }';
    const cluster = CLUSTER.replace('spec: {', `spec: { patches: [${patch}],`);
    const loaded = await loadFiles({
      ...VALID,
      'prod/cluster.yaml': cluster,
      'shared/group.yaml': group('spec: { apps: [{ id: web, cmd: sleep 1 }] }\n'),
    });
    assert.match(loaded.kind === 'refused' ? loaded.errors.map(placed).join() : '', 'desired/group-members');
  });
});

describe('bare JSON of groups and pods', (it) => {
  const bare = async (value: unknown): Promise<ReturnType<typeof loadFiles>> => {
    const cluster = CLUSTER.replace('spec: {', 'spec: { sources: [{ files: json/*.json, as: App }],');
    return loadFiles({ ...VALID, 'prod/cluster.yaml': cluster, 'prod/json/all.json': JSON.stringify(value) });
  };

  it('declares pods as GET /v2/groups shows them: by their status', async () => {
    const spec = { id: '/shop/cart', version: '2026-01-01T00:00:00.000Z', containers: [{ name: 'web', resources: {}, endpoints: null }] };
    const loaded = await bare({ id: '/shop', pods: [{ id: '/shop/cart', spec, status: 'STABLE', instances: [] }], enforceRole: true });
    assert.ok(loaded.kind === 'ok', JSON.stringify(loaded));
    assert.equal(loaded.desired.docs.Pod.get('/shop/cart')?.spec, { containers: [{ name: 'web', resources: {} }] });
    assert.equal(loaded.desired.docs.Group.get('/shop')?.spec, { enforceRole: true });
  });

  it('declares a list of pods, with words in any case', async () => {
    const healthCheck = { http: { endpoint: 'http', scheme: 'http' }, timeoutSeconds: 1, intervalSeconds: 2 };
    const container = {
      name: 'web',
      resources: {},
      endpoints: [{ name: 'http', hostPort: 0 }],
      image: { kind: 'docker', id: 'a' },
      healthCheck,
    };
    const loaded = await bare([{ id: '/cart', containers: [container], environment: { scheme: 'http' } }]);
    assert.ok(loaded.kind === 'ok', JSON.stringify(loaded));
    const pod = loaded.desired.docs.Pod.get('/cart')?.spec;
    assert.is(pod?.containers?.[0]?.healthCheck?.http?.scheme, 'HTTP');
    assert.is(pod?.containers?.[0]?.image?.kind, 'DOCKER');
    assert.equal(pod?.environment, { scheme: 'http' });
  });
});
