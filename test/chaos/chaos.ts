/** Many runs, and the table of what they covered. */
import type { AgentCommand } from '../nemesis/agent-child.ts';
import { inTurns } from '../nemesis/in-turns.ts';
import { NEMESES } from '../nemesis/nemeses.ts';
import { fewHitsOf, hitsOf, runOnce } from './run-once.ts';
import type { Ended } from './run-once.ts';
import { OPERATIONS } from './script.ts';

export interface ChaosResult {
  readonly runs: readonly Ended[];
  /** What makes the whole fail, in words. */
  readonly failures: readonly string[];
  readonly table: readonly string[];
}

export interface Asked {
  readonly runs: number;
  readonly seed: number;
  /** How many operations of a run meet something; left out: all. */
  readonly most?: number;
}

/** Runs with the seeds from `seed` on: as many as there are nemeses fill the table. */
export async function chaos({ runs, seed, most }: Asked, print: (line: string) => void, command?: AgentCommand): Promise<ChaosResult> {
  const seeds = Array.from({ length: runs }, (_, index) => seed + index);
  const ended = await inTurns(seeds, async (one) => {
    const run = await runOnce(one, most === undefined ? hitsOf(one) : fewHitsOf(one, most), command);
    if (run.how === 'failed') print(failureOf(run));
    return run;
  });
  const failed = ended.filter(({ how }) => how === 'failed').map(({ seed: one, problem }) => `seed ${one}: ${problem}`);
  const empty = most === undefined && runs >= NEMESES.length ? emptyCells(ended) : [];
  return { runs: ended, failures: [...failed, ...empty], table: tableOf(ended) };
}

function failureOf({ seed, hits, problem, story }: Ended): string {
  const met = hits.map(({ operation, nemesis }) => `${operation}: ${nemesis.name}`).join(', ');
  return `FAILED with seed ${seed} (again: npm run test:chaos -- --runs 1 --seed ${seed})\n${met}\n${story}\nThe first rule that was broken: ${problem}\n`;
}

/** Runs of this nemesis, met by this operation, that came to an end. */
function countOf(runs: readonly Ended[], nemesis: string, operation: string): number {
  return runs.filter(({ how, hits }) => how !== 'failed' && hits.some((hit) => hit.nemesis.name === nemesis && hit.operation === operation))
    .length;
}

function emptyCells(runs: readonly Ended[]): readonly string[] {
  const cells = NEMESES.flatMap(({ name }) => OPERATIONS.map((operation) => [name, operation.name] as const));
  return cells
    .filter(([nemesis, operation]) => countOf(runs, nemesis, operation) === 0)
    .map(([nemesis, operation]) => `no run had ${nemesis} in ${operation}`);
}

function tableOf(runs: readonly Ended[]): readonly string[] {
  const head = ['', ...OPERATIONS.map(({ name }) => name), 'settled', 'stopped'];
  const rows = NEMESES.map(({ name }) => {
    const met = runs.filter(({ hits }) => hits.some(({ nemesis }) => nemesis.name === name));
    const ends = (['settled', 'stopped'] as const).map((how) => met.filter((run) => run.how === how).length);
    return [name, ...OPERATIONS.map((operation) => countOf(runs, name, operation.name)), ...ends].map(String);
  });
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
}
