import { loadDesired } from '../../agent/desired/load.ts';
import { allDocs, findDoc } from '../../agent/model/desired.ts';
import type { Desired } from '../../agent/model/desired.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import { appOf, CLUSTER, documentOf, mountOf, STORAGE, VALID } from './cluster-files.ts';
import { loadFiles, PROD } from './load-files.ts';
import { memorySource } from './memory-source.ts';
import type { MemoryFiles } from './memory-source.ts';

async function accepted(files: MemoryFiles): Promise<Desired> {
  const loaded = await loadFiles(files);
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.errors));
  return loaded.desired;
}

function linksOf(desired: Desired, ref: 'App//x' | 'Volume/pg' | 'StoragePool/gold' | 'StorageNode/n' | 'Volume/v'): readonly string[] {
  return findDoc(desired, ref)?.links ?? [];
}

describe('a loaded document', (it) => {
  it('carries its name, ref, state, spec and where it stands', async () => {
    const doc = (await accepted(VALID)).docs.Volume.get('pg');
    assert.is(doc?.ref, 'Volume/pg');
    assert.is(doc?.state, 'present');
    assert.equal(doc?.spec, { pool: 'gold', sizeGiB: 16 });
    assert.equal({ ...doc?.origin, blob: '' }, { file: 'prod/storage.yaml', blob: '', index: 2 });
  });

  it('has the same spec digest whatever the order and layout of its keys', async () => {
    const one = await accepted({ ...VALID, 'prod/x.yaml': documentOf('Volume', 'v', 'spec: { pool: gold, sizeGiB: 8 }') });
    const two = await accepted({ ...VALID, 'prod/y.yml': documentOf('Volume', 'v', 'spec:\n  sizeGiB: 8 # small\n  pool: "gold"') });
    const three = await accepted({ ...VALID, 'prod/x.yaml': documentOf('Volume', 'v', 'spec: { pool: gold, sizeGiB: 16 }') });
    assert.is(one.docs.Volume.get('v')?.specDigest, two.docs.Volume.get('v')?.specDigest);
    assert.is.not(one.docs.Volume.get('v')?.specDigest, three.docs.Volume.get('v')?.specDigest);
  });

  it('may be absent when it is an app, and then needs no spec, links nothing and is not judged', async () => {
    const desired = await accepted({
      ...VALID,
      'prod/x.yaml':
        'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /x }\nstate: absent\nspec: { instances: 5, env: { DVDI_VOLUME_NAME: pg } }',
    });
    assert.is(desired.docs.App.get('/x')?.state, 'absent');
    assert.equal(linksOf(desired, 'App//x'), []);
  });

  it('may be renamed to the same name in other letters', async () => {
    const storage = STORAGE.replace('sizeGiB: 16 }', 'sizeGiB: 16, renamedFrom: PG }');
    assert.is((await accepted({ ...VALID, 'prod/storage.yaml': storage })).docs.Volume.get('pg')?.spec.renamedFrom, 'PG');
  });

  it('may be absent when it is a volume that no app mounts any more', async () => {
    const storage = STORAGE.replace('sizeGiB: 16 }', 'sizeGiB: 16 }\nstate: absent');
    const goneApp = `${appOf('cmd: sleep 1\nenv: { DVDI_VOLUME_NAME: pg }')}state: absent\n`;
    const desired = await accepted({ ...VALID, 'prod/storage.yaml': storage, 'prod/x.yaml': goneApp });
    assert.is(desired.docs.Volume.get('pg')?.state, 'absent');
  });

  it('is found through links from volume to pool to domain, and from node to domain', async () => {
    const desired = await accepted({ ...VALID, 'prod/n.yaml': documentOf('StorageNode', 'n', 'spec: { protectionDomain: pd }') });
    assert.equal(linksOf(desired, 'Volume/pg'), ['StoragePool/gold']);
    assert.equal(linksOf(desired, 'StoragePool/gold'), ['ProtectionDomain/pd']);
    assert.equal(linksOf(desired, 'StorageNode/n'), ['ProtectionDomain/pd']);
  });

  it('may name its pool as domain/pool, with the names of ScaleIO', async () => {
    const desired = await accepted({ ...VALID, 'prod/x.yaml': documentOf('Volume', 'v', 'spec: { pool: pd/pool1, sizeGiB: 8 }') });
    assert.equal(linksOf(desired, 'Volume/v'), ['StoragePool/gold']);
  });
});

