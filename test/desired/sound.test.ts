import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { newLoadCache } from '../../agent/desired/load-cache.ts';
import { SCHEMAS } from '../../agent/desired/schemas.ts';
import type { Kind } from '../../agent/model/kinds.gen.ts';
import { faultsOf } from '../../agent/schema/validate.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, documentOf, VALID } from './cluster-files.ts';
import { loadFiles, placed } from './load-files.ts';
import { mutantsOf } from './mutants.ts';
import type { Tree } from './mutants.ts';

/** One of every field that a rule or a link looks at. */
const RIGHT = parseAllDocuments(readFileSync(new URL('right.yaml', import.meta.url), 'utf8')).map((document) => document.toJS() as Tree);

function filesWith(changed: Tree | null, at: number): { readonly [path: string]: string } {
  const texts = RIGHT.map((document, index) => [`prod/${index}.yaml`, JSON.stringify(index === at ? changed : document)] as const);
  return { 'shared/web.yaml': VALID['shared/web.yaml'], ...Object.fromEntries(texts) };
}

/** How to mend it is known only from the text. */
function withoutHint({ message }: { readonly message: string }): string {
  return message.replace(/; quote it: .*$/, '.');
}

const cache = newLoadCache();

async function messages(changed: Tree | null, at: number): Promise<readonly string[]> {
  const loaded = await loadFiles(filesWith(changed, at), { cache });
  const errors = loaded.kind === 'refused' ? loaded.errors : [];
  return [...errors, ...loaded.warnings].map(withoutHint).toSorted();
}

describe('one mistake in a document', (it) => {
  it('is none while there is none', async () => assert.equal(await messages(null, -1), []));

  for (const [index, document] of RIGHT.entries()) {
    it(
      `${String(document['kind'])} ${index}: is one error, whatever else could be said of what is wrong`,
      { timeoutMs: 120_000 },
      async () => {
        const others: string[] = [];
        for (const { name, value } of mutantsOf(document)) {
          const expected = faultsOf(SCHEMAS[document['kind'] as Kind], value).map(withoutHint);
          if (expected.length === 0) continue;
          const told = await messages(value, index);
          if (told.join() !== expected.toSorted().join()) others.push(`${name}: ${told.join(' ')}`);
        }
        assert.equal(others, []);
      },
    );
  }
});

async function found(text: string, more: { readonly [path: string]: string } = {}): Promise<readonly string[]> {
  const loaded = await loadFiles({ ...VALID, 'shared/x.yaml': text, ...more });
  return [...(loaded.kind === 'refused' ? loaded.errors : []), ...loaded.warnings].map((error) =>
    placed(error).slice('shared/x.yaml:'.length),
  );
}

const clusterWith = (spec: string): { readonly [path: string]: string } => ({
  'prod/cluster.yaml': documentOf('Cluster', 'prod', `spec: { include: [../shared], ${spec} }`),
});

describe('two mistakes in a document', (it) => {
  it('are both told, wherever they are', { timeoutMs: 120_000 }, async () => {
    const all = RIGHT.map((document) => [...mutantsOf(document)]);
    const some = fc.nat(RIGHT.length - 1).chain((at) => fc.tuple(fc.constant(at), fc.nat(), fc.nat()));
    await fc.assert(
      fc.asyncProperty(some, async ([at, first, second]) => {
        const once = all[at]?.[first % (all[at]?.length ?? 1)]?.value ?? {};
        const others = [...mutantsOf(once)];
        const twice = others[second % others.length]?.value ?? once;
        const expected = faultsOf(SCHEMAS[twice['kind'] as Kind], twice).map(withoutHint);
        const told = await messages(twice, at);
        assert.equal(
          expected.filter((message) => !told.includes(message)),
          [],
        );
      }),
      { numRuns: 150, seed: 33 },
    );
  });
});

describe('several mistakes in a document', (it) => {
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'a pool that is nowhere beside a text for a size',
      documentOf('Volume', 'v', 'spec: { pool: golt, sizeGiB: "16" }'),
      ['4:15 desired/missing-reference', '4:30 schema/wrong-type'],
    ],
    [
      'four of an app',
      appOf('mem: "64"\ncmd: xx\nargs: [a]\nhealthChecks: [{ portIndex: 7 }]\ndependencies: [/x]'),
      ['5:8 schema/wrong-type', '7:3 desired/app-command', '8:31 desired/app-check', '9:18 desired/dependency-cycle'],
    ],
    [
      'three of a pool',
      documentOf('StoragePool', 'p', 'spec: { thresholds: { high: 90, critical: 80 }, protectionDomain: nope, growth: { mode: off } }'),
      ['4:29 desired/threshold-order', '4:67 desired/missing-reference', '4:81 schema/missing-field', '4:81 schema/missing-field'],
    ],
    [
      'four of a document whose kind is misspelt',
      'apiVersion: plumbline/v1\nkind: Volum\nmetadata: { name: v, lables: {} }\nspec: { pool: golt, sizeGib: 8 }',
      ['2:7 desired/unknown-kind', '3:22 schema/unknown-field', '4:15 desired/missing-reference', '4:21 schema/unknown-field'],
    ],
    ['a field that nobody knows may be the one that is missing', appOf('comand: xx'), ['5:3 schema/unknown-field']],
    ['a field that nobody knows may be any', appOf('image: xx'), ['5:3 schema/unknown-field']],
    [
      'a pool of a domain that is nowhere',
      `${documentOf('StoragePool', 'p', 'spec: { protectionDomain: nope }')}---\n${documentOf('Volume', 'v', 'spec: { pool: pd/p, sizeGiB: 8 }')}`,
      ['4:27 desired/missing-reference'],
    ],
    [
      'a name that was refused',
      `${documentOf('StoragePool', 'Fast!', 'spec: { protectionDomain: pd }')}---\n${documentOf('Volume', 'v', 'spec: { pool: fast, sizeGiB: 8 }')}`,
      ['3:19 schema/wrong-value'],
    ],
    [
      'a path without its slash',
      `${appOf('cmd: xx', 'shop/db')}---\n${appOf('cmd: xx\ndependencies: [/shop/db]', '/y')}`,
      ['3:19 schema/wrong-value'],
    ],
  ];
  for (const [name, text, expected] of rows)
    it(`are told as what they are: ${name}`, async () => assert.equal(await found(text), expected));
});

describe('a mistake in the Cluster document', (it) => {
  const users = appOf('cmd: xx\nuser: "${vars.wep}"\nrole: "${vars.x}"');

  it('hides only the variable that it is in', async () => {
    const errors = await found(users, clusterWith('vars: { web: 2, x: [1] }'));
    assert.equal(errors, ['aml:4:50 schema/wrong-type', '6:9 desired/unknown-variable']);
  });

  it('hides only the source that it is in', async () => {
    const files = {
      ...clusterWith('sources: [{ files: a.json, as: Volume }, { files: b.json, as: App }]'),
      'prod/b.json': '{"id": "/b", "mem": "1"}',
    };
    const errors = await loadFiles({ ...VALID, ...files });
    assert.equal(errors.kind === 'refused' && errors.errors.map(placed), [
      'prod/b.json:1:1 desired/app-command',
      'prod/b.json:1:21 schema/wrong-type',
      'prod/cluster.yaml:4:62 schema/wrong-value',
    ]);
  });

  it('does not hide one of its sync', async () => {
    const errors = await found('', clusterWith('sync: { mod: apply, windows: [{ effect: deny, schedule: 0 25 * * 1-5, duration: 1h }] }'));
    assert.is(errors.length, 2);
  });
});
