import { newLoadCache } from '../../agent/desired/load-cache.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, documentOf, VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';
import type { MemoryFiles } from './memory-source.ts';

const MANY = 1_500;

function numbered(count: number, lineOf: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => lineOf(n)).join('\n');
}

async function load(files: MemoryFiles) {
  const { kind, warnings, ...rest } = await loadFiles({ ...VALID, ...files });
  return { kind, warnings, errors: 'errors' in rest ? rest.errors : [] };
}

describe('more mistakes than anybody mends at once', (it) => {
  it('in one document are told up to a thousand, and that there are more', async () => {
    const { errors } = await load({ 'prod/x.yaml': appOf(`cmd: sleep 1\n${numbered(MANY, (n) => `wrong${n}: 1`)}`) });
    assert.is(errors.length, 1_001);
    assert.equal(errors[0], {
      code: 'desired/too-many-mistakes',
      file: 'prod/x.yaml',
      line: 1,
      column: 1,
      message: 'This document has more mistakes than the 1000 others listed; mend those first.',
    });
  });

  it('in one document are not all sought, and nothing is made of the others', async () => {
    const { errors } = await load({ 'prod/x.yaml': appOf(`cmd: sleep 1\ndependencies:\n${numbered(5_000, (n) => `  - ${n}`)}`) });
    assert.is(errors.length, 1_001);
    assert.equal(new Set(errors.map(({ code }) => code)), new Set(['desired/too-many-mistakes', 'schema/wrong-type']));
  });

  it('are not kept when they are not told', { timeoutMs: 60_000 }, async () => {
    const text = appOf(`cmd: sleep 1\n${numbered(999, (n) => `wrong${n}: 1`)}`, '/x');
    const files = Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`prod/x${n + 10}.yaml`, text.replace('/x', `/x${n}`)]));
    const cache = newLoadCache();
    await loadFiles({ ...VALID, ...files, 'prod/y.yaml': appOf('cmd: sleep 1', '/y') }, { cache });
    const kept = [...cache.resolved.keys()];
    assert.equal([kept.includes('prod/x10.yaml'), kept.includes('prod/x23.yaml'), kept.includes('prod/y.yaml')], [true, false, true]);
  });

  it('in a commit are told up to ten thousand, and that there are more', { timeoutMs: 60_000 }, async () => {
    const text = appOf(`cmd: sleep 1\n${numbered(999, (n) => `wrong${n}: 1`)}`, '/x');
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`prod/x${n}.yaml`, text.replace('/x', `/x${n}`)]));
    const { errors } = await load(files);
    assert.is(errors.length, 10_001);
    assert.is(errors[0]?.code, 'desired/too-many-mistakes');
    assert.is(errors[0]?.file, 'prod');
  });

  it('and doubts of a commit, too', { timeoutMs: 60_000 }, async () => {
    const app = (name: string): string => appOf(`cmd: sleep 1\ndependencies:\n${numbered(MANY, (n) => `  - /gone/${n}`)}`, name);
    const files = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`prod/x${n}.yaml`, app(`/x${n}`)]));
    const { kind, warnings } = await load(files);
    assert.is(kind, 'ok');
    assert.is(warnings.length, 10_001);
  });

  it('are told in messages of bounded length', async () => {
    const { errors } = await load({ 'prod/x.yaml': documentOf('Volume', 'v', `spec: { pool: ${'p'.repeat(100_000)}, sizeGiB: 8 }`) });
    assert.is(errors.length, 1);
    assert.ok((errors[0]?.message.length ?? 0) <= 1_000);
  });
});
