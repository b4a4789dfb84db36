import { newLoadCache } from '../../agent/desired/load-cache.ts';
import { loadDesired } from '../../agent/desired/load.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import type { DocError, Limits } from '../../agent/model/desired.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import { appOf, CLUSTER, STORAGE, VALID, WEB } from './cluster-files.ts';
import { loadFiles, placed, PROD } from './load-files.ts';
import { memorySource } from './memory-source.ts';
import type { MemoryFiles } from './memory-source.ts';

describe('loading again', (it) => {
  it('reads and parses only the blob that changed', async () => {
    const cache = newLoadCache();
    const first = memorySource(VALID);
    await loadDesired(first, { ...PROD, cache });
    assert.is(first.reads.length, 3);
    const second = memorySource({ ...VALID, 'prod/storage.yaml': STORAGE.replace('16', '24') });
    const loaded = await loadDesired(second, { ...PROD, cache });
    assert.is(second.reads.length, 1);
    assert.is(loaded.kind === 'ok' && loaded.desired.docs.Volume.get('pg')?.spec.sizeGiB, 24);
  });

  it('finds the place of a warning again without reading its file again', async () => {
    const cache = newLoadCache();
    const files = { ...VALID, 'prod/x.yaml': appOf('cmd: sleep 1\ndependencies: [/no]') };
    const first = await loadDesired(memorySource(files), { ...PROD, cache });
    const again = memorySource(files);
    assert.equal((await loadDesired(again, { ...PROD, cache })).warnings, first.warnings);
    assert.equal(again.reads, []);
  });

  it('reads one blob once, at however many paths it stands, and as YAML and JSON apart', async () => {
    const app = '{"id": "/one", "cmd": "sleep 1"}';
    const cluster = CLUSTER.replace(']', '], sources: [{ files: "../bare/*.json", as: App }]');
    const source = memorySource({
      ...VALID,
      'prod/cluster.yaml': cluster,
      'shared/copy.yaml': STORAGE,
      'bare/a.json': app,
      'bare/b.json': app,
      'shared/c.yaml': app,
    });
    const loaded = await loadDesired(source, PROD);
    const codes = loaded.kind === 'refused' ? [...new Set(loaded.errors.map(({ code, file }) => `${file} ${code}`))] : [];
    assert.ok(codes.includes('shared/c.yaml desired/unknown-kind'), JSON.stringify(codes));
    assert.ok(codes.includes('bare/b.json desired/duplicate-name'), JSON.stringify(codes));
  });

  it('forgets what other commits had, once that is much more than this one has', async () => {
    const cache = newLoadCache();
    const many = (from: number): MemoryFiles =>
      Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`prod/a${from + n}.yaml`, appOf('cmd: sleep 1', `/a${from + n}`)]));
    for (const from of [0, 1000, 2000, 3000]) await loadFiles({ ...VALID, ...many(from) }, { cache });
    const most = 2 * 603 + 1000;
    assert.ok(cache.files.size <= most && cache.resolved.size <= most, `${cache.files.size} ${cache.resolved.size}`);
    const last = memorySource({ ...VALID, ...many(3000) });
    await loadDesired(last, { ...PROD, cache });
    assert.equal(last.reads, []);
  });
});

describe('a load that takes too long', (it) => {
  it('is given up, and the next one goes on where it ended', async () => {
    const cache = newLoadCache();
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`prod/a${n}.yaml`, appOf(`cmd: sleep ${n}`, `/a${n}`)]));
    const options = { ...PROD, cache, limits: { ...DEFAULT_LIMITS, loadMs: 100 } };
    /** Each look at this clock takes 4 ms. */
    const slowClock = (): (() => number) => {
      let nowMs = 0;
      return () => (nowMs += 4);
    };
    const load = (): Promise<unknown> => loadDesired(memorySource({ ...VALID, ...files }), { ...options, monotonicMs: slowClock() });
    const thrown = await rejects(load, 'desired/too-slow');
    assert.is(thrown.code.class, 'transient');
    assert.is(thrown.message, 'Reading the commit takes longer than 0.1 s.');
    const parsed = cache.files.size;
    assert.ok(parsed > 20 && parsed < 53, String(parsed));
    // A clock that stands still now: all that was parsed is not read again.
    const source = memorySource({ ...VALID, ...files });
    assert.is((await loadDesired(source, options)).kind, 'ok');
    assert.is(source.reads.length, 53 - parsed);
  });

  it('may take exactly as long as it may', async () => {
    let nowMs = 0;
    const load = (): Promise<unknown> =>
      loadDesired(memorySource(VALID), { ...PROD, monotonicMs: () => nowMs, limits: { ...DEFAULT_LIMITS, loadMs: 10 } });
    const source = { ...memorySource(VALID) };
    const blobs = source.blobs;
    source.blobs = async (ids, max) => {
      nowMs = 10;
      return blobs(ids, max);
    };
    assert.ok(await loadDesired(source, { ...PROD, monotonicMs: () => nowMs, limits: { ...DEFAULT_LIMITS, loadMs: 10 } }));
    nowMs = 0;
    assert.ok(await load());
  });
});

