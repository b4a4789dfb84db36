import { patchedAt, patchesOf } from '../../agent/desired/patches.ts';
import type { Path } from '../../agent/schema/fault.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, documentOf, STORAGE, VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';
import type { MemoryFiles } from './memory-source.ts';

/** Measured: 100 ms; laid over the whole document each time it takes minutes. */
const MOST_MS = 3_000;

const HEAD = ['apiVersion: plumbline/v1', 'kind: Cluster', 'metadata: { name: prod }', 'spec:', '  include: [../shared]'];

/** The lines of the spec begin with line 6. */
function withSpec(lines: readonly string[], files: MemoryFiles = {}): MemoryFiles {
  return { ...VALID, 'prod/cluster.yaml': [...HEAD, ...lines.map((line) => `  ${line}`), ''].join('\n'), ...files };
}

const patches = (...lines: readonly string[]): readonly string[] => ['patches:', ...lines.map((line) => `  - ${line}`)];
const patch = (name: string, spec: string, kind = 'App'): string =>
  `{ target: { kind: ${kind}, name: ${name} }, merge: { spec: ${spec} } }`;

async function errorsOf(files: MemoryFiles): Promise<readonly string[]> {
  const loaded = await loadFiles(files);
  return loaded.kind === 'refused' ? loaded.errors.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`) : [];
}

describe('what a patch made of a value', (it) => {
  const before = { spec: { a: { x: 1 }, list: [1], text: 'x' } };
  const merges = [{ spec: { a: { y: { z: 1 } }, list: [2, { deep: 3 }] } }, { spec: { a: { x: null }, text: { now: 'a mapping' } } }];
  const { all } = patchesOf(merges.map((merge) => ({ target: { kind: 'App', name: '/a' }, merge })));
  const rows: readonly (readonly [Path, number | null])[] = [
    [[], null],
    [['spec'], null],
    [['spec', 'a'], null],
    [['spec', 'a', 'y'], 0],
    [['spec', 'a', 'y', 'z'], 0],
    [['spec', 'a', 'y', 'missing'], 0],
    [['spec', 'a', 'x'], 1],
    [['spec', 'list'], 0],
    [['spec', 'list', 1, 'deep'], 0],
    [['spec', 'text'], 1],
    [['spec', 'text', 'now'], 1],
    [['spec', 'other'], null],
    [['metadata', 'name'], null],
  ];
  for (const [path, index] of rows) {
    it(`${path.join('.') || 'everything'} is ${index === null ? 'in no patch' : `in patch ${index}`}`, () => {
      assert.equal(patchedAt(before, all, path), index === null ? null : ['spec', 'patches', index, 'merge', ...path]);
    });
  }
});

describe('the places of a thousand values', (it) => {
  it('are found without laying all patches over the whole document for each', () => {
    const many = (count: number, name: string) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`${name}${n}`, 'x']));
    const merges = Array.from({ length: 100 }, (_, n) => ({ spec: { env: { [`P${n}`]: 'y' } } }));
    const { all } = patchesOf(merges.map((merge) => ({ target: { kind: 'App', name: '/a' }, merge })));
    const value = { spec: { env: many(10_000, 'K') } };
    const before = process.cpuUsage();
    for (let n = 0; n < 1_000; n += 1) patchedAt(value, all, ['spec', 'env', `K${n}`]);
    assert.equal(patchedAt(value, all, ['spec', 'env', 'P7']), ['spec', 'patches', 7, 'merge', 'spec', 'env', 'P7']);
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1000 < MOST_MS, `${(user + system) / 1000} ms`);
  });
});

describe('a mistake in what a patch put there', (it) => {
  it('is told at the value in the patch, with the document it is in', async () => {
    assert.equal(await errorsOf(withSpec(patches(patch('/web', '{ mem: much }')))), [
      'prod/cluster.yaml:7:66 spec.mem must be a number, not "much". It is patched into App//web of shared/web.yaml:1:1.',
    ]);
  });

  it('is told at the key in the patch', async () => {
    assert.equal(await errorsOf(withSpec(patches(patch('/web', '{ memm: 5 }')))), [
      'prod/cluster.yaml:7:61 There is no field spec.memm; did you mean mem? It is patched into App//web of shared/web.yaml:1:1.',
    ]);
  });

  it('is told at the last of two patches that say it', async () => {
    const [error] = await errorsOf(
      withSpec(patches(patch('/web', '{ mem: 5 }'), patch('/web', '{ mem: much }'), patch('/web', '{ cpus: 1 }'))),
    );
    assert.ok(error?.startsWith('prod/cluster.yaml:8:66 '), error);
  });

  it('is told in the document when another patch only touched what is around it', async () => {
    const web = appOf('cmd: sleep 1\ncontainer: { docker: { image: 5 } }', '/web');
    const [error] = await errorsOf(withSpec(patches(patch('/web', '{ container: { type: MESOS } }')), { 'shared/web.yaml': web }));
    assert.is(error, 'shared/web.yaml:6:33 spec.container.docker.image must be a text, not 5; quote it: "5".');
  });

  it('is told in the patch when it is inside a list of it', async () => {
    const [error] = await errorsOf(withSpec(patches(patch('/web', '{ cmd: null, args: [a, b, 5] }'))));
    assert.ok(error?.startsWith('prod/cluster.yaml:7:85 '), error);
  });

  it('is told at the patch that takes away a field, and at the one that makes a mapping without it', async () => {
    const [taken] = await errorsOf(withSpec(patches(patch('pg', '{ pool: null }', 'Volume'))));
    assert.ok(taken?.startsWith('prod/cluster.yaml:7:68 spec.pool is missing'), taken);
    assert.ok(taken?.endsWith('It is patched into Volume/pg of prod/storage.yaml:10:1.'), taken);
    const [made] = await errorsOf(withSpec(patches(patch('/web', '{ upgradeStrategy: { maximumOverCapacitty: 1 } }'))));
    assert.ok(made?.startsWith('prod/cluster.yaml:7:78 spec.upgradeStrategy.minimumHealthCapacity is missing'), made);
  });

  it('is told in the document when it is missing there with or without the patch', async () => {
    const volume = documentOf('Volume', 'v', 'spec: { sizeGiB: 8 }');
    const [error] = await errorsOf(withSpec(patches(patch('v', '{ sizeGiB: 16 }', 'Volume')), { 'shared/v.yaml': volume }));
    assert.ok(error?.startsWith('shared/v.yaml:4:7 spec.pool is missing'), error);
    assert.not.match(error ?? '', 'patched');
  });

  it('is told once for all the documents it is in', async () => {
    const apps = (count: number): string => Array.from({ length: count }, (_, n) => appOf('cmd: sleep 1', `/many/${n}`)).join('---\n');
    const files = (count: number): MemoryFiles => withSpec(patches(patch('"/many/*"', '{ mem: much }')), { 'shared/a.yaml': apps(count) });
    const message = 'prod/cluster.yaml:7:71 spec.mem must be a number, not "much". It is patched into App//many/0 of shared/a.yaml:1:1';
    assert.equal(await errorsOf(files(300)), [`${message} and 299 more documents.`]);
    assert.equal(await errorsOf(files(2)), [`${message} and 1 more document.`]);
  });

  it('is told at the patch when only what links documents finds it', async () => {
    assert.equal(await errorsOf(withSpec(patches(patch('pg', '{ pool: gild }', 'Volume')))), [
      'prod/cluster.yaml:7:68 No StoragePool gild is declared; did you mean gold? It is patched into Volume/pg of prod/storage.yaml:10:1.',
    ]);
  });

  it('is told as the other one of a pair at the patch, too', async () => {
    const storage = `${STORAGE}---\n${documentOf('Volume', 'pg2', 'spec: { pool: gold, sizeGiB: 16 }')}`;
    const errors = await errorsOf(
      withSpec(patches(patch('pg', '{ name: same }', 'Volume'), patch('pg2', '{ name: same }', 'Volume')), {
        'prod/storage.yaml': storage,
      }),
    );
    assert.is(errors.length, 1);
    assert.ok(errors[0]?.startsWith('prod/cluster.yaml:8:69 '), errors[0]);
    assert.match(errors[0] ?? '', 'The other one is at prod/cluster.yaml:7:68. It is patched into Volume/pg2 of prod/storage.yaml:15:1.');
  });
});

describe('a mistake in a value with variables', (it) => {
  it('is told where they are used, with the place where each is set', async () => {
    const app = appOf('cmd: sleep 1\nenv: { A: "${vars.a}" }\ncontainer: { type: "${vars.b}${vars.a}${vars.b}", docker: { image: x } }');
    assert.equal(await errorsOf(withSpec(['vars:', '  a: 5', '  b: x'], { 'shared/x.yaml': app })), [
      'shared/x.yaml:6:13 spec.env.A must be a text or { secret: ... }, not 5; quote the value of vars.a. vars.a is set at prod/cluster.yaml:7:8.',
      'shared/x.yaml:7:22 spec.container.type must be DOCKER or MESOS, not "x5x". vars.b is set at prod/cluster.yaml:8:8. vars.a is set at prod/cluster.yaml:7:8.',
    ]);
  });

  it('is told at the patch, with the document and the place where they are set', async () => {
    const lines = ['vars: { much: lots }', ...patches(patch('/web', '{ mem: "${vars.much}" }'))];
    assert.equal(await errorsOf(withSpec(lines)), [
      'prod/cluster.yaml:8:66 spec.mem must be a number, not "lots". It is patched into App//web of shared/web.yaml:1:1. vars.much is set at prod/cluster.yaml:6:17.',
    ]);
  });

  it('is told at a key without them', async () => {
    const [error] = await errorsOf(withSpec(['vars: { a: 5 }'], { 'shared/x.yaml': appOf('cmd: sleep 1\nmemm: "${vars.a}"') }));
    assert.is(error, 'shared/x.yaml:6:3 There is no field spec.memm; did you mean mem?');
  });
});

describe('a mistake in a bare definition', (it) => {
  it('that a patch or a variable brings is told with both places', async () => {
    const bare = '{\n\t"id": "/bare/a",\n\t"cmd": "sleep 1",\n\t"mem": "${vars.much}"\n}';
    const lines = [
      'sources: [{ files: ../shared/*.json, as: App }]',
      'vars: { much: lots }',
      ...patches(patch('/bare/a', '{ cpus: much }')),
    ];
    assert.equal(await errorsOf(withSpec(lines, { 'shared/a.json': bare })), [
      'prod/cluster.yaml:9:70 spec.cpus must be a number, not "much". It is patched into App//bare/a of shared/a.json:1:1.',
      'shared/a.json:4:9 spec.mem must be a number, not "lots". vars.much is set at prod/cluster.yaml:7:17.',
    ]);
  });
});
