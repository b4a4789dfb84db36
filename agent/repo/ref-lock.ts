/** git's own locks: whoever creates `<file>.lock` may replace the file. */
import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../clock.ts';
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import { codeOf, translate } from './translate.ts';

/** How long another process's lock is waited for; git holds one for milliseconds. */
const LOCK_WAIT_MS = 1000;
const LOCK_POLL_MS = 25;

/** Other processes live in real time, so this wait does too, whatever the agent's clock is. Throws `repo/ref-locked`. */
export async function takeLock(lockFile: string, signal: AbortSignal): Promise<FileHandle> {
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

function lockedByOther(lockFile: string, cause: unknown): PlumblineError {
  const message = `The branch cannot be moved because ${lockFile} exists; if no git process is running there, remove that file.`;
  return new PlumblineError(repoErrors.refLocked, message, { lockFile }, { cause });
}
