/** Copies of the project to break on purpose: sources copied, node_modules linked. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NOT_COPIED = new Set(['.git', 'node_modules', 'dist']);
/** A program that was broken may never end. */
const TIMEOUT_MS = 180_000;

export interface Ended {
  readonly code: number;
  readonly out: string;
}

export interface Copy {
  readonly folder: string;
  /** Runs a program there; gives what it printed, whatever became of it. */
  run(program: string, ...args: readonly string[]): Promise<Ended>;
}

/** Hands `use` a copy that is gone afterwards. */
export async function withCopy<T>(use: (copy: Copy) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plumbline-copy-'));
  try {
    await cp(ROOT, folder, { recursive: true, filter: (file) => !NOT_COPIED.has(path.relative(ROOT, file)) });
    await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    return await use({ folder, run: (program, ...args) => run(folder, program, args) });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Applies a patch of test/mutants/; what is wrong with it, or null. */
export async function applyPatch(copy: Copy, name: string): Promise<string | null> {
  const { code, out } = await copy.run('git', 'apply', `test/mutants/${name}.patch`);
  return code === 0 ? null : `the patch no longer applies: ${out.trim()}`;
}

export interface Played {
  /** Tests in which harm was done. */
  readonly broken: readonly string[];
  readonly held: readonly string[];
  readonly out: string;
}

/** Plays the rows of docs/safety.md that name this guard or mutant. */
export async function playRows(copy: Copy, guard: string): Promise<Played> {
  const { out } = await copy.run('node', '--import', 'tsx', 'test/safety/play-rows.ts', guard);
  const linesOf = (word: string): readonly string[] => [...out.matchAll(new RegExp(`^${word} (.+)$`, 'gm'))].map(([, test]) => test ?? '');
  return { broken: linesOf('broke'), held: linesOf('held'), out };
}

/** Does `work` for every item, as many at once as there are cores; the results in the order of the items. */
export async function inParallel<I, R>(items: readonly I[], work: (item: I) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

function run(cwd: string, program: string, args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, NO_COLOR: '1', GIT_CEILING_DIRECTORIES: tmpdir() };
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env, timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, out: stdout + stderr });
    });
  });
}
