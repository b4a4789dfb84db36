import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { openDiskCache } from '../../agent/desired/disk-cache.ts';
import { newLoadCache } from '../../agent/desired/load-cache.ts';
import type { LoadCache } from '../../agent/desired/load-cache.ts';
import { loadDesired } from '../../agent/desired/load.ts';
import type { PlumblineError } from '../../agent/errors.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import type { Loaded } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, CLUSTER, VALID } from './cluster-files.ts';
import { memorySource } from './memory-source.ts';
import type { MemoryFiles } from './memory-source.ts';

/** A restart: a cache in memory that knows only what the file holds. */
async function start(file: string, over: { version?: string; limits?: typeof DEFAULT_LIMITS } = {}) {
  const cache = newLoadCache();
  const warnings: PlumblineError[] = [];
  const options = { file, version: '1.0.0', limits: DEFAULT_LIMITS, warn: (error: PlumblineError) => void warnings.push(error), ...over };
  return { cache, warnings, disk: await openDiskCache(options, cache) };
}

async function load(files: MemoryFiles, cache: LoadCache): Promise<{ readonly loaded: Loaded; readonly reads: number }> {
  const source = memorySource(files);
  const options = { path: 'prod', cluster: 'prod', secrets: null, limits: DEFAULT_LIMITS, monotonicMs: () => 0, cache };
  return { loaded: await loadDesired(source, options), reads: source.reads.length };
}

/** Loads as a process that then ends; gives the documents and how many blobs were read. */
async function run(file: string, files: MemoryFiles): Promise<{ readonly docs: unknown; readonly reads: number }> {
  const { cache, disk, warnings } = await start(file);
  const { loaded, reads } = await load(files, cache);
  await disk.save();
  assert.equal(warnings, []);
  return {
    docs: loaded.kind === 'ok' ? JSON.stringify([...loaded.desired.docs.App, ...loaded.desired.docs.Volume]) : loaded.errors,
    reads,
  };
}