describe('links of an app', (it) => {
  const external =
    '{ containerPath: /d, mode: RW, external: { name: pg, provider: dvdi, size: 16, options: { dvdi/driver: rexray, dvdi/volumetype: pool1 } } }';
  const ways: { readonly [way: string]: string } = {
    'an external volume': mountOf(external),
    'docker parameters': appOf(
      'container: { docker: { image: x, parameters: [{ key: volume-driver, value: rexray }, { key: volume, value: pg:/d }] } }',
    ),
    'DVDI variables': appOf("cmd: sleep 1\nenv: { DVDI_VOLUME_NAME: pg, DVDI_VOLUME_DRIVER: rexray, DVDI_VOLUME_OPTS: 'size=16' }"),
  };
  for (const [way, text] of Object.entries(ways)) {
    it(`lead to the declared volume it mounts by ${way}`, async () => {
      assert.equal(linksOf(await accepted({ ...VALID, 'prod/x.yaml': text }), 'App//x'), ['Volume/pg']);
    });
  }

  it('follow the name the volume has in ScaleIO', async () => {
    const volume = documentOf('Volume', 'v', 'spec: { pool: gold, sizeGiB: 16, name: other_name }');
    const app = appOf('cmd: sleep 1\nenv: { DVDI_VOLUME_NAME: other_name }');
    assert.equal(linksOf(await accepted({ ...VALID, 'prod/x.yaml': `${volume}---\n${app}` }), 'App//x'), ['Volume/v']);
  });

  it('leave out what another driver mounts, and folders of the host', async () => {
    const parameters = '{ key: volume-driver, value: rexray }, { key: volume, value: /pg:/d }';
    const text = appOf(
      `container: { docker: { image: x, parameters: [${parameters}] } }\nenv: { DVDI_VOLUME_NAME: pg, DVDI_VOLUME_DRIVER: other }`,
    );
    assert.equal(linksOf(await accepted({ ...VALID, 'prod/x.yaml': text }), 'App//x'), []);
  });

  it('lead to the apps it depends on, by relative path and by group', async () => {
    const apps = ['/shop/db', '/shop/cache/one', '/shop/cache/two'].map((name) => appOf('cmd: sleep 1', name));
    const asking = appOf('cmd: sleep 1\ndependencies: [db, cache, /web]', '/shop/web');
    const desired = await accepted({ ...VALID, 'prod/x.yaml': [...apps, asking].join('---\n') });
    assert.equal(findDoc(desired, 'App//shop/web')?.links, ['App//shop/db', 'App//shop/cache/one', 'App//shop/cache/two', 'App//web']);
  });

  it('are each given once', async () => {
    const text = [appOf('cmd: sleep 1', '/shop/db'), appOf('cmd: sleep 1\ndependencies: [/shop, /shop/db]')].join('---\n');
    assert.equal(linksOf(await accepted({ ...VALID, 'prod/x.yaml': text }), 'App//x'), ['App//shop/db']);
  });

  it('leave out what a group loses', async () => {
    const gone = `${appOf('cmd: sleep 1', '/shop/old')}state: absent\n`;
    const text = [gone, appOf('cmd: sleep 1', '/shop/db'), appOf('cmd: sleep 1\ndependencies: [/shop]')].join('---\n');
    assert.equal(linksOf(await accepted({ ...VALID, 'prod/x.yaml': text }), 'App//x'), ['App//shop/db']);
  });

  it('may cross where no circle closes', async () => {
    const app = (name: string, needs: string) => appOf(`cmd: sleep 1\ndependencies: [${needs}]`, name);
    const text = [app('/a', '/b, /c'), app('/b', '/d'), app('/c', '/d'), appOf('cmd: sleep 1', '/d')].join('---\n');
    assert.is((await loadFiles({ ...VALID, 'prod/x.yaml': text })).kind, 'ok');
  });
});

