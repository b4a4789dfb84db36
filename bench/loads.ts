/** What reading a commit costs: for the first time, after a restart, and after one file has changed. All beside the least that parsing can cost. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { newLoadCache } from '../agent/desired/load-cache.ts';
import { measureGit } from './git-repository.ts';
import type { ChildFigures } from './load-child.ts';
import { floorOf, loadOf } from './load-runs.ts';
import { bestInTurn, costOf, least } from './measure.ts';
import type { Cost } from './measure.ts';
import { editedSource, repositoryOf, sourceOf } from './repository.ts';

/** Times the floor. */
const LIMITS = { cold: 2, warm: 1 / 5, 'one file': 1 / 50 } as const;
const MOST_PEAK_MIB = 300;
/** Files, how often each is measured, and how many commits of one file in a row: the first of them finds cold what parsing everything has used. */
const SIZES = [
  { files: 100, rounds: 30, commits: 20 },
  { files: 1_000, rounds: 5, commits: 5 },
  { files: 10_000, rounds: 2, commits: 2 },
] as const;

type Print = (line: string) => void;

/** Prints a line for each figure; whether all are within their limits. */
export async function measureLoads(print: Print, isQuick: boolean): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  try {
    const child = await bundledChild(folder);
    let held = true;
    for (const size of isQuick ? SIZES.slice(0, 2) : SIZES) {
      const figures = [...(await inThisProcess(size)), ...(await inOthers(child, size, join(folder, `${size.files}.cache`)))];
      for (const figure of figures) held = row(print, size.files, figure) && held;
      const { list, read } = await measureGit(repositoryOf(size.files), folder);
      print(`${size.files} files, from git beside it: list ${list.wallMs.toFixed(0)} ms, read all ${read.wallMs.toFixed(0)} ms (no limit)`);
    }
    return (await memory(print, child, isQuick)) && held;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Figure {
  readonly what: keyof typeof LIMITS;
  readonly floor: Cost;
  readonly cost: Cost;
}

function row(print: Print, files: number, { what, floor, cost }: Figure): boolean {
  const limit = LIMITS[what];
  const ratios = [cost.wallMs / floor.wallMs, cost.cpuMs / floor.cpuMs];
  const [wall = 0, cpu = 0] = ratios;
  print(
    `${files} files, ${what}: wall ${cost.wallMs.toFixed(1)} / ${floor.wallMs.toFixed(1)} ms = ${wall.toFixed(4)}, ` +
      `cpu ${cost.cpuMs.toFixed(1)} / ${floor.cpuMs.toFixed(1)} ms = ${cpu.toFixed(4)} (limit ${limit})`,
  );
  return ratios.every((ratio) => ratio <= limit);
}

/** With code that is warm: the floor, a load without a cache, and one of a commit that changes one file. */
async function inThisProcess({ files, rounds, commits }: (typeof SIZES)[number]): Promise<readonly Figure[]> {
  const texts = repositoryOf(files);
  const source = sourceOf(texts);
  const cache = newLoadCache();
  await loadOf(source, cache);
  const edit = editedSource(texts);
  const [floor, cold, oneFile] = await bestInTurn(
    [
      () => costOf(async () => floorOf(texts)),
      () => costOf(() => loadOf(source, newLoadCache())),
      async () => {
        const costs: Cost[] = [];
        for (const commit of Array.from({ length: commits }, edit)) costs.push(await costOf(() => loadOf(commit, cache)));
        return least(costs);
      },
    ],
    rounds,
  );
  return [
    { what: 'cold', floor, cost: cold },
    { what: 'one file', floor, cost: oneFile },
  ];
}

/** A start of a process each, on both sides: nothing is warm but the file of the cache. */
async function inOthers(child: string, { files }: (typeof SIZES)[number], cacheFile: string): Promise<readonly Figure[]> {
  const run = (part: string) => async (): Promise<Cost> => figuresOf(child, part, files, cacheFile);
  const [floor, warm] = await bestInTurn([run('floor'), run('warm')], 2);
  return [{ what: 'warm', floor, cost: warm }];
}

async function memory(print: Print, child: string, isQuick: boolean): Promise<boolean> {
  const { files } = SIZES[isQuick ? 1 : 2];
  const { peakMiB } = await figuresOf(child, 'cold', files, '');
  print(`${files} files, cold: at most ${peakMiB.toFixed(0)} MiB of memory (limit ${MOST_PEAK_MIB})`);
  return peakMiB <= MOST_PEAK_MIB;
}

async function figuresOf(child: string, part: string, files: number, cacheFile: string): Promise<ChildFigures> {
  const { stdout } = await promisify(execFile)(process.execPath, [child, part, String(files), cacheFile]);
  return JSON.parse(stdout) as ChildFigures;
}

/** As one file, as the agent is built: how long modules take to load is not looked at here. */
async function bundledChild(folder: string): Promise<string> {
  const outfile = join(folder, 'load-child.mjs');
  const entryPoints = [fileURLToPath(new URL('load-child.ts', import.meta.url))];
  const banner = {
    js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(${JSON.stringify(import.meta.url)});`,
  };
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', banner });
  return outfile;
}
