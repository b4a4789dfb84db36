/** Plays generated cases, and makes the first that is not as it has to be as small as it gets. */
import { isDeepStrictEqual } from 'node:util';
import type { Profile } from '../../../agent/systems/marathon/profile.ts';
import { makeRandom } from '../../../simulator/random.ts';
import { faultsIn, repaired, specsOf, specSchema } from './cases.ts';
import type { Kind, Spec } from './cases.ts';
import { judgeCase, judgeMutation } from './judge.ts';
import type { Case, Verdict } from './judge.ts';
import { mutationOf } from './mutations.ts';
import type { Mutation } from './mutations.ts';
import { spotsOf, withAt } from './places.ts';

export interface Playing {
  readonly kind: Kind;
  readonly profile: Profile;
  readonly seed: number;
  readonly cases: number;
  /** Of each case. */
  readonly mutations: number;
}

export interface Played {
  readonly cases: number;
  readonly mutations: number;
  /** How often each path was changed and the change was seen. */
  readonly seen: ReadonlyMap<string, number>;
  /** What was found, with a small object like it; null: nothing. */
  readonly found: string | null;
}

/** A path that was tried so often in vain comes after one that was seen once more. */
const TRIES_LIKE_ONE_SEEN = 50;

export async function play({ kind, profile, seed, cases, mutations }: Playing): Promise<Played> {
  const random = makeRandom(seed, 'property/mutations');
  const tried = new Map<string, number>();
  const seen = new Map<string, number>();
  const count = (counts: Map<string, number>, path: string): void => void counts.set(path, (counts.get(path) ?? 0) + 1);
  const played = { cases: 0, mutations: 0 };
  // What was never seen comes first, what was tried in vain after it.
  const timesOf = (path: string): number => (seen.get(path) ?? 0) + (tried.get(path) ?? 0) / TRIES_LIKE_ONE_SEEN;
  for (const spec of specsOf(kind, profile, seed, cases)) {
    const one: Case = { kind, profile, spec, seed };
    played.cases += 1;
    const verdict = await judgeCase(one);
    if (verdict.problem !== null) return { ...played, seen, found: await told(one, null, verdict) };
    for (let made = 0; made < mutations; made += 1) {
      const mutation = mutationOf(one, timesOf, random);
      if (mutation === null) break;
      played.mutations += 1;
      count(tried, mutation.path);
      const result = await judgeMutation(one, mutation);
      if (result.isSeen) count(seen, mutation.path);
      if (result.problem !== null) return { ...played, seen, found: await told(one, mutation, result) };
    }
  }
  return { ...played, seen, found: null };
}

/** How often every path is set in these objects. */
export function pathsSet(kind: Kind, specs: readonly Spec[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const spec of specs) {
    const present = spotsOf(spec, specSchema(kind)).filter(({ value }) => value !== undefined);
    for (const path of new Set(present.map((spot) => spot.path))) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return counts;
}

async function told(one: Case, mutation: Mutation | null, { problem }: Verdict): Promise<string> {
  const spec = await smallest(one, mutation, problem ?? '');
  const again = await judge({ ...one, spec }, mutation);
  const change = mutation === null ? [] : [`changed: ${mutation.steps.join(' ')} to ${JSON.stringify(mutation.to) ?? 'nothing'}`];
  return [`Of ${one.kind}, Marathon ${one.profile}, seed ${one.seed}: ${again.problem}`, `spec: ${JSON.stringify(spec)}`, ...change].join(
    '\n',
  );
}

function judge(one: Case, mutation: Mutation | null): Promise<Verdict> {
  return mutation === null ? judgeCase(one) : judgeMutation(one, mutation);
}

/** Leaves out field by field what the same problem does not need. */
async function smallest(one: Case, mutation: Mutation | null, problem: string): Promise<Spec> {
  let { spec } = one;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const { steps, isOptional, value } of spotsOf(spec, specSchema(one.kind))) {
      if (!isOptional || value === undefined || isWithin(mutation, steps)) continue;
      const less = withAt(spec, steps, undefined) as Spec;
      if (!isRight({ ...one, spec: less })) continue;
      const verdict = await judge({ ...one, spec: less }, mutation);
      if (verdict.problem === null || firstWords(verdict.problem) !== firstWords(problem)) continue;
      spec = less;
      isSmaller = true;
      break;
    }
  }
  return spec;
}

function isRight({ kind, profile, spec }: Case): boolean {
  return faultsIn(kind, spec).length === 0 && isDeepStrictEqual(repaired(kind, profile, spec), spec);
}

/** Whether what was changed is there, or below. */
function isWithin(mutation: Mutation | null, steps: Mutation['steps']): boolean {
  return mutation !== null && steps.every((step, index) => mutation.steps[index] === step);
}

function firstWords(problem: string): string {
  return problem.split(' ').slice(0, 6).join(' ');
}