describe('an app definition', (it) => {
  const mounting = (name: string, shared: boolean) =>
    mountOf(
      `{ containerPath: /d, mode: RW, external: { name: pg, provider: dvdi, shared: ${shared}, options: { dvdi/driver: rexray } } }`,
    ).replace('/x', name);

  it('may share a volume only when every app that mounts it says so', async () => {
    assert.is((await loadFiles({ ...VALID, 'prod/x.yaml': `${mounting('/a', true)}---\n${mounting('/b', true)}` })).kind, 'ok');
    assert.is((await loadFiles({ ...VALID, 'prod/x.yaml': `${mounting('/a', true)}---\n${mounting('/b', false)}` })).kind, 'refused');
    assert.is((await loadFiles({ ...VALID, 'prod/x.yaml': `${mounting('/a', false)}---\n${mounting('/b', true)}` })).kind, 'refused');
  });

  it('is taken with every number right at its limit', async () => {
    const spec = `cmd: sleep 1
resourceLimits: { cpus: 1, mem: 128 }
unreachableStrategy: { inactiveAfterSeconds: 5, expungeAfterSeconds: 5 }
upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 1 }
portDefinitions: [{ name: http-api }, {}]
healthChecks: [{ portIndex: 1 }, { protocol: MESOS_TCP, port: 80 }, { protocol: COMMAND, command: { value: x } }]
readinessChecks: [{ intervalSeconds: 5, timeoutSeconds: 4 }]
constraints: [[hostname, UNIQUE], [zone, GROUP_BY], [zone, GROUP_BY, '2'], [rack, LIKE, 'r.*']]`;
    assert.is((await loadFiles({ ...VALID, 'prod/x.yaml': appOf(spec) })).kind, 'ok');
  });
});

describe('which files are read', (it) => {
  it('leaves out dotfiles, dot-folders and files of other kinds', async () => {
    const bad = 'kind: Nonsense';
    const files = {
      'prod/.x.yaml': bad,
      'prod/.ci/x.yaml': bad,
      'prod/notes.md': bad,
      'other/x.yaml': bad,
      'prod/empty.yaml': '# nothing\n---\n',
    };
    assert.is(allDocs(await accepted({ ...VALID, ...files })).length, 5);
  });

  it('reads a file once, however many folders include it', async () => {
    const cluster = CLUSTER.replace('[../shared]', "[../shared, ../shared/, '..']");
    const loaded = await loadFiles({ ...VALID, 'prod/cluster.yaml': cluster });
    assert.equal(loaded.kind === 'refused' && loaded.errors, false);
  });

  it('gives one inputs digest for equal trees, another when an included folder changes', async () => {
    const before = await accepted(VALID);
    const unrelated = await accepted({ ...VALID, 'other/readme.md': 'x' });
    const changed = await accepted({ ...VALID, 'shared/more.md': 'x' });
    assert.is(before.inputs, unrelated.inputs);
    assert.is.not(before.inputs, changed.inputs);
  });
});

describe('what is unknown', (it) => {
  const referring = [
    documentOf('Volume', 'v', 'spec: { pool: gold, sizeGiB: 8 }'),
    appOf('cmd: sleep 1\ndependencies: [/gone]\nenv: { DVDI_VOLUME_NAME: pg }'),
  ].join('---\n');

  it('is not called missing: a reference into a file that cannot be read is no second error', async () => {
    const loaded = await loadFiles({ ...VALID, 'prod/x.yaml': referring, 'prod/storage.yaml': `${STORAGE}gone: [` });
    assert.equal(loaded.kind === 'refused' && loaded.errors.map(({ code, file }) => [code, file]), [
      ['schema/syntax', 'prod/storage.yaml'],
    ]);
    assert.equal(loaded.warnings, []);
  });

  it('is not called missing either when an included folder could not be read', async () => {
    const cluster = CLUSTER.replace('../shared', '../sharde');
    const loaded = await loadFiles({ 'prod/cluster.yaml': cluster, 'prod/x.yaml': referring, 'shared/storage.yaml': STORAGE });
    assert.equal(loaded.kind === 'refused' && loaded.errors.map(({ code }) => code), ['desired/include-missing']);
    assert.equal(loaded.warnings, []);
  });

  it('is not called missing when it may be the Cluster document itself', async () => {
    const loaded = await loadFiles({ ...VALID, 'prod/cluster.yaml': 'kind: [' });
    assert.equal(loaded.kind === 'refused' && loaded.errors.map(({ code }) => code), ['schema/syntax']);
  });

  it('still counts by its name when its kind or its spec is wrong', async () => {
    const misspelt = STORAGE.replace('kind: StoragePool', 'kind: StoragPool');
    const loaded = await loadFiles({ ...VALID, 'prod/storage.yaml': misspelt });
    assert.equal(loaded.kind === 'refused' && loaded.errors.map(({ code }) => code), ['desired/unknown-kind']);
  });
});

