/**
 * What earlier processes parsed, in one file, so that a restart need not parse it again. Documents as git has them, by
 * blob, before variables and never with secrets. A blob's bytes are not at hand on a warm start, so a line is believed by
 * its checksum: that finds what was torn or damaged, not what was forged. But only the agent's own user can write to the
 * file - one of another user, or that others may read or write, is not used - and who can write there can change the
 * clone of the repository beside it just as well.
 */
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { PlumblineError } from '../errors.ts';
import type { Limits } from '../model/desired.ts';
import { lineOf, readLine, seedOf } from './disk-lines.ts';
import { desiredErrors } from './errors.ts';
import type { LoadCache } from './load-cache.ts';

export interface DiskCacheOptions {
  readonly file: string;
  /** Of the agent: another one may read the same text otherwise. */
  readonly version: string;
  readonly limits: Limits;
  /** Told of a file that could not be read or written: then all is parsed, which only takes longer. */
  readonly warn: (error: PlumblineError) => void;
}

export interface DiskCache {
  /** After a load: writes down what is new in the cache. */
  save(): Promise<void>;
}

/** What the file holds, as far as this process knows. */
interface Disk {
  /** Bytes of the line of each parsed file, by its key in the cache. */
  readonly lines: Map<string, number>;
  /** Of the whole file; null when it must be written anew. */
  bytes: number | null;
}

/** Puts into the cache what the file holds. Neither this nor saving throws. */
export async function openDiskCache(options: DiskCacheOptions, cache: LoadCache): Promise<DiskCache> {
  const disk: Disk = { lines: new Map(), bytes: null };
  await attempt(options, 'read', () => read(disk, options, cache));
  return { save: () => attempt(options, 'written', () => write(disk, options, cache)) };
}

async function attempt({ file, warn }: DiskCacheOptions, what: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (cause) {
    warn(new PlumblineError(desiredErrors.diskCache, `The cache ${file} could not be ${what}.`, {}, { cause }));
  }
}

/** As much as the texts of two whole commits. */
function mostBytes({ totalBytes }: Limits): number {
  return 2 * totalBytes;
}

async function read(disk: Disk, { file, version, limits }: DiskCacheOptions, cache: LoadCache): Promise<void> {
  // O_CREAT: that there is no file yet is no fault to be told of. A link could lead anywhere, and a pipe would be waited for.
  const handle = await open(file, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK, MODE);
  try {
    if (!(await isOurs(handle, mostBytes(limits)))) return;
    const content = await handle.readFile();
    const seed = seedOf(version, limits);
    let start = 0;
    for (let end = content.indexOf(LINE_END); end >= 0; end = content.indexOf(LINE_END, start)) {
      const line = readLine(content, start, end, seed);
      if (line !== null) {
        disk.lines.set(line.key, end + 1 - start);
        if (!cache.files.has(line.key)) cache.files.set(line.key, line.file);
      }
      start = end + 1;
    }
    // A line without its end is one that was being written when the process ended: nothing can be appended to it.
    disk.bytes = start === content.length ? content.length : null;
  } finally {
    await handle.close();
  }
}

const MODE = 0o600;
const FOR_OTHERS = 0o077;
const LINE_END = 0x0a;

async function isOurs(handle: FileHandle, most: number): Promise<boolean> {
  const stat = await handle.stat();
  return stat.isFile() && stat.uid === process.getuid?.() && (stat.mode & FOR_OTHERS) === 0 && stat.size <= most;
}

/** Appends what is new, or writes all anew when most of the file is of no use any more. */
async function write(disk: Disk, { file, version, limits }: DiskCacheOptions, cache: LoadCache): Promise<void> {
  const used = [...disk.lines].reduce((sum, [key, bytes]) => (cache.files.has(key) ? sum + bytes : sum), 0);
  const isAnew = disk.bytes === null || 2 * used < disk.bytes;
  if (isAnew) disk.lines.clear();
  const before = isAnew ? 0 : (disk.bytes ?? 0);
  const lines = newLines(disk, cache, seedOf(version, limits), mostBytes(limits) - before);
  if (lines.size === 0 && !isAnew) return;
  // Whatever fails from here on, the next time all is written anew.
  disk.bytes = null;
  const texts = [...lines.values()];
  await (isAnew ? replace(file, texts) : append(file, texts));
  disk.bytes = before;
  for (const [key, text] of lines) {
    disk.lines.set(key, Buffer.byteLength(text));
    disk.bytes += Buffer.byteLength(text);
  }
}

/** By key, of the files that are in the cache and not on the disk; no more than `left` bytes. */
function newLines({ lines }: Disk, cache: LoadCache, seed: string, left: number): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  if ([...cache.files.keys()].every((key) => lines.has(key))) return made;
  const resolved = new Map([...cache.resolved.values()].map((file) => [file.read.content, file]));
  let bytes = 0;
  for (const [key, file] of cache.files) {
    const text = lines.has(key) ? null : lineOf({ key, file }, resolved.get(key), seed);
    if (text === null) continue;
    bytes += Buffer.byteLength(text);
    if (bytes > left) break;
    made.set(key, text);
  }
  return made;
}

async function append(file: string, lines: readonly string[]): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW);
  await writeAll(handle, lines);
}

async function replace(file: string, lines: readonly string[]): Promise<void> {
  const aside = `${file}.new`;
  await rm(aside, { force: true });
  await writeAll(await open(aside, 'wx', MODE), lines);
  await rename(aside, file);
}

/** Lines written together: each write has its price. */
const LINES_AT_ONCE = 500;

async function writeAll(handle: FileHandle, lines: readonly string[]): Promise<void> {
  try {
    for (let at = 0; at < lines.length; at += LINES_AT_ONCE) await handle.writeFile(lines.slice(at, at + LINES_AT_ONCE).join(''));
  } finally {
    await handle.close();
  }
}
