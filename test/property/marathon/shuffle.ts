/** An answer as another Marathon of the same state would give it: fields and sets in another order. */
import type { Random } from '../../../simulator/random.ts';
import { isMapping } from './places.ts';

/** What Marathon keeps as sets and answers in any order. Those of pods are lists of objects. */
export const SETS: ReadonlySet<string> = new Set([
  'healthChecks',
  'constraints',
  'acceptedResourceRoles',
  'dependencies',
  'httpStatusCodesForReady',
]);

export function shuffled(value: unknown, random: Random, field = ''): unknown {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => shuffled(entry, random));
    return SETS.has(field) ? inAnyOrder(entries, random) : entries;
  }
  if (!isMapping(value)) return value;
  return Object.fromEntries(inAnyOrder(Object.entries(value), random).map(([name, inner]) => [name, shuffled(inner, random, name)]));
}

function inAnyOrder<T>(values: readonly T[], random: Random): readonly T[] {
  const tagged = values.map((value) => ({ value, tag: random.below(2 ** 31) }));
  return tagged.toSorted((a, b) => a.tag - b.tag).map(({ value }) => value);
}
