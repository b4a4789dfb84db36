/**
 * npm run test:property -- [--cases N] [--profile 1.4] [--kind App] [--seed N]: plays so many generated objects on each profile of
 * Marathon, a few changes of each, and fails on the first that is not as it has to be, on a path that is never set and on one whose
 * change was never seen. Prints the seed with which all of it can be played again.
 */
import { parseArgs } from 'node:util';
import { PROFILES } from '../../../agent/systems/marathon/profile.ts';
import type { Profile } from '../../../agent/systems/marathon/profile.ts';
import { KINDS, specsOf } from './cases.ts';
import type { Kind } from './cases.ts';
import { neverChanged, neverSet } from './coverage.ts';
import { play } from './play.ts';

const MUTATIONS_OF_EACH = 3;

const options = {
  system: { type: 'string' },
  cases: { type: 'string', default: '2000' },
  profile: { type: 'string' },
  kind: { type: 'string' },
  seed: { type: 'string' },
} as const;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options });
  const cases = Number(values.cases);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  const kinds = KINDS.filter((kind) => values.kind === undefined || values.kind === kind);
  const profiles = PROFILES.filter((profile) => values.profile === undefined || values.profile === profile);
  if (!(cases >= 1) || !Number.isSafeInteger(seed)) throw new RangeError('--cases must be above 0, --seed a whole number.');
  if (kinds.length === 0) throw new RangeError(`--kind is one of ${KINDS.join(', ')}.`);
  if (profiles.length === 0) throw new RangeError(`--profile is one of ${PROFILES.join(', ')}.`);
  print(`seed ${seed}`);
  for (const kind of kinds) {
    for (const profile of profiles) if (!(await plays(kind, profile, { cases, seed }))) return false;
  }
  return true;
}

async function plays(kind: Kind, profile: Profile, { cases, seed }: { readonly cases: number; readonly seed: number }): Promise<boolean> {
  const startMs = performance.now();
  const played = await play({ kind, profile, seed, cases, mutations: MUTATIONS_OF_EACH });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  print(`${kind} ${profile}: ${played.cases} cases, ${played.mutations} changes, ${played.seen.size} paths seen to change, ${seconds} s`);
  if (played.found !== null) print(played.found);
  const unset = neverSet(kind, profile, specsOf(kind, profile, seed, cases));
  const unchanged = neverChanged(kind, profile, played.seen);
  if (unset.length > 0) print(`never set: ${unset.join(', ')}`);
  if (unchanged.length > 0) print(`never seen to change: ${unchanged.join(', ')}`);
  return played.found === null && unset.length === 0 && unchanged.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;
