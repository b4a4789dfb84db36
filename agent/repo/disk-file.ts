/** One file on disk as git would commit it. Never a symlink's target, never a pipe or a device, whatever it becomes meanwhile. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import { nameOf } from './file-name.ts';
import { objectId } from './object-id.ts';
import { codeOf, translate } from './translate.ts';

export interface DiskFile {
  /** Its whole path, a character for each byte. */
  readonly raw: string;
  readonly blob: string;
  readonly mode: string;
  readonly sizeBytes: number;
  /** Its content, if it is small. */
  readonly kept: Buffer | null;
}

/** O_NONBLOCK: to open a pipe that took the file's place would wait for its writer. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const SYMLINK = '120000';
/** What a file says that is a symlink, a socket or nothing by now. */
const CHANGED = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EMLINK', 'ENXIO', 'EINVAL']);

/** Its content is kept if that has at most `keepBytes`. Throws `repo/changed` when it is no such file any more, `repo/no-access`. */
export async function readDiskFile(raw: string, kind: 'file' | 'symlink', keepBytes: number): Promise<DiskFile> {
  try {
    if (kind === 'symlink') return keep(raw, SYMLINK, await readlink(Buffer.from(raw, 'latin1'), 'buffer'));
    return await opened(raw, (handle) => hashed(raw, handle, keepBytes));
  } catch (thrown) {
    throw diskError(thrown, raw);
  }
}

/** The content of one that was not kept. Throws `repo/changed` when it is another by now. */
export async function rereadDiskFile({ raw, blob, sizeBytes }: DiskFile): Promise<Buffer> {
  const { kept } = await readDiskFile(raw, 'file', sizeBytes);
  if (kept === null || objectId({ type: 'blob', bytes: kept }) !== blob) throw changed(raw);
  return kept;
}

async function opened<T>(raw: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(Buffer.from(raw, 'latin1'), FLAGS);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function hashed(raw: string, handle: FileHandle, keepBytes: number): Promise<DiskFile> {
  const about = await handle.stat();
  if (!about.isFile()) throw changed(raw);
  const mode = (about.mode & 0o100) === 0 ? '100644' : '100755';
  if (about.size <= keepBytes) return keep(raw, mode, await handle.readFile());
  const hash = createHash('sha1').update(`blob ${about.size}\0`);
  let sizeBytes = 0;
  for await (const chunk of handle.createReadStream({ autoClose: false, start: 0, end: about.size - 1 })) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  if (sizeBytes !== about.size) throw changed(raw);
  return { raw, blob: hash.digest('hex'), mode, sizeBytes, kept: null };
}

function keep(raw: string, mode: string, content: Buffer): DiskFile {
  return { raw, blob: objectId({ type: 'blob', bytes: content }), mode, sizeBytes: content.length, kept: content };
}

/** What reading a file or folder that was there before failed with. */
export function diskError(thrown: unknown, raw: string): PlumblineError {
  return CHANGED.has(codeOf(thrown)) ? changed(raw, thrown) : translate(thrown, nameOf(raw));
}

function changed(raw: string, cause?: unknown): PlumblineError {
  return new PlumblineError(repoErrors.changed, `${nameOf(raw)} changed while it was read.`, {}, { cause });
}
