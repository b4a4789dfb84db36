/**
 * npm run fuzz -- --minutes N [--seed S] [--only bytes|shapes|documents]: plays generated repositories until the time is over
 * or one is not read as it has to be. Prints the seed with which all of it can be played again; exit 0 only when nothing was
 * found.
 */
import { parseArgs } from 'node:util';
import { fuzz, GENERATORS } from './fuzz.ts';
import { openJudge } from './judges.ts';
import type { Judge } from './judges.ts';

const CASES_A_ROUND = 300;
/** Texts up to some hundred kilobytes. */
const SIZE = 40;

const options = { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, only: { type: 'string' } } as const;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options });
  const minutes = Number(values.minutes);
  const first = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  if (!(minutes > 0) || !Number.isSafeInteger(first)) throw new RangeError('--minutes must be above 0, --seed a whole number.');
  const generators = values.only === undefined ? Object.keys(GENERATORS) : [values.only];
  print(`seed ${first}`);
  const judge = openJudge();
  try {
    return await play({ first, minutes, generators }, judge);
  } finally {
    judge.close();
  }
}

interface Asked {
  readonly first: number;
  readonly minutes: number;
  readonly generators: readonly string[];
}

async function play({ first, minutes, generators }: Asked, judge: Judge): Promise<boolean> {
  const startMs = performance.now();
  const total = { cases: 0, accepted: 0, refused: 0, codes: new Set<string>() };
  for (let seed = first; performance.now() - startMs < minutes * 60_000; seed += 1) {
    for (const generator of generators) {
      const played = await fuzz({ generator, seed, cases: CASES_A_ROUND, size: SIZE }, judge);
      total.cases += played.cases;
      total.accepted += played.accepted;
      total.refused += played.refused;
      for (const code of played.codes) total.codes.add(code);
      if (played.found !== null) print(played.found);
      if (played.found !== null) return false;
    }
  }
  const perSecond = total.cases / ((performance.now() - startMs) / 1000);
  print(`codes reached: ${[...total.codes].toSorted().join(' ')}`);
  print(`${total.cases} cases, ${perSecond.toFixed(0)} a second: ${total.accepted} accepted, ${total.refused} refused`);
  return true;
}

process.exitCode = (await main()) ? 0 : 1;
