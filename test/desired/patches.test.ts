import fc from 'fast-check';
import { mergePatch } from '../../agent/desired/merge-patch.ts';
import { matchesName } from '../../agent/model/name-pattern.ts';
import type { Json } from '../../agent/model/ref.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, documentOf, VALID, WEB } from './cluster-files.ts';
import { loadFiles, placed } from './load-files.ts';
import type { MemoryFiles } from './memory-source.ts';

/** RFC 7396, Appendix A: original, patch, result. */
const RFC_ROWS: readonly (readonly [string, string, string])[] = [
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
];

const parse = (text: string): Json => JSON.parse(text) as Json;

describe('a merge patch', (it) => {
  for (const [original, patch, result] of RFC_ROWS) {
    it(`makes ${result} of ${original} with ${patch}`, () => {
      assert.is(JSON.stringify(mergePatch(parse(original), parse(patch))), result);
    });
  }

  it('takes __proto__ and constructor for fields like any others', () => {
    const merged = mergePatch(parse('{"a":1}'), parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'));
    assert.is(JSON.stringify(merged), '{"a":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    assert.is(Object.getPrototypeOf(merged), Object.prototype);
    assert.is(({} as { polluted?: boolean }).polluted, undefined);
    assert.is(JSON.stringify(mergePatch({}, parse('{"__proto__":{"a":{"b":null}}}'))), '{"__proto__":{"a":{}}}');
  });

  it('changes neither the value nor the patch, and shares what it does not touch', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (value, patch) => {
        const before = JSON.stringify([value, patch]);
        const merged = mergePatch(value as Json, patch as Json);
        assert.is(JSON.stringify([value, patch]), before);
        assert.equal(mergePatch(merged, patch as Json), merged);
      }),
      { seed: 7396, numRuns: 300 },
    );
    const inner = { deep: [1] };
    const merged = mergePatch({ kept: inner, gone: 1 }, { gone: null }) as { readonly kept: unknown };
    assert.is(merged.kept, inner);
  });
});

describe('a pattern of names', (it) => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['/web', '/web', true],
    ['/web', '/web2', false],
    ['/web', '/we', false],
    ['*', '', true],
    ['*', '/a/b', true],
    ['/shop/*', '/shop/a/b', true],
    ['/shop/*', '/shop/', true],
    ['/shop/*', '/shop', false],
    ['*/web', '/shop/web', true],
    ['*/web', '/shop/web2', false],
    ['/a*b*c', '/abc', true],
    ['/a*b*c', '/a--b--c', true],
    ['/a*b*c', '/acb', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['**', 'x', true],
    ['a.c', 'abc', false],
    ['a*a*a', 'aa', false],
  ];
  for (const [pattern, name, isMatch] of rows) {
    it(`${pattern} ${isMatch ? 'means' : 'does not mean'} "${name}"`, () => assert.is(matchesName(pattern, name), isMatch));
  }

  it('takes no longer for many stars', () => assert.is(matchesName(`${'*a'.repeat(50)}b`, 'a'.repeat(5000)), false));
});

/** A cluster with these patches, one a line from line 6 on, beside the documents of VALID. */
function patchedBy(patches: readonly string[], files: MemoryFiles = {}): MemoryFiles {
  const lines = ['apiVersion: plumbline/v1', 'kind: Cluster', 'metadata: { name: prod }', 'spec: { include: [../shared], patches: ['];
  const cluster = [...lines, ...patches.map((patch) => `    ${patch},`), '  ] }', ''].join('\n');
  return { ...VALID, 'prod/cluster.yaml': cluster, ...files };
}

const patch = (name: string, merge: string, kind = 'App'): string => `{ target: { kind: ${kind}, name: ${name} }, merge: { ${merge} } }`;

async function specOf(files: MemoryFiles, name = '/web'): Promise<unknown> {
  const loaded = await loadFiles(files);
  return loaded.kind === 'ok' ? loaded.desired.docs.App.get(name)?.spec : loaded.errors;
}

