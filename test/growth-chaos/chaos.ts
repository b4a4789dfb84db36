/** Many runs, and the table of what they met. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Ended } from './run-once.ts';
import { NEMESES } from './hits.ts';
import { runOnce } from './run-once.ts';

type Print = (line: string) => void;

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** One after the other in this process. */
export async function playSeeds(seeds: readonly number[], onEnd: (run: Ended) => void): Promise<void> {
  for (const seed of seeds) onEnd(await runOnce(seed));
}

/** A world waits for git half of the time. */
const WORLDS_PER_PROCESSOR = 2;

/** In several processes at once. */
export async function playApart(seeds: readonly number[], onEnd: (run: Ended) => void): Promise<void> {
  const processes = Math.min(WORLDS_PER_PROCESSOR * availableParallelism(), seeds.length);
  const shares = Array.from({ length: processes }, (_, share) => seeds.filter((_seed, index) => index % processes === share));
  await Promise.all(shares.map((share) => playInProcess(share, onEnd)));
}

async function playInProcess(seeds: readonly number[], onEnd: (run: Ended) => void): Promise<void> {
  const child = fork(MAIN, ['--seeds', seeds.join(','), '--tell-parent']);
  child.on('message', (run) => onEnd(run as Ended));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`A process that played seeds ended with ${code}.`);
}

/** Again: with this seed alone. */
export function failureOf({ seed, met, problem, story }: Ended): string {
  const again = `npm run test:growth-chaos -- --seeds ${seed}`;
  return `FAILED with seed ${seed} (again: ${again})\n${met.join(', ')}\n${story}\nThe first rule that was broken: ${problem}\n`;
}

/** How often each nemesis struck, and what came of those runs. */
export function printTable(runs: readonly Ended[], print: Print): void {
  const width = Math.max(...NEMESES.map(({ name }) => name.length));
  const row = (cells: readonly (string | number)[]): string => cells.map((cell) => String(cell).padStart(8)).join('');
  const counts = (some: readonly Ended[]): readonly number[] => {
    return (['settled', 'stopped', 'failed'] as const).map((how) => some.filter((run) => run.how === how).length);
  };
  print(`${''.padEnd(width)}${row(['struck', 'settled', 'stopped', 'failed'])}`);
  for (const { name } of NEMESES) {
    const met = runs.filter((run) => run.met.includes(name));
    print(`${name.padEnd(width)}${row([met.length, ...counts(met)])}`);
  }
  for (const { seed, how, problem, because } of runs) if (how === 'stopped') print(`seed ${seed} stopped: ${because} (${problem})`);
  const [settled, stopped, failed] = counts(runs);
  const hours = Math.round(runs.reduce((sum, { virtualMs }) => sum + virtualMs, 0) / 3_600_000);
  const passes = runs.reduce((sum, run) => sum + run.passes, 0);
  print(`${runs.length} runs, ${hours} virtual hours, ${passes} passes: ${settled} settled, ${stopped} stopped, ${failed} failed`);
}
