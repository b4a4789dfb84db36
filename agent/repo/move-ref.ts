/**
 * Moves a branch of a local repository by compare-and-swap, safely beside git processes: git's own protocol is to create
 * `<ref>.lock` exclusively, compare, write, and rename it over the ref.
 */
import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import { takeLock } from './ref-lock.ts';
import { listRefs, readRef } from './refs.ts';
import { codeOf, translate } from './translate.ts';

export interface Move {
  /** `refs/heads/main` */
  readonly ref: string;
  readonly to: string;
  /** What it must be now; null: it must not exist. */
  readonly expected: string | null;
}

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
