/**
 * Many blobs at once through the git that is installed, several times as fast as one by one. What it says is not
 * believed: only bytes whose SHA-1 is the id that was asked for are taken, so they are the blob, whoever brought them.
 * Everything else (a missing or too large blob, another type, a git that lies, fails, hangs or is not there) is left out of
 * the answer, and read-object.ts decides.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Log } from '../log.ts';
import type { ByteReader } from './byte-reader.ts';
import { isIdOf } from './object-id.ts';
import { gitReader } from './git-process.ts';
import { isFullId } from './ref-names.ts';
import { codeOf } from './translate.ts';

export interface CatFileDeps {
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Where git is looked for; default: the agent's own PATH. */
  readonly searchPath?: string;
  /** Of one bulk read; default 30 s. */
  readonly timeoutMs?: number;
}

interface Bounds {
  /** Of one blob. */
  readonly maxBytes: number;
  /** Of all together, in the order of the ids; the first may have more. */
  readonly maxTotalBytes: number;
}

export interface CatFile {
  /** Those of `ids` that are blobs within the bounds and could be read. Never throws. */
  read(ids: readonly string[], bounds: Bounds): Promise<ReadonlyMap<string, Buffer>>;
}

/** 10,000 files take under a second; on a disk that seeks for each of them, half a minute may pass. */
const TIMEOUT_MS = 30_000;
/** `<id> commit <size>` is shorter. */
const MAX_LINE_BYTES = 100;

/** Remembers when git is not there or hung, and does not try again. */
export function catFile(gitdir: string, deps: CatFileDeps): CatFile {
  let isUsable = true;
  return {
    async read(ids, bounds) {
      const found = new Map<string, Buffer>();
      if (!isUsable) return found;
      const timeout = AbortSignal.timeout(deps.timeoutMs ?? TIMEOUT_MS);
      try {
        await readAll(
          found,
          { ...bounds, ids: [...new Set(ids)].filter(isFullId), gitdir },
          { ...deps, signal: AbortSignal.any([deps.signal, timeout]) },
        );
      } catch (thrown) {
        isUsable = !timeout.aborted && !NOT_THERE.has(codeOf(thrown));
        deps.log.debug({ gitdir, isUsable, err: thrown }, 'The installed git did not read these blobs; they are read without it');
      }
      return found;
    },
  };
}

const NOT_THERE = new Set(['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR']);

interface Wanted extends Bounds {
  readonly ids: readonly string[];
  readonly gitdir: string;
}

async function readAll(found: Map<string, Buffer>, wanted: Wanted, deps: CatFileDeps): Promise<void> {
  const bare = await mkdtemp(path.join(tmpdir(), 'plumbline-git-'));
  try {
    await makeRepository(bare);
    const { ids } = wanted;
    const run = gitReader({ bare, gitdir: wanted.gitdir, signal: deps.signal, searchPath: deps.searchPath ?? process.env['PATH'] ?? '' });
    const sizes = new Map<string, number>();
    await run('--batch-check', ids, (reader) => readSizes(reader, ids, sizes));
    const fitting = withinBounds(wanted, sizes);
    await run('--batch', fitting, (reader) => readBlobs(reader, fitting, { sizes, found }));
  } finally {
    await rm(bare, { recursive: true, force: true });
  }
}

/**
 * An empty repository that git is started in, with the objects of the real one (GIT_OBJECT_DIRECTORY). So nothing that the
 * configuration or the refs of a repository of others say can make git run or fetch something, or replace an object.
 */
async function makeRepository(bare: string): Promise<void> {
  await writeFile(path.join(bare, 'HEAD'), 'ref: refs/heads/main\n');
  await mkdir(path.join(bare, 'refs'));
}

async function readSizes(reader: ByteReader, ids: readonly string[], sizes: Map<string, number>): Promise<void> {
  for (const id of ids) {
    const [named, type, size] = (await reader.line(MAX_LINE_BYTES)).split(' ');
    if (named !== id) throw new RangeError(`git answered about something else than ${id}.`);
    if (type === 'blob' && size !== undefined && /^\d{1,15}$/.test(size)) sizes.set(id, Number(size));
  }
}

function withinBounds({ ids, maxBytes, maxTotalBytes }: Wanted, sizes: ReadonlyMap<string, number>): readonly string[] {
  const small = ids.filter((id) => (sizes.get(id) ?? Infinity) <= maxBytes);
  let bytes = 0;
  const end = small.findIndex((id) => {
    bytes += sizes.get(id) ?? 0;
    return bytes > maxTotalBytes;
  });
  return end < 0 ? small : small.slice(0, Math.max(1, end));
}

interface Blobs {
  readonly sizes: ReadonlyMap<string, number>;
  readonly found: Map<string, Buffer>;
}

async function readBlobs(reader: ByteReader, ids: readonly string[], { sizes, found }: Blobs): Promise<void> {
  for (const id of ids) {
    const size = sizes.get(id) ?? 0;
    if ((await reader.line(MAX_LINE_BYTES)) !== `${id} blob ${size}`) throw new RangeError(`git did not answer about ${id} as before.`);
    const bytes = await reader.bytes(size);
    if (isIdOf(id, { type: 'blob', bytes })) found.set(id, bytes);
    await reader.bytes(1);
  }
}
