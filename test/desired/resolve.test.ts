import { gather } from '../../agent/desired/gather.ts';
import type { Gathered } from '../../agent/desired/gather.ts';
import { newLoadCache } from '../../agent/desired/load-cache.ts';
import type { Entry, LoadOptions } from '../../agent/desired/types.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, documentOf, VALID } from './cluster-files.ts';
import { loadFiles, PROD } from './load-files.ts';
import { memorySource } from './memory-source.ts';
import type { MemoryFiles } from './memory-source.ts';

const CLUSTER = `apiVersion: plumbline/v1
kind: Cluster
metadata: { name: prod }
spec:
  include: [../shared]
  vars: { web: 5, other: 1 }
  patches:
    - { target: { kind: App, name: /patched }, merge: { spec: { mem: 5 } } }
    - { target: { kind: App, name: /by-var }, merge: { spec: { mem: "\${vars.other}" } } }
`;

const FILES: MemoryFiles = {
  ...VALID,
  'prod/cluster.yaml': CLUSTER,
  'shared/plain.yaml': `${appOf('cmd: sleep 1', '/plain')}---\n${appOf('cmd: sleep 2', '/plain2')}`,
  'shared/var.yaml': appOf('cmd: sleep 1\ninstances: ${vars.web}', '/var'),
  'shared/patched.yaml': appOf('cmd: sleep 1', '/patched'),
  'shared/by-var.yaml': appOf('cmd: sleep 1', '/by-var'),
  'shared/secret.yaml': appOf('cmd: sleep 1\nenv: { A: "${secrets.db}" }', '/secret'),
  'shared/unknown.yaml': appOf('cmd: sleep 1\nmem: ${vars.nope}', '/unknown'),
};

const SECRETS = new Map([['db', ['*']]]);

/** Gathers the files and then others with the same cache; gives the names of the apps whose entries are other objects than before. */
async function remade(files: MemoryFiles, options: Partial<LoadOptions> = {}): Promise<readonly string[]> {
  const cache = newLoadCache();
  const before = appsOf(await gather(memorySource(FILES), { ...PROD, secrets: SECRETS }, cache));
  const after = appsOf(await gather(memorySource({ ...FILES, ...files }), { ...PROD, secrets: SECRETS, ...options }, cache));
  return [...after].filter(([name, entry]) => before.get(name) !== entry).map(([name]) => name);
}

function appsOf({ declared }: Gathered): ReadonlyMap<string, Entry> {
  return new Map(declared.entries.App.map((entry) => [entry.name, entry]));
}

const changed = (from: string, to: string): MemoryFiles => {
  assert.ok(CLUSTER.includes(from));
  return { 'prod/cluster.yaml': CLUSTER.replace(from, to) };
};

describe('an entry is the very same object', (it) => {
  const rows: readonly (readonly [string, MemoryFiles, readonly string[]])[] = [
    ['while nothing changes', {}, []],
    ['while another file changes', { 'shared/var.yaml': appOf('cmd: sleep 9', '/var') }, ['/var']],
    ['until a document of its own file changes', { 'shared/plain.yaml': appOf('cmd: sleep 1', '/plain') }, ['/plain']],
    ['until a variable that it uses changes, in its text or in a patch', changed('web: 5', 'web: 6'), ['/var']],
    ['until a variable of a patch changes', changed('other: 1', 'other: 2'), ['/by-var']],
    ['until its patch changes', changed('mem: 5', 'mem: 6'), ['/patched']],
    [
      'while patches that are not for it come, go and change places',
      changed('patches:', 'patches:\n    - { target: { kind: App, name: /plain }, merge: { spec: { mem: 5 } } }'),
      ['/plain'],
    ],
    ['until its patch goes', changed('name: /patched', 'name: /plain2'), ['/patched', '/plain2']],
    ['until the variable that it misses comes, or there are others to tell of', changed('web: 5', 'web: 5, no: 1'), ['/unknown']],
    ['while only the layout of the Cluster document changes', changed('kind: Cluster', 'kind: "Cluster" # the one'), []],
  ];
  for (const [name, files, expected] of rows) it(name, async () => assert.equal(await remade(files), expected));

  it('until the rights to secrets change, if it may have one', async () => {
    assert.equal(await remade({}, { secrets: new Map([['db', ['*']]]) }), []);
    assert.equal(await remade({}, { secrets: new Map([['db', ['/x']]]) }), ['/by-var', '/secret', '/unknown', '/var']);
  });

  it('at another path another one', async () => {
    const cache = newLoadCache();
    await gather(memorySource(FILES), PROD, cache);
    const { declared } = await gather(
      memorySource({ ...FILES, 'shared/moved.yaml': FILES['shared/var.yaml'] ?? '', 'shared/var.yaml': '' }),
      PROD,
      cache,
    );
    assert.is(declared.entries.App.find(({ name }) => name === '/var')?.origin.file, 'shared/moved.yaml');
  });
});

describe('what a cache says', (it) => {
  it('is what a load without one says', async () => {
    const cache = newLoadCache();
    const versions = [
      FILES,
      { ...FILES, ...changed('web: 5', 'web: many') },
      { ...FILES, ...changed('name: /patched', 'name: /gone') },
      FILES,
    ];
    for (const files of versions) assert.equal(await loadFiles(files, { cache }), await loadFiles(files));
  });

  it('shares the value of a document that nothing changes, and changes no value that it shares', async () => {
    const cache = newLoadCache();
    await gather(memorySource(FILES), PROD, cache);
    const raw = [...cache.files.values()]
      .flatMap(({ parsed }) => parsed.docs)
      .map(({ value }) => value as { metadata: { name: string }; spec: object });
    const before = JSON.stringify(raw);
    const { declared } = await gather(memorySource({ ...FILES, ...changed('web: 5', 'web: 6') }), PROD, cache);
    assert.is(JSON.stringify(raw), before);
    const plain = declared.entries.App.find(({ name }) => name === '/plain');
    assert.is(plain?.content?.spec, raw.find(({ metadata }) => metadata.name === '/plain')?.spec);
  });
});

describe('documents', (it) => {
  it('are in order of file and place, whatever the order of the files', async () => {
    const names = async (files: MemoryFiles): Promise<readonly string[]> => {
      const { declared } = await gather(memorySource(files), PROD, newLoadCache());
      return declared.entries.App.map(({ name }) => name);
    };
    const backwards = Object.fromEntries(Object.entries(FILES).toReversed());
    assert.equal(await names(backwards), await names(FILES));
    assert.equal(await names(FILES), ['/by-var', '/patched', '/plain', '/plain2', '/secret', '/unknown', '/var', '/web']);
  });

  it('of an unknown kind or without a name make nothing missing that they may declare', async () => {
    for (const text of [
      'apiVersion: plumbline/v1\nkind: Blimp\nmetadata: { name: nope }',
      'apiVersion: plumbline/v1\nkind: App\nmetadata: { nam: nope }\nspec: {}',
      'nope',
      '[nope]',
    ]) {
      const loaded = await loadFiles({
        ...VALID,
        'shared/x.yaml': text,
        'shared/y.yaml': documentOf('Volume', 'v', 'spec: { pool: nope, sizeGiB: 8 }'),
      });
      assert.ok(loaded.kind === 'refused' && loaded.errors.every(({ file }) => file === 'shared/x.yaml'), JSON.stringify(loaded));
    }
  });
});
