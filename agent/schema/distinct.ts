/** Entries of a list that are there twice, found without comparing each with each. */
import { canonical } from './canonical.ts';

export interface Repeated {
  readonly first: number;
  readonly second: number;
}

/** The first entry that equals an earlier one, whatever the order of keys; null: all are distinct. */
export function repeatedEntry(values: readonly unknown[]): Repeated | null {
  const plain = new Map<unknown, number>();
  const nested = new Map<string, number>();
  for (const [second, value] of values.entries()) {
    const isNested = typeof value === 'object' && value !== null;
    const key = isNested ? canonical(value) : value;
    const seen: Map<unknown, number> = isNested ? nested : plain;
    const first = seen.get(key);
    if (first !== undefined) return { first, second };
    seen.set(key, second);
  }
  return null;
}
