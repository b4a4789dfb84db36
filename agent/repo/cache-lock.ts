/**
 * A lock between the processes that use one cache folder. Each holds or wants it by a file named after itself
 * (`lock-<pid>-<start time>`), and has it while no other living process has such a file. A name is never used twice, so
 * the file of a dead process can be removed by anyone at any time - which no single lock file allows without a race.
 * Processes that cannot see each other (containers with pids of their own) must not share a data folder.
 */
import { randomInt } from 'node:crypto';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../clock.ts';
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import { codeOf, translate } from './translate.ts';

const POLL_MS = 50;
const NAME = /^lock-(\d+)-(\d+)$/;

export interface Wait {
  /** Bound on waiting for another process, in real time. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** Runs `action` alone. Throws `repo/locked` when another process has not finished within the bound. */
export async function withCacheLock<T>(folder: string, wait: Wait, action: () => Promise<T>): Promise<T> {
  const file = path.join(folder, await ownName());
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
    const [, pid, started] = NAME.exec(name) ?? [];
    if (pid === undefined || name === own) continue;
    if ((await startTime(pid)) === started) return pid;
    await rm(path.join(folder, name), { force: true });
  }
  return null;
}

async function ownName(): Promise<string> {
  return `lock-${process.pid}-${await startTime(String(process.pid))}`;
}

/** Ticks from boot to the process's start (field 22 of proc(5) stat), `0` where there is no /proc; null: it is dead. */
async function startTime(pid: string): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command in parentheses, may hold anything; the third begins after the last one.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch (thrown) {
    if (!['ENOENT', 'ESRCH'].includes(codeOf(thrown))) throw thrown;
    return process.platform !== 'linux' && isRunning(Number(pid)) ? '0' : null;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return codeOf(thrown) === 'EPERM';
  }
}
