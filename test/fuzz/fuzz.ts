/** Plays generated cases, and makes the first that is not as it has to be as small as it gets. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { bytesCases } from './bytes.ts';
import type { FuzzCase, Verdict } from './case.ts';
import { documents } from './documents.ts';
import type { Judge } from './judges.ts';
import { shapes } from './shapes.ts';

export const GENERATORS: { readonly [name: string]: (size: number) => fc.Arbitrary<FuzzCase> } = { bytes: bytesCases, shapes, documents };

export interface Fuzzing {
  readonly generator: string;
  readonly seed: number;
  readonly cases: number;
  /** How large texts get: 1 in the tests. */
  readonly size: number;
}

export interface Played {
  readonly cases: number;
  readonly accepted: number;
  readonly refused: number;
  readonly codes: ReadonlySet<string>;
  /** What was found, and how to see it again; null: nothing. */
  readonly found: string | null;
}

/** Looking for a smaller case is given up then. */
const MOST_SHRINKING_MS = 10_000;

export async function fuzz({ generator, seed, cases, size }: Fuzzing, judge: Judge): Promise<Played> {
  const make = GENERATORS[generator];
  if (make === undefined) throw new RangeError(`There is no generator ${generator}; there are ${Object.keys(GENERATORS).join(', ')}.`);
  const tally = newTally();
  const result = await fc.check(propertyOf(make(size), judge, tally), { seed, numRuns: cases });
  const found = result.failed ? told(result, generator, tally) : null;
  return { cases: tally.cases, accepted: tally.accepted, refused: tally.refused, codes: tally.codes, found };
}

interface Tally {
  cases: number;
  accepted: number;
  refused: number;
  readonly codes: Set<string>;
  /** When something was found. */
  foundAtMs: number | null;
  problems: readonly string[];
}

function newTally(): Tally {
  return { cases: 0, accepted: 0, refused: 0, codes: new Set(), foundAtMs: null, problems: [] };
}

function propertyOf(cases: fc.Arbitrary<FuzzCase>, judge: Judge, tally: Tally): fc.IAsyncProperty<[FuzzCase]> {
  return fc.asyncProperty(cases, async (one) => {
    if (tally.foundAtMs !== null && performance.now() - tally.foundAtMs > MOST_SHRINKING_MS) return true;
    const verdict = await judge.judge(one);
    if (tally.foundAtMs === null) count(verdict, tally);
    if (verdict.problems.length === 0) return true;
    tally.foundAtMs ??= performance.now();
    tally.problems = verdict.problems;
    return false;
  });
}

function count({ outcome, codes }: Verdict, tally: Tally): void {
  tally.cases += 1;
  tally.accepted += outcome === 'accepted' ? 1 : 0;
  tally.refused += outcome === 'refused' ? 1 : 0;
  for (const code of codes) tally.codes.add(code);
}

function told({ seed, counterexample, errorInstance }: fc.RunDetails<[FuzzCase]>, generator: string, { problems, cases }: Tally): string {
  // The generators themselves, or what runs the cases.
  if (errorInstance instanceof Error && problems.length === 0) throw errorInstance;
  const [smallest] = counterexample ?? [];
  const where = smallest === undefined ? 'nowhere' : written(smallest);
  return [`Of ${generator}, with seed ${seed}, case ${cases} is wrong; a small one like it is in ${where}:`, ...problems].join('\n');
}

/** The files as they are, and beside them all that is known. */
function written({ files, ...known }: FuzzCase): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-fuzz-'));
  for (const [index, [path, { mode, bytes }]] of Object.entries(files).entries()) {
    const isOrdinary = /^[\w./-]{1,200}$/.test(path) && mode.startsWith('100');
    const file = join(folder, isOrdinary ? path : `odd-${index}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  const listed = Object.entries(files).map(([path, { mode }]) => ({ path, mode }));
  writeFileSync(join(folder, 'case.json'), JSON.stringify({ ...known, listed }, null, 2));
  return folder;
}