async function errorsOf(files: MemoryFiles): Promise<readonly string[]> {
  const loaded = await loadFiles(files);
  return loaded.kind === 'refused' ? loaded.errors.map((error) => `${placed(error)}: ${error.message}`) : [];
}

describe('patches', (it) => {
  it('are at most a hundred for one document, told at the first that is too many', async () => {
    const all = Array.from({ length: 101 }, (_, n) => patch(n % 2 === 0 ? '/web' : '"/w*"', `spec: { mem: ${n + 1} }`));
    assert.equal(await specOf(patchedBy(all.slice(0, 100))), { cmd: 'sleep 1', mem: 100 });
    assert.equal(
      await errorsOf(patchedBy([...all, patch('/api', 'spec: { mem: 1 }')], { 'shared/api.yaml': appOf('cmd: sleep 2', '/api') })),
      [
        'prod/cluster.yaml:105:15 desired/too-many-patches: This is more than the 100 patches that one document takes, App//web for one; put some into one.',
      ],
    );
  });

  it('are at most a thousand, and none is laid where there are more', async () => {
    const all = Array.from({ length: 1001 }, (_, n) => patch(`/a${n}`, 'spec: { mem: 1 }'));
    assert.equal(await errorsOf(patchedBy(all)), [
      'prod/cluster.yaml:4:40 schema/wrong-value: spec.patches must have at most 1000 entries.',
    ]);
  });
});

