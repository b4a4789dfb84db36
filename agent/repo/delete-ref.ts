/**
 * Deletes a branch of a local repository by compare-and-swap, as git does: under the ref's lock, first from `packed-refs`
 * (under its own lock), then the loose file - the other way round, the packed id would come back to life for a moment.
 */
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { takeLock } from './ref-lock.ts';
import { readOptional, readRef } from './refs.ts';
import { translate } from './translate.ts';

/** Throws `repo/ref-locked` or `repo/no-access`. */
export async function deleteRef(
  gitdir: string,
  { ref, expected }: { readonly ref: string; readonly expected: string | null },
  signal: AbortSignal,
): Promise<'moved' | 'lost-race'> {
  const file = path.join(gitdir, ref);
  const lockFile = `${file}.lock`;
  const lock = await takeLock(lockFile, signal);
  try {
    await lock.close();
    if ((await readRef(gitdir, ref)) !== expected) return 'lost-race';
    await dropPacked(gitdir, ref, signal);
    await rm(file, { force: true });
    return 'moved';
  } catch (thrown) {
    throw translate(thrown, `The ref ${file}`);
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function dropPacked(gitdir: string, ref: string, signal: AbortSignal): Promise<void> {
  const file = path.join(gitdir, 'packed-refs');
  const isOther = (line: string): boolean => !line.endsWith(` ${ref}`);
  const isPacked = async (): Promise<boolean> => !((await readOptional(file)) ?? '').split('\n').every(isOther);
  if (!(await isPacked())) return;
  const lockFile = `${file}.lock`;
  const lock = await takeLock(lockFile, signal);
  let isReplaced = false;
  try {
    const text = (await readOptional(file)) ?? '';
    await lock.writeFile(text.split('\n').filter(isOther).join('\n'));
    await lock.sync();
    await rename(lockFile, file);
    isReplaced = true;
  } finally {
    await lock.close();
    // Once renamed, a lock of this name belongs to somebody else.
    if (!isReplaced) await rm(lockFile, { force: true });
  }
}
