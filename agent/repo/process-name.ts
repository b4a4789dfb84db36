/**
 * Names of processes that are never used twice, `<pid>-<start time>`, for files that say who uses a folder. Processes that
 * cannot see each other (containers with pids of their own) must not share one.
 */
import { readFile } from 'node:fs/promises';
import { codeOf } from './translate.ts';

export async function ownProcessName(): Promise<string> {
  return `${process.pid}-${await startTime(String(process.pid))}`;
}

/** Whether the process of that name still runs; false for what is no such name. */
export async function isAlive(name: string): Promise<boolean> {
  const [, pid, started] = /^(\d+)-(\d+)$/.exec(name) ?? [];
  return pid !== undefined && (await startTime(pid)) === started;
}

/** Ticks from boot to the process's start (field 22 of proc(5) stat), `0` where there is no /proc; null: it is dead. */
async function startTime(pid: string): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command in parentheses, may hold anything; the third, the state, begins after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie: it has ended, and its parent has not asked how.
    return fields[0] === 'Z' ? null : (fields[19] ?? '0');
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
