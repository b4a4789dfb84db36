/**
 * npm run test:property -- --system scaleio [--cases N] [--profile 2.6] [--seed N]: makes so many generated clusters on each version of
 * the gateway, changes field after field of each, and fails on the first that is not as it has to be, on a path that is never set and on
 * one whose change was never seen. Prints the seed with which all of it can be played again.
 */
import { parseArgs } from 'node:util';
import { neverChanged, neverSet } from './coverage.ts';
import { clustersOf } from './documents.ts';
import { play, VERSIONS } from './play.ts';

/** Of each case: about two thirds of the paths there are. */
const MUTATIONS_OF_EACH = 60;

const options = {
  system: { type: 'string' },
  cases: { type: 'string', default: '30' },
  profile: { type: 'string' },
  seed: { type: 'string' },
} as const;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options });
  const cases = Number(values.cases);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  const versions = VERSIONS.filter((version) => values.profile === undefined || values.profile === version);
  if (!(cases >= 1) || !Number.isSafeInteger(seed)) throw new RangeError('--cases must be above 0, --seed a whole number.');
  if (versions.length === 0) throw new RangeError(`--profile is one of ${VERSIONS.join(', ')}.`);
  print(`seed ${seed}`);
  for (const version of versions) if (!(await plays(version, cases, seed))) return false;
  return true;
}

async function plays(version: string, cases: number, seed: number): Promise<boolean> {
  const startMs = performance.now();
  const played = await play({ version, seed, cases, mutations: MUTATIONS_OF_EACH });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  print(`ScaleIO ${version}: ${played.cases} cases, ${played.mutations} changes, ${played.seen.size} paths seen to change, ${seconds} s`);
  if (played.found !== null) print(played.found);
  const unset = neverSet(clustersOf(version, seed, cases));
  const unchanged = neverChanged(played.seen);
  if (unset.length > 0) print(`never set: ${unset.join(', ')}`);
  if (unchanged.length > 0) print(`never seen to change: ${unchanged.join(', ')}`);
  return played.found === null && unset.length === 0 && unchanged.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;
