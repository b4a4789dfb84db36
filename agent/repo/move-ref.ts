/**
 * Moves a branch of a local repository by compare-and-swap, safely beside git processes: git's own protocol is to create
 * `<ref>.lock` exclusively, compare, write, and rename it over the ref.
 */
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../clock.ts';
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import { listRefs, readRef } from './refs.ts';
import { codeOf, translate } from './translate.ts';

export interface Move {
  /** `refs/heads/main` */
  readonly ref: string;
  readonly to: string;
  /** What it must be now; null: it must not exist. */
  readonly expected: string | null;
}

/** How long another process's lock is waited for; git holds one for milliseconds. */
const LOCK_WAIT_MS = 1000;
const LOCK_POLL_MS = 25;

/** Throws `repo/ref-locked`, `repo/write-refused` (a name that another branch rules out) or `repo/no-access`. */
export async function moveRef(gitdir: string, move: Move, signal: AbortSignal): Promise<'moved' | 'lost-race'> {
  const file = path.join(gitdir, move.ref);
  const lockFile = `${file}.lock`;
  const lock = await takeLock(lockFile, signal);
  let moved = false;
  try {
    if (!(await fillLock(lock, gitdir, move))) return 'lost-race';
    await replaceRef(lockFile, file);
    moved = true;
    return 'moved';
  } catch (thrown) {
    throw translate(thrown, `The ref ${file}`);
  } finally {
    // Once renamed, a lock of this name belongs to somebody else.
    if (!moved) await rm(lockFile, { force: true });
  }
}

/** Other processes live in real time, so this wait does too, whatever the agent's clock is. */
async function takeLock(lockFile: string, signal: AbortSignal): Promise<FileHandle> {
  const clock = systemClock();
  const deadlineMs = clock.monotonicMs() + LOCK_WAIT_MS;
  for (;;) {
    try {
      await mkdir(path.dirname(lockFile), { recursive: true });
      return await open(lockFile, 'wx', 0o644);
    } catch (thrown) {
      if (codeOf(thrown) !== 'EEXIST') throw translate(thrown, `The file ${lockFile}`);
      if (signal.aborted || clock.monotonicMs() > deadlineMs) throw lockedByOther(lockFile, thrown);
      await clock.sleep(LOCK_POLL_MS, signal);
    }
  }
}

async function fillLock(lock: FileHandle, gitdir: string, move: Move): Promise<boolean> {
  try {
    if ((await readRef(gitdir, move.ref)) !== move.expected) return false;
    if (move.expected === null) await refuseNameConflict(gitdir, move.ref);
    await lock.writeFile(`${move.to}\n`);
    await lock.sync();
    return true;
  } finally {
    await lock.close();
  }
}

/** git forbids a branch `a` beside a branch `a/b`, also where one of them is only in packed-refs. */
async function refuseNameConflict(gitdir: string, ref: string): Promise<void> {
  const names = [...(await listRefs(gitdir, 'refs/')).keys()].map((name) => `refs/${name}`);
  const other = names.find((name) => name.startsWith(`${ref}/`) || ref.startsWith(`${name}/`));
  if (other === undefined) return;
  throw new PlumblineError(repoErrors.writeRefused, `${ref} cannot be created in ${gitdir} because ${other} exists.`, { ref, other });
}

async function replaceRef(lockFile: string, file: string): Promise<void> {
  try {
    await rename(lockFile, file);
  } catch (thrown) {
    // Deleted branches leave empty folders behind, which git too removes when a branch of that name comes.
    if (!['EISDIR', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(thrown))) throw thrown;
    await removeEmptyFolders(file);
    await rename(lockFile, file);
  }
}

async function removeEmptyFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) if (entry.isDirectory()) await removeEmptyFolders(path.join(folder, entry.name));
  await rmdir(folder);
}

function lockedByOther(lockFile: string, cause: unknown): PlumblineError {
  const message = `The branch cannot be moved because ${lockFile} exists; if no git process is running there, remove that file.`;
  return new PlumblineError(repoErrors.refLocked, message, { lockFile }, { cause });
}
