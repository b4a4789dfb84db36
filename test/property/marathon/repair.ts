/** Making a generated object into one that Marathon takes: each repair does as little as it can, and nothing to what is right. */
import type { Profile } from '../../../agent/systems/marathon/profile.ts';

export type Repair<S> = (spec: S, profile: Profile) => S;

/** All of them, one after the other; the later ones rely on the earlier. */
export function repairedBy<S>(repairs: readonly Repair<S>[]): Repair<S> {
  return (spec, profile) => repairs.reduce((repaired, repair) => repair(repaired, profile), spec);
}

/** The same without these fields. */
export function without<T extends object, K extends keyof T>(value: T, ...names: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !(names as readonly string[]).includes(name))) as Omit<T, K>;
}

/** One of `values`, always the same for the same `text`. */
export function oneOf<T>(values: readonly [T, ...T[]], text: string): T {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return values[hash % values.length] ?? values[0];
}

/** Each entry whose key no entry before it has. */
export function distinctBy<T>(entries: readonly T[], keyOf: (entry: T) => unknown): readonly T[] {
  const keys = new Set<unknown>();
  return entries.filter((entry) => {
    const key = keyOf(entry);
    const isNew = key === undefined || !keys.has(key);
    keys.add(key);
    return isNew;
  });
}