describe('a repository at its limits', (it) => {
  const bytes = [CLUSTER, STORAGE, WEB].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const rows: readonly (readonly [string, Partial<Limits>, readonly string[]])[] = [
    ['files', { files: 3 }, []],
    ['files', { files: 2 }, ['prod:1:1 desired/too-many-files']],
    ['files of the own folder', { files: 1 }, ['prod:1:1 desired/too-many-files']],
    ['documents', { documents: 5 }, []],
    ['documents', { documents: 4 }, ['prod:1:1 desired/too-many-documents']],
    ['bytes together', { totalBytes: bytes }, []],
    ['bytes together', { totalBytes: bytes - 1 }, ['prod:1:1 desired/too-much-text']],
    ['bytes of a file', { fileBytes: Buffer.byteLength(STORAGE) }, []],
    ['bytes of a file', { fileBytes: Buffer.byteLength(STORAGE) - 1 }, ['prod/storage.yaml:1:1 schema/too-large']],
  ];
  for (const [name, limits, expected] of rows) {
    it(`has as many ${name} as it may, or is refused: ${JSON.stringify(limits)}`, async () => {
      const cache = newLoadCache();
      for (const round of ['anew', 'from the cache']) {
        const loaded = await loadFiles(VALID, { cache, limits: { ...DEFAULT_LIMITS, ...limits } });
        assert.equal(loaded.kind === 'refused' ? loaded.errors.map(placed) : [], expected, round);
      }
    });
  }

  it('counts a file at two paths twice, and what patches and variables add', async () => {
    const errorsOf = async (files: MemoryFiles, totalBytes: number): Promise<readonly DocError[]> => {
      const loaded = await loadFiles(files, { limits: { ...DEFAULT_LIMITS, totalBytes } });
      return loaded.kind === 'refused' ? loaded.errors.filter(({ code }) => code === 'desired/too-much-text') : [];
    };
    const twice = { ...VALID, 'shared/again.yaml': WEB };
    assert.is((await errorsOf(twice, bytes + WEB.length)).length, 0);
    assert.is((await errorsOf(twice, bytes + WEB.length - 1)).length, 1);
    const merge = '{"spec":{"mem":5}}';
    const cluster = CLUSTER.replace(']', `], patches: [{ target: { kind: App, name: "*" }, merge: ${merge} }]`);
    const patched = { ...VALID, 'prod/cluster.yaml': cluster };
    const total = bytes - CLUSTER.length + cluster.length + merge.length;
    assert.is((await errorsOf(patched, total)).length, 0);
    assert.is((await errorsOf(patched, total - 1)).length, 1);
  });

  it('is not read further once it is too large', async () => {
    const files = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`prod/a${n}.yaml`, appOf(`cmd: sleep ${n}`, `/a${n}`)]));
    const source = memorySource({ ...VALID, ...files });
    const cache = newLoadCache();
    const loaded = await loadDesired(source, { ...PROD, cache, limits: { ...DEFAULT_LIMITS, totalBytes: 2000 } });
    assert.is(loaded.kind, 'refused');
    assert.ok(source.reads.length < 100, `${source.reads.length} read`);
    assert.ok(cache.files.size < 40, `${cache.files.size} parsed`);
  });

  it('is read whole, though not at once, when its files are large', async () => {
    const large = Object.fromEntries(
      Array.from({ length: 18 }, (_, n) => [`prod/a${n}.yaml`, `${WEB.replace('/web', `/a${n}`)}#${'x'.repeat(1_000_000)}`]),
    );
    const loaded = await loadFiles({ ...VALID, ...large });
    assert.is(loaded.kind === 'ok' ? loaded.desired.docs.App.size : 0, 19);
  });

  it('names its root when the cluster has no folder of its own', async () => {
    const loaded = await loadFiles(
      { 'cluster.yaml': CLUSTER.replace('../shared', 'shared'), 'shared/web.yaml': WEB },
      { path: '', limits: { ...DEFAULT_LIMITS, files: 1 } },
    );
    assert.equal(loaded.kind === 'refused' && loaded.errors.map(({ file, message }) => [file, message]), [
      ['.', 'There are more than 1 files to read.'],
    ]);
  });
});
