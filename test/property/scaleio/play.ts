/** Plays generated clusters, and changes of them one after the other. */
import { makeRandom } from '../../../simulator/random.ts';
import { openCluster } from './cluster.ts';
import { clustersOf } from './documents.ts';
import type { Kind, Specs } from './documents.ts';
import { judgeCase, judgeMutation } from './judge.ts';
import { mutationOf } from './mutations.ts';
import type { Mutation } from './mutations.ts';

export const VERSIONS = ['2.0', '2.6', '3.6', '4.5'] as const;

export interface Playing {
  readonly version: string;
  readonly seed: number;
  readonly cases: number;
  /** Of each case. */
  readonly mutations: number;
}

export interface Played {
  readonly cases: number;
  readonly mutations: number;
  /** How often each `<kind> <path>` was changed and the change was as it has to be. */
  readonly seen: ReadonlyMap<string, number>;
  /** What was found; null: nothing. */
  readonly found: string | null;
}

/** A path that was tried so often in vain comes after one that was seen once more. */
const TRIES_LIKE_ONE_SEEN = 8;

export async function play({ version, seed, cases, mutations }: Playing): Promise<Played> {
  const [tried, seen] = [new Map<string, number>(), new Map<string, number>()];
  const timesOf = (kind: Kind, path: string): number =>
    (seen.get(`${kind} ${path}`) ?? 0) + (tried.get(`${kind} ${path}`) ?? 0) / TRIES_LIKE_ONE_SEEN;
  const random = makeRandom(seed, 'property/mutations');
  const played = { cases: 0, mutations: 0, seen };
  for (const [index, first] of clustersOf(version, seed, cases).entries()) {
    const cluster = openCluster(version, seed + index);
    played.cases += 1;
    const unsettled = await judgeCase(cluster, first);
    if (unsettled !== null) return { ...played, found: toldCase(first, unsettled) };
    let specs = first;
    for (let made = 0; made < mutations; made += 1) {
      const mutation = mutationOf(specs, { version, random, timesOf });
      if (mutation === null) break;
      played.mutations += 1;
      const { problem, isSeen, specs: next } = await judgeMutation(cluster, mutation);
      if (problem !== null) return { ...played, found: toldMutation(mutation, problem) };
      count(tried, mutation);
      if (isSeen) count(seen, mutation);
      specs = next;
    }
  }
  return { ...played, found: null };
}

function count(counts: Map<string, number>, { kind, path }: Mutation): void {
  counts.set(`${kind} ${path}`, (counts.get(`${kind} ${path}`) ?? 0) + 1);
}

function toldCase(specs: Specs, problem: string): string {
  return `${problem}\n${JSON.stringify(specs)}`;
}

function toldMutation({ kind, name, ref, steps, from, to, before }: Mutation, problem: string): string {
  const change = `${ref} ${steps.join(' ')}: ${JSON.stringify(from) ?? 'nothing'} -> ${JSON.stringify(to) ?? 'nothing'}`;
  return `${change}\n${problem}\nof ${JSON.stringify(before[kind][name])}`;
}
