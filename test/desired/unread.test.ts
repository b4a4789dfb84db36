import { loadDesired } from '../../agent/desired/load.ts';
import { assert, describe } from '../helpers/suite.ts';
import { CLUSTER, documentOf, STORAGE, VALID, WEB } from './cluster-files.ts';
import { loadFiles, PROD } from './load-files.ts';
import { memorySource } from './memory-source.ts';
import type { MemoryFiles } from './memory-source.ts';

async function codesOf(files: MemoryFiles): Promise<readonly string[]> {
  const loaded = await loadFiles(files);
  return loaded.kind === 'refused' ? loaded.errors.map(({ code, file }) => `${file} ${code}`) : [];
}

const LOST = documentOf('Volume', 'lost', 'spec: { pool: nowhere, sizeGiB: 8 }');
const PATCHED = CLUSTER.replace(
  '[../shared]',
  '[../shared], patches: [{ target: { kind: App, name: /gone }, merge: { spec: { mem: 1 } } }]',
);

describe('what may be declared in a file that cannot be read', (it) => {
  it('is not missed as well', async () => {
    assert.equal(await codesOf({ ...VALID, 'prod/storage.yaml': `${STORAGE}bad: [` }), ['prod/storage.yaml schema/syntax']);
  });

  it('hides no mistake in a name that does not stand there', async () => {
    assert.equal(await codesOf({ ...VALID, 'prod/lost.yaml': LOST, 'shared/web.yaml': `${WEB}bad: [` }), [
      'prod/lost.yaml desired/missing-reference',
      'shared/web.yaml schema/syntax',
    ]);
  });

  it('hides a mistake in a name that does stand there, even as a part of another', async () => {
    const broken = `${WEB}labels: { pool: team/nowhere }\nbad: [`;
    assert.equal(await codesOf({ ...VALID, 'prod/lost.yaml': LOST, 'shared/web.yaml': broken }), ['shared/web.yaml schema/syntax']);
  });

  it('is not looked for when no name is missing', async () => {
    const source = memorySource({ ...VALID, 'shared/x.yaml': 'bad: [' });
    assert.is((await loadDesired(source, PROD)).kind, 'refused');
    assert.is(source.reads.length, Object.keys(VALID).length + 1);
  });

  it('is looked for in all such files, however large they are together', async () => {
    const large = (n: number): string => `bad: [ # ${n}\n${'# x\n'.repeat(250_000)}`;
    const files = Object.fromEntries(Array.from({ length: 18 }, (_, n) => [`shared/x${n}.yaml`, large(n)]));
    const errors = await codesOf({ ...VALID, ...files, 'prod/lost.yaml': LOST, 'shared/y.yaml': 'name: nowhere\nbad: [' });
    assert.not.ok(errors.includes('prod/lost.yaml desired/missing-reference'), errors.join('\n'));
    assert.is(errors.length, 19);
  });

  it('may be anything when the file is too large or its folder is not there', async () => {
    const large = `${'#'.repeat(1024 * 1024)}\n`;
    assert.equal(await codesOf({ ...VALID, 'prod/lost.yaml': LOST, 'shared/large.yaml': large }), ['shared/large.yaml schema/too-large']);
    const elsewhere = CLUSTER.replace('../shared', '../sharde');
    assert.equal(await codesOf({ ...VALID, 'prod/cluster.yaml': elsewhere, 'prod/lost.yaml': LOST }), [
      'prod/cluster.yaml desired/include-missing',
    ]);
  });

  it('may be what a patch is for', async () => {
    const files = { ...VALID, 'prod/cluster.yaml': PATCHED };
    assert.equal(await codesOf({ ...files, 'shared/x.yaml': 'bad: [' }), [
      'prod/cluster.yaml desired/patch-unused',
      'shared/x.yaml schema/syntax',
    ]);
    assert.equal(await codesOf({ ...files, 'shared/x.yaml': 'name: /gone\nbad: [' }), ['shared/x.yaml schema/syntax']);
  });

  it('may be called by a variable', async () => {
    const files = {
      ...VALID,
      'prod/cluster.yaml': CLUSTER.replace('[../shared]', '[../shared], vars: { v: nowhere }'),
      'prod/lost.yaml': LOST,
    };
    const named = documentOf('StoragePool', '"${vars.v}"', 'spec: { protectionDomain: pd }');
    assert.equal(await codesOf({ ...files, 'prod/pool.yaml': named }), ['prod/pool.yaml desired/variable-place']);
  });
});
