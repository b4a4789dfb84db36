/** One process of the installed git that reads objects. No shell, and nothing of the agent's own environment but the PATH. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { byteReader } from './byte-reader.ts';
import type { ByteReader } from './byte-reader.ts';
import { codeOf } from './translate.ts';

export interface Where {
  /** The repository that git is started in. */
  readonly bare: string;
  /** The one whose objects it reads. */
  readonly gitdir: string;
  readonly searchPath: string;
  readonly signal: AbortSignal;
}

type Take = (reader: ByteReader) => Promise<void>;

/** Runs one `git cat-file` with these ids until `take` has what it wants. However that ends, the process is gone afterwards, with all that it started. */
export function gitReader({
  bare,
  gitdir,
  searchPath,
  signal,
}: Where): (mode: string, ids: readonly string[], take: Take) => Promise<void> {
  const env = {
    PATH: searchPath,
    LC_ALL: 'C',
    GIT_DIR: bare,
    GIT_OBJECT_DIRECTORY: path.resolve(gitdir, 'objects'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  return async (mode, ids, take) => {
    if (ids.length === 0) return;
    signal.throwIfAborted();
    // Detached: a process group of its own, so that what it starts can be ended with it.
    const child = spawn('git', ['cat-file', mode], { cwd: bare, env, stdio: ['pipe', 'pipe', 'ignore'], detached: true });
    const ended = endOf(child);
    const stop = (): void => {
      killGroup(child);
      child.stdin.destroy();
      child.stdout.destroy();
    };
    signal.addEventListener('abort', stop);
    try {
      offer(child.stdin, ids);
      await take(byteReader(child.stdout));
    } catch (thrown) {
      stop();
      throw (await ended) ?? thrown;
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
      await ended;
    }
  };
}

/** The error when it could not be started. Not `close`: a child of the child may hold the pipes. */
function endOf(child: ChildProcess): Promise<Error | null> {
  return new Promise((resolve) => {
    child.on('error', resolve).on('exit', () => resolve(null));
  });
}

/** The process and its children: `git` may be a script. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (thrown) {
    // All have ended; of ended ones that nobody has asked yet how, macOS says EPERM.
    if (!['ESRCH', 'EPERM'].includes(codeOf(thrown))) throw thrown;
  }
}

/** A git that ended early reads no more (EPIPE), which its output tells. */
function offer(input: Writable, ids: readonly string[]): void {
  input.on('error', () => undefined).end(`${ids.join('\n')}\n`);
}
