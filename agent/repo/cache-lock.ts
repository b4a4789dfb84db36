/**
 * A lock between the processes that use one cache folder. Each holds or wants it by a file named after itself
 * (`lock-<pid>-<start time>`), and has it while no other living process has such a file. A name is never used twice, so
 * the file of a dead process can be removed by anyone at any time - which no single lock file allows without a race.
 * Processes that cannot see each other (containers with pids of their own) must not share a data folder.
 */
import { randomInt } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../clock.ts';
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import { isAlive, ownProcessName } from './process-name.ts';
import { codeOf, translate } from './translate.ts';

const POLL_MS = 50;
const PREFIX = 'lock-';

export interface Wait {
  /** Bound on waiting for another process, in real time. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** Runs `action` alone. Throws `repo/locked` when another process has not finished within the bound. */
export async function withCacheLock<T>(folder: string, wait: Wait, action: () => Promise<T>): Promise<T> {
  const file = path.join(folder, `${PREFIX}${await ownProcessName()}`);
  await take(folder, file, wait);
  try {
    return await action();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(folder: string, file: string, { waitMs, signal }: Wait): Promise<void> {
  const clock = systemClock();
  const deadlineMs = clock.monotonicMs() + waitMs;
  for (;;) {
    const holder = await tryTake(folder, file);
    if (holder === null) return;
    if (signal.aborted || clock.monotonicMs() > deadlineMs) {
      const message = `The cache ${folder} is in use by process ${holder}, which did not finish within ${waitMs / 1000} s.`;
      throw new PlumblineError(repoErrors.locked, message, { folder, pid: holder });
    }
    // Two that came at the same moment have both stepped back: chance decides who is first next time.
    await clock.sleep(POLL_MS + randomInt(POLL_MS), signal);
  }
}

/** The pid of the living process that has the lock, or null when it is now ours. */
async function tryTake(folder: string, file: string): Promise<string | null> {
  if (!(await create(file))) return String(process.pid);
  const holder = await livingOther(folder, path.basename(file));
  if (holder !== null) await rm(file, { force: true });
  return holder;
}

/** False when it is there: another part of this process has the lock. */
async function create(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw translate(thrown, `The cache ${path.dirname(file)}`);
  }
}

async function livingOther(folder: string, own: string): Promise<string | null> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX) || name === own) continue;
    const holder = name.slice(PREFIX.length);
    if (await isAlive(holder)) return holder.split('-')[0] ?? holder;
    await rm(path.join(folder, name), { force: true });
  }
  return null;
}
