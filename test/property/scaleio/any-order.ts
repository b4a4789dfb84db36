/** An answer as another gateway of the same state would give it: fields and lists in another order. */
import type { Random } from '../../../simulator/random.ts';

export function inAnyOrder(value: unknown, random: Random): unknown {
  if (Array.isArray(value))
    return mixed(
      value.map((entry) => inAnyOrder(entry, random)),
      random,
    );
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => [name, inAnyOrder(inner, random)] as const);
  return Object.fromEntries(mixed(fields, random));
}

function mixed<T>(values: readonly T[], random: Random): readonly T[] {
  const tagged = values.map((value) => ({ value, tag: random.below(2 ** 31) }));
  return tagged.toSorted((one, other) => one.tag - other.tag).map(({ value }) => value);
}
