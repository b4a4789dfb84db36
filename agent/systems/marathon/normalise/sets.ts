/** Lists whose order means nothing, and maps: Marathon answers sets in any order. */
import { MARK_LABEL } from '../../../model/mark.ts';
import type { Json } from '../../../model/ref.ts';
import { withoutMark } from '../mark.ts';
import type { Context } from './context.ts';
import { isEmpty, isEqual, isJsonObject, isList } from './equal.ts';
import { inPlaceOf, isKeptList, rule } from './rules.ts';
import type { InPlace, Kept, Rule } from './rules.ts';

/** Sorted, no entry twice, and left out when empty. */
export function setOf<C = Context>(item: Rule<C>): Rule<C> {
  const place = inPlaceOf(item);
  return rule((value, context) => (isList(value) ? sorted(value.map((entry) => item(entry, context) ?? null)) : value), {
    keep: (form, context) => (isList(form) ? form.map((entry) => place.keep(entry, context)) : form),
    holds: (kept, value, context) => {
      if (!isList(value)) return isEqual(kept as Json | undefined, value);
      return isKeptList(kept) ? isSameSet(place, kept, value, context) : value.length === 0;
    },
  });
}

/** Entries that Marathon's forgetting made equal are one to it, since it keeps a set. */
function sorted(entries: readonly Json[]): readonly Json[] | undefined {
  if (entries.length < 2) return entries.length === 0 ? undefined : entries;
  const byKey = new Map(entries.map((entry) => [JSON.stringify(entry), entry]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** Up to this many entries each is looked for among all others; of more, their sorted forms are compared. */
const MOST_LOOKED_THROUGH = 30;

/** Each kept entry is another one of the values. May say no of a large set. */
function isSameSet<C>({ holds }: InPlace<C>, kept: readonly Kept[], values: readonly Json[], context: C): boolean {
  const { length } = kept;
  if (length !== values.length || length > MOST_LOOKED_THROUGH) return false;
  // A bit for each value that was found.
  let found = 0;
  for (const entry of kept) {
    let at = 0;
    while (at < length && ((found & (1 << at)) !== 0 || !holds(entry, values[at], context))) at += 1;
    if (at === length) return false;
    found |= 1 << at;
  }
  return true;
}

/** Names and values of the user's choosing; left out when there are none. */
export const entries: Rule<unknown> = rule((value) => (isEmpty(value) ? undefined : value), {
  keep: keepEntries,
  holds: (kept, value) => (kept === undefined ? value === undefined || isEmpty(value) : entriesHold(kept, value, '')),
});

/** The same without the mark, and never left out: see mark.ts. */
export const labels: Rule<unknown> = rule((value) => withoutMark(value ?? {}), {
  keep: keepEntries,
  holds: (kept, value) => entriesHold(kept, value ?? NO_LABELS, MARK_LABEL),
});

const NO_LABELS = {};

/** How many there are, and which. */
function keepEntries(form: Json | undefined): Kept {
  return isJsonObject(form) ? [Object.keys(form).length, form] : form;
}

/** Whether they are the kept ones; the live one called `besides` does not count. */
function entriesHold(kept: Kept, value: Json | undefined, besides: string): boolean {
  if (!isKeptList(kept) || !isJsonObject(value)) return false;
  const form = kept[1] as { readonly [name: string]: Json };
  let count = 0;
  for (const name in value) {
    if (name === besides) continue;
    if (!isEqual(form[name], value[name])) return false;
    count += 1;
  }
  return count === kept[0];
}