describe('all errors', (it) => {
  it('come at once, sorted by file, line and column, and nothing is loaded', async () => {
    const broken = 'apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: b, nam: c }\nspec: { pool: nope, sizeGiB: 9 }\n';
    const loaded = await loadFiles({
      ...VALID,
      'prod/z.yaml': 'kind: [',
      'prod/b.yaml': `${broken}---\n${broken.replace('name: b', 'name: c')}`,
      'shared/a.yaml': appOf('cpus: 0'),
    });
    const places = loaded.kind === 'refused' && loaded.errors.map(({ file, line, column }) => `${file}:${line}:${column}`);
    const expected = [
      'prod/b.yaml:3:22',
      'prod/b.yaml:4:15',
      'prod/b.yaml:4:30',
      'prod/b.yaml:8:22',
      'prod/b.yaml:9:15',
      'prod/b.yaml:9:30',
      'prod/z.yaml:1:8',
      'shared/a.yaml:5:3',
      'shared/a.yaml:5:9',
    ];
    assert.equal(places, expected, JSON.stringify(loaded));
  });
});

describe('loading with many errors', (it) => {
  it('parses a file at most once more for the errors in others that name a place in it', async () => {
    const app = (name: string): string => documentOf('App', name, 'spec: { cmd: sleep 1 }');
    const count = 20;
    const first = (n: number): string => Array.from({ length: count }, (_, k) => app(`/n${k * count + n}`)).join('---\n');
    const second = (n: number): string => Array.from({ length: count }, (_, k) => app(`/n${n * count + k}`)).join('---\n');
    const files = Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        [`prod/a${n}.yaml`, first(n)],
        [`prod/b${n}.yaml`, `${second(n)}# second`],
      ]).flat(),
    );
    const source = memorySource({ ...VALID, ...files });
    const loaded = await loadDesired(source, PROD);
    assert.is(loaded.kind === 'refused' && loaded.errors.length, count * count);
    const reads = new Map<string, number>();
    for (const id of source.reads) reads.set(id, (reads.get(id) ?? 0) + 1);
    assert.is(Math.max(...reads.values()), 2);
  });

  it('ends when there is no time to find the places', async () => {
    const volumes = Array.from({ length: 50 }, (_, n) => documentOf('Volume', `v${n}`, 'spec: { pool: nope, sizeGiB: 8 }'));
    let calls = 0;
    const load = (calm: number) => {
      calls = 0;
      const monotonicMs = (): number => ((calls += 1) > calm ? PROD.limits.loadMs + 1 : 0);
      return loadFiles({ ...VALID, 'prod/v.yaml': volumes.join('---\n') }, { monotonicMs });
    };
    await load(Infinity);
    const all = calls;
    await rejects(() => load(all - 2), 'desired/too-slow');
  });

  it('parses a file once more for all its errors together', async () => {
    const volumes = Array.from({ length: 50 }, (_, n) => documentOf('Volume', `v${n}`, 'spec: { pool: nope, sizeGiB: 8 }'));
    const source = memorySource({ ...VALID, 'prod/x.yaml': volumes.join('---\n') });
    const loaded = await loadDesired(source, PROD);
    assert.is(loaded.kind === 'refused' && loaded.errors.length, 50);
    assert.is(source.reads.length, 5);
  });
});