describe('a patch of the cluster', (it) => {
  it('is laid over the document it names, and over no other', async () => {
    const files = patchedBy([patch('/web', 'spec: { instances: 5, env: { A: b } }')], { 'shared/api.yaml': appOf('cmd: sleep 2', '/api') });
    assert.equal(await specOf(files), { cmd: 'sleep 1', instances: 5, env: { A: 'b' } });
    assert.equal(await specOf(files, '/api'), { cmd: 'sleep 2' });
  });

  it('is laid over what the patches before it made', async () => {
    const patches = [patch('/web', 'spec: { env: { A: a, B: b } }'), patch('"/w*"', 'spec: { env: { B: null, C: c } }')];
    assert.equal(await specOf(patchedBy(patches)), { cmd: 'sleep 1', env: { A: 'a', C: 'c' } });
    assert.equal(await specOf(patchedBy(patches.toReversed())), { cmd: 'sleep 1', env: { A: 'a', B: 'b', C: 'c' } });
  });

  it('changes labels, annotations and state', async () => {
    const web = WEB.replace('name: /web', 'name: /web, labels: { a: x, b: x }, annotations: { why: x }');
    const merge = 'metadata: { labels: { a: y, b: null }, annotations: { why: y } }, state: absent';
    const loaded = await loadFiles(patchedBy([patch('/web', merge)], { 'shared/web.yaml': web }));
    const doc = loaded.kind === 'ok' ? loaded.desired.docs.App.get('/web') : undefined;
    assert.equal([doc?.labels, doc?.annotations, doc?.state], [{ a: 'y' }, { why: 'y' }, 'absent']);
    const back = await loadFiles(patchedBy([patch('/web', 'state: null')], { 'shared/web.yaml': `${WEB}state: absent\n` }));
    assert.is(back.kind === 'ok' && back.desired.docs.App.get('/web')?.state, 'present');
  });

  it('replaces a text by a mapping and a list by another', async () => {
    const web = appOf('args: [a, b]\ncontainer: { docker: { image: x } }\nenv: { A: text }', '/web');
    const files = patchedBy([patch('/web', 'spec: { args: [c], env: { A: { secret: s } }, secrets: { s: { source: t } } }')], {
      'shared/web.yaml': web,
    });
    assert.equal(await specOf(files), {
      args: ['c'],
      container: { docker: { image: 'x' } },
      env: { A: { secret: 's' } },
      secrets: { s: { source: 't' } },
    });
  });

  it('may take away what is not there', async () => {
    assert.equal(await specOf(patchedBy([patch('/web', 'spec: { env: { A: null }, mem: null }')])), { cmd: 'sleep 1', env: {} });
  });

  it('is laid over hundreds of documents by a pattern, and what it shares with them stays as it is', async () => {
    const apps = Array.from({ length: 300 }, (_, n) => documentOf('App', `/many/${n}`, 'spec: { cmd: sleep 1, env: { N: n } }')).join(
      '---\n',
    );
    const loaded = await loadFiles(patchedBy([patch('"/many/*"', 'spec: { env: { A: b } }')], { 'shared/many.yaml': apps }));
    const specs = loaded.kind === 'ok' ? [...loaded.desired.docs.App.values()].filter(({ name }) => name.startsWith('/many/')) : [];
    assert.is(specs.length, 300);
    assert.ok(specs.every(({ spec }) => JSON.stringify(spec.env) === '{"N":"n","A":"b"}'));
  });

  it('changes what an alias shares only where it is laid', async () => {
    const env = appOf('cmd: sleep 1\nenv: &shared { A: a }\nlabels: *shared', '/web');
    const files = patchedBy([patch('/web', 'spec: { env: { A: b } }')], { 'shared/web.yaml': env });
    assert.equal(await specOf(files), { cmd: 'sleep 1', env: { A: 'b' }, labels: { A: 'a' } });
  });

  it('can mend a document that is wrong without it', async () => {
    const files = patchedBy([patch('pg2', 'spec: { pool: gold }', 'Volume')], {
      'shared/v.yaml': documentOf('Volume', 'pg2', 'spec: { sizeGiB: 8 }'),
    });
    assert.is((await loadFiles(files)).kind, 'ok');
  });

  it('that finds nothing is an error with the nearest name', async () => {
    const [first, ...others] = await errorsOf(
      patchedBy([patch('/wep', 'state: absent'), patch('"/shop/*"', 'state: absent'), patch('/web', 'state: present')]),
    );
    assert.is(first, 'prod/cluster.yaml:5:34 desired/patch-unused: There is no App /wep to patch; did you mean /web?');
    assert.equal(others, ['prod/cluster.yaml:6:34 desired/patch-unused: There is no App /shop/* to patch.']);
  });

  it('is not said to find nothing while a file cannot be read, or the kind of its document is misspelt', async () => {
    const patches = [patch('/wep', 'state: absent')];
    assert.equal(
      await errorsOf(patchedBy(patches, { 'shared/x.yaml': 'a: /wep\nb: [' })).then((errors) => errors.map((error) => error.split(':')[0])),
      ['shared/x.yaml'],
    );
    const misspelt = await errorsOf(
      patchedBy([patch('/web', 'state: present')], { 'shared/web.yaml': WEB.replace('kind: App', 'kind: Ap') }),
    );
    assert.is(misspelt.length, 1);
    assert.ok(misspelt[0]?.includes('did you mean App?'));
  });

  it('with a mistake in itself lets the others count', async () => {
    const wrong = patch('/web', 'spec: 5');
    const errors = await errorsOf(
      patchedBy([wrong, patch('pg2', 'spec: { pool: gold }', 'Volume')], {
        'shared/v.yaml': documentOf('Volume', 'pg2', 'spec: { sizeGiB: 8 }'),
      }),
    );
    assert.is(errors.length, 1);
    assert.ok(errors[0]?.startsWith('prod/cluster.yaml:5:57 schema/wrong-type'), errors[0]);
  });

  for (const [target, merge] of [
    ['{ kind: Cluster, name: prod }', '{ spec: { include: [] } }'],
    ['{ kind: Approval, name: a }', '{ spec: { changes: [] } }'],
  ] as const) {
    it(`cannot change what ${target} is`, async () => {
      const errors = await errorsOf(patchedBy([`{ target: ${target}, merge: ${merge} }`]));
      assert.ok(errors[0]?.startsWith('prod/cluster.yaml:5:23 schema/wrong-value'), errors[0]);
      assert.is(errors.length, 1);
    });
  }

  it('cannot change a name', async () => {
    const errors = await errorsOf(patchedBy([patch('/web', 'metadata: { name: /other }')]));
    assert.is(errors.length, 1);
    assert.ok(errors[0]?.includes('schema/unknown-field'), errors[0]);
  });
});
