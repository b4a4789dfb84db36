/** Lists whose order means nothing: Marathon answers sets in any order. */
import type { Json } from '../../../model/ref.ts';
import type { Context } from './context.ts';
import { isEqual, isList } from './equal.ts';
import { holdsOf, rule } from './rules.ts';
import type { Rule } from './rules.ts';

/** Sorted, no entry twice, and left out when empty. */
export function setOf<C = Context>(item: Rule<C>): Rule<C> {
  const holds = holdsOf(item);
  return rule(
    (value, context) => (isList(value) ? sorted(value.map((entry) => item(entry, context) ?? null)) : value),
    (form, value, context) => {
      if (isList(form) && isList(value)) return isSameSet(form, value, (a, b) => holds(a, b, context));
      return form === undefined && isList(value) ? value.length === 0 : isEqual(form, value);
    },
  );
}

/** Entries that Marathon's forgetting made equal are one to it, since it keeps a set. */
function sorted(entries: readonly Json[]): readonly Json[] | undefined {
  if (entries.length < 2) return entries.length === 0 ? undefined : entries;
  const byKey = new Map(entries.map((entry) => [JSON.stringify(entry), entry]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** Up to this many entries each is looked for among all others; more are compared by their sorted forms. */
const MOST_LOOKED_THROUGH = 30;

/** Each entry of the form is another one of the values. May say no of a large one. */
function isSameSet(form: readonly Json[], values: readonly Json[], holds: (form: Json, value: Json) => boolean): boolean {
  if (form.length !== values.length || form.length > MOST_LOOKED_THROUGH) return false;
  // A bit for each value that was found.
  let found = 0;
  for (const entry of form) {
    const at = values.findIndex((value, index) => (found & (1 << index)) === 0 && holds(entry, value));
    if (at === -1) return false;
    found |= 1 << at;
  }
  return true;
}