async function inFolder(body: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plumbline-cache-'));
  try {
    await body(path.join(folder, 'parsed'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const VARS = CLUSTER.replace(
  'spec: {',
  'spec: { vars: { n: 2 }, patches: [{ target: { kind: App, name: /web }, merge: { spec: { mem: 64 } } }],',
);
const FILES = { ...VALID, 'prod/cluster.yaml': VARS, 'prod/x.yaml': appOf('cmd: echo ü ${vars.n}\ninstances: ${vars.n}\nmem: 0.5') };
const BLOBS = Object.keys(FILES).length;

describe('the cache on disk', (it) => {
  it('spares a restart from reading any file, and gives the same documents', async () => {
    await inFolder(async (file) => {
      const first = await run(file, FILES);
      const second = await run(file, FILES);
      assert.equal([first.reads, second.reads], [BLOBS, 0]);
      assert.is(second.docs, first.docs);
    });
  });

  it('is for its owner alone', async () => {
    await inFolder(async (file) => {
      await run(file, FILES);
      assert.is((await stat(file)).mode & 0o777, 0o600);
    });
  });

  it('checks again what a patch or a variable makes of a document', async () => {
    await inFolder(async (file) => {
      await run(file, FILES);
      const wrong = { ...FILES, 'prod/cluster.yaml': VARS.replace('mem: 64', 'mem: -1').replace('n: 2', 'n: many') };
      const { docs, reads } = await run(file, wrong);
      const codes = Array.isArray(docs) ? docs.map((error: { readonly code: string }) => error.code) : docs;
      assert.equal(codes, ['schema/wrong-value', 'schema/wrong-type']);
      assert.ok(reads > 0);
    });
  });

  it('keeps no file with mistakes: they are found again in its text', async () => {
    await inFolder(async (file) => {
      const broken = { ...FILES, 'prod/y.yaml': 'kind: [', 'prod/z.yaml': appOf('cmd: sleep 1\nmem: .inf', '/z') };
      const first = await run(file, broken);
      const second = await run(file, broken);
      assert.equal([(first.docs as readonly unknown[]).length, second.docs], [2, first.docs]);
    });
  });

  it('grows by what is new, and is written anew once most of it is of no use', async () => {
    await inFolder(async (file) => {
      await run(file, FILES);
      const before = await readFile(file, 'utf8');
      const { cache, disk } = await start(file);
      await load({ ...FILES, 'prod/x.yaml': appOf('cmd: sleep 2') }, cache);
      await disk.save();
      const grown = await readFile(file, 'utf8');
      assert.ok(grown.startsWith(before) && grown.length > before.length);
      for (const key of [...cache.files.keys()].slice(1)) cache.files.delete(key);
      await disk.save();
      assert.is((await readFile(file, 'utf8')).trim().split('\n').length, 1);
    });
  });

  it('is bounded', async () => {
    await inFolder(async (file) => {
      const { cache, disk } = await start(file, { limits: { ...DEFAULT_LIMITS, totalBytes: 300 } });
      await load(FILES, cache);
      await disk.save();
      const { size } = await stat(file);
      assert.ok(size > 0 && size <= 600, `${size}`);
    });
  });
});

describe('the cache on disk keeps', (it) => {
  it('what the aliases of a file stand for, which counts like its text', async () => {
    await inFolder(async (file) => {
      const app = appOf(`cmd: &long "${'x'.repeat(1_000)}"\nenv: { A: *long, B: *long }`);
      await run(file, { ...FILES, 'prod/x.yaml': app });
      const { cache } = await start(file);
      const added = [...cache.files.values()].map(({ parsed }) => parsed.added).filter((characters) => characters > 0);
      assert.equal(added, [2_002]);
    });
  });
});

describe('a line of the cache on disk is not believed', (it) => {
  const damages: { readonly [what: string]: (text: string) => string } = {
    'when a value in it was changed': (text) => text.replace('sleep 1', 'sleep 9'),
    'when it belongs to another text': (text) => text.replace(/yaml:(.)/, (_, digit) => `yaml:${digit === '0' ? '1' : '0'}`),
    'when its end is missing': (text) => text.slice(0, -10),
    'when it is torn and another one follows': (text) => text.slice(0, 40) + text,
    'when it is something else': () => 'hello\n{}\n\n',
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(what, async () => {
      await inFolder(async (file) => {
        const first = await run(file, FILES);
        await writeFile(file, damage(await readFile(file, 'utf8')));
        const second = await run(file, FILES);
        assert.is(second.docs, first.docs);
        assert.ok(second.reads > 0, 'a damaged line was believed');
        assert.is((await run(file, FILES)).reads, 0, 'it was not mended');
      });
    });
  }

  for (const [what, other] of Object.entries({
    'when another version wrote it': { version: '1.0.1' },
    'when it was read under other limits': { limits: { ...DEFAULT_LIMITS, depth: 8 } },
  })) {
    it(what, async () => {
      await inFolder(async (file) => {
        await run(file, FILES);
        assert.is((await start(file, other)).cache.files.size, 0);
      });
    });
  }

  it('when others may write the file, which is then written anew', async () => {
    await inFolder(async (file) => {
      await run(file, FILES);
      await chmod(file, 0o620);
      assert.is((await run(file, FILES)).reads, BLOBS);
      assert.is((await stat(file)).mode & 0o777, 0o600);
    });
  });

  it('when the file is a pipe, which is then written anew', async () => {
    await inFolder(async (file) => {
      await promisify(execFile)('mkfifo', ['-m', '600', file]);
      assert.is((await run(file, FILES)).reads, BLOBS);
      assert.ok((await stat(file)).isFile());
    });
  });

  it('when the file is a link', async () => {
    await inFolder(async (file) => {
      await run(`${file}.real`, FILES);
      await symlink(`${file}.real`, file);
      const { cache, warnings } = await start(file);
      assert.is(cache.files.size, 0);
      assert.equal(
        warnings.map(({ code }) => code.code),
        ['desired/disk-cache'],
      );
    });
  });
});

describe('a cache that cannot be written', (it) => {
  it('is told of, and nothing fails', async () => {
    await inFolder(async (file) => {
      const { cache, disk, warnings } = await start(path.join(file, 'no', 'folder'));
      const { loaded } = await load(FILES, cache);
      await disk.save();
      assert.is(loaded.kind, 'ok');
      assert.equal(
        warnings.map(({ code }) => code.code),
        ['desired/disk-cache', 'desired/disk-cache'],
      );
    });
  });
});
