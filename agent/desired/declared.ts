/** Everything that is declared, as links and checks between documents ask for it. */
import type { Kind } from '../model/kinds.gen.ts';
import { KINDS } from './schemas.ts';
import type { Declared, Entry } from './types.ts';

export function keysOf(entries: readonly Entry[]): readonly string[] {
  return entries.map(({ key }) => key);
}

/** The first of each name: two documents of one name are one fault, and not also two of whatever they say. */
export type ByName = { readonly [K in Kind]: ReadonlyMap<string, Entry<K>> };

export function byName({ entries }: Declared): ByName {
  const byKind = KINDS.map((kind) => [kind, firstsBy<Entry>(entries[kind], ({ key }) => key)]);
  return Object.fromEntries(byKind) as ByName;
}

/** The first entry with each key; one without a key (null) is left out. */
export function firstsBy<E>(entries: readonly E[], keyOf: (entry: E) => string | null): ReadonlyMap<string, E> {
  const firsts = new Map<string, E>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key !== null && !firsts.has(key)) firsts.set(key, entry);
  }
  return firsts;
}

/** Every entry whose key an earlier one has, with the first that has it. */
export function repeatedBy<E>(entries: readonly E[], keyOf: (entry: E) => string | null): readonly (readonly [E, E])[] {
  const firsts = firstsBy(entries, keyOf);
  if (firsts.size === entries.length) return [];
  return entries.flatMap((entry) => {
    const key = keyOf(entry);
    const first = key === null ? entry : (firsts.get(key) ?? entry);
    return first === entry ? [] : [[entry, first] as const];
  });
}
