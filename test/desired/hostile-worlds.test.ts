import { newLoadCache } from '../../agent/desired/load-cache.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';
import type { MemoryFiles } from './memory-source.ts';

const DOCUMENTS = 1_000;

function worldOf(spec: object, documents: string): MemoryFiles {
  const cluster = { apiVersion: 'plumbline/v1', kind: 'Cluster', metadata: { name: 'prod' }, spec };
  return { ...VALID, 'prod/cluster.yaml': JSON.stringify(cluster), 'prod/many.yaml': documents };
}

function documents(line: string): string {
  return `---\n{ apiVersion: plumbline/v1, ${line} }\n`.repeat(DOCUMENTS);
}

const LONG = 'x'.repeat(100_000);
const VARS = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`v${n}`, 1]));

describe('what a document depends on', (it) => {
  const rows: readonly (readonly [string, MemoryFiles])[] = [
    [
      'a large patch',
      worldOf(
        { patches: [{ target: { kind: 'App', name: '*' }, merge: { spec: { cmd: LONG } } }] },
        documents('kind: App, metadata: { name: /a }'),
      ),
    ],
    ['a large variable', worldOf({ vars: { long: LONG } }, documents('kind: App, metadata: { name: /a }, spec: { cmd: "${vars.long}" }'))],
    [
      'the names of all variables',
      worldOf({ vars: VARS }, documents('kind: App, metadata: { name: /a }, spec: { cmd: "${vars.missing}" }')),
    ],
  ];
  for (const [name, files] of rows) {
    it(`is kept in short: ${name}`, async () => {
      const cache = newLoadCache();
      const loaded = await loadFiles(files, { cache, limits: { ...DEFAULT_LIMITS, totalBytes: 1_000_000_000 } });
      assert.is(loaded.kind, 'refused');
      const keys = cache.resolved.get('prod/many.yaml')?.docs.map(({ key }) => key.length) ?? [];
      assert.is(keys.length, DOCUMENTS);
      assert.is(Math.max(...keys), 32);
    });
  }

  it('counts with what aliases stand for', async () => {
    const app = (name: string): string => appOf(`cmd: &long "${'x'.repeat(2_000)}"\nenv: { A: *long }`, name);
    const files = { ...VALID, 'prod/x.yaml': ['/x1', '/x2', '/x3'].map(app).join('---\n') };
    const codesOf = async (totalBytes: number): Promise<unknown> => {
      const loaded = await loadFiles(files, { limits: { ...DEFAULT_LIMITS, totalBytes } });
      return loaded.kind === 'refused' ? loaded.errors.map(({ code }) => code) : loaded.kind;
    };
    assert.is(await codesOf(13_500), 'ok');
    assert.equal(await codesOf(12_000), ['desired/too-much-text']);
  });

  it('is looked at no more once all of a commit is too much, in the middle of a file', async () => {
    const [, files] = rows[0] ?? ['', {}];
    const cache = newLoadCache();
    const loaded = await loadFiles(files, { cache, limits: { ...DEFAULT_LIMITS, totalBytes: 1_000_000 } });
    assert.equal(loaded.kind === 'refused' ? loaded.errors.map(({ code }) => code) : [], ['desired/too-much-text']);
    assert.not.ok(cache.resolved.has('prod/many.yaml'));
  });
});
