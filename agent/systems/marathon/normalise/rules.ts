/** The words in which the tables of this folder say what Marathon makes of a field. */
import type { Json } from '../../../model/ref.ts';
import { isSince } from '../profile.ts';
import type { Profile } from '../profile.ts';
import type { Context } from './context.ts';
import { isEmpty, isEqual, isJsonObject, isList } from './equal.ts';

/** A normal form as it is kept to be compared with: objects are lists of their fields' values, in the order of their table. */
export type Kept = Json | undefined | readonly Kept[];

/**
 * Gives the field's normal form; undefined leaves it out. A null in `value` arrives as undefined: Marathon treats both alike. `C`: what
 * it may look at besides the value.
 */
export interface Rule<C = Context> {
  (value: Json | undefined, context: C): Json | undefined;
  /** Nearly all of thousands of live apps are as declared: that is found without making their forms. Left out: forms are compared. */
  readonly inPlace?: InPlace<C>;
}

export interface InPlace<C> {
  /** A declared normal form, so that looking at it costs little. */
  readonly keep: (form: Json | undefined, context: C) => Kept;
  /** Whether a live value has that form. It may say no where the two forms are equal, never yes where they differ. */
  readonly holds: (kept: Kept, value: Json | undefined, context: C) => boolean;
}

export type Rules<C = Context> = { readonly [field: string]: Rule<C> };

/** A rule that also knows how to compare in place. */
export function rule<C>(normal: (value: Json | undefined, context: C) => Json | undefined, place: InPlace<C>): Rule<C> {
  return Object.assign(normal, { inPlace: place });
}

export function inPlaceOf<C>(of: Rule<C>): InPlace<C> {
  return of.inPlace ?? { keep: asKept, holds: (kept, value, context) => isEqual(kept as Json | undefined, of(value, context)) };
}

function asKept(form: Json | undefined): Kept {
  return form;
}

/** A rule whose forms are kept as they are. */
export function plain<C>(normal: (value: Json | undefined, context: C) => Json | undefined, holds: Holds<C>): Rule<C> {
  return rule(normal, { keep: asKept, holds: holds as InPlace<C>['holds'] });
}

type Holds<C> = (form: Json | undefined, value: Json | undefined, context: C) => boolean;

/** As it is. */
export const asIs: Rule<unknown> = plain((value) => value, isEqual);

/** As it is; left out when empty, as Marathon does with `pragma.omitEmpty`. */
export const unlessEmpty: Rule<unknown> = omitEmpty(asIs);

/** As the rule has it; left out when that is empty. */
export function omitEmpty<C = Context>(of: Rule<C>): Rule<C> {
  const { keep, holds } = inPlaceOf(of);
  return rule(
    (value, context) => {
      const normal = of(value, context);
      return isEmpty(normal) ? undefined : normal;
    },
    { keep, holds: (kept, value, context) => (kept === undefined && isEmpty(value)) || holds(kept, value, context) },
  );
}

/** What is missing is `fallback`, and then as the rule has it. */
export function orDefault<C = unknown>(fallback: Json, of: Rule<C> = asIs): Rule<C> {
  const { keep, holds } = inPlaceOf(of);
  return rule((value, context) => of(value ?? fallback, context), {
    keep,
    holds: (kept, value, context) => kept === value || holds(kept, value ?? fallback, context),
  });
}

/** What the declared app may leave to the live one: then whatever is there is as declared. */
export const open: Rule<unknown> = plain(
  (value) => value,
  (form, value) => form === undefined || isEqual(form, value),
);

/** A port; 0, which missing means too, is any that Marathon picked. */
export const openPort: Rule<unknown> = plain(
  (value) => value ?? 0,
  (form, value) => form === 0 || form === (value ?? 0),
);

/** An object with these fields and no others; undefined stays undefined. */
export function shape<C = Context>(rules: Rules<C>): Rule<C> {
  const entries = Object.entries(rules).map(([field, of]) => ({ field, of, ...inPlaceOf(of) }));
  return rule(
    (value, context) => {
      if (!isJsonObject(value)) return value;
      const normal: { [field: string]: Json } = {};
      for (const { field, of } of entries) {
        const result = of(value[field] ?? undefined, context);
        if (result !== undefined) normal[field] = result;
      }
      return normal;
    },
    {
      keep: (form, context) => (isJsonObject(form) ? entries.map(({ field, keep }) => keep(form[field], context)) : form),
      holds: (kept, value, context) => {
        if (!isKeptList(kept) || !isJsonObject(value)) return isEqual(kept as Json | undefined, value);
        for (let index = 0; index < entries.length; index += 1) {
          const { field, holds } = entries[index] as (typeof entries)[number];
          const form = kept[index];
          const said = value[field];
          // Nearly every field is one text or number, or is on neither side.
          if (form !== said && !holds(form, said ?? undefined, context)) return false;
        }
        return true;
      },
    },
  );
}

/** A list whose order counts. */
export function listOf<C = Context>(item: Rule<C>): Rule<C> {
  const { keep, holds } = inPlaceOf(item);
  return rule((value, context) => (isList(value) ? value.map((entry) => item(entry, context) ?? null) : value), {
    keep: (form, context) => (isList(form) ? form.map((entry) => keep(entry, context)) : form),
    holds: (kept, value, context) => {
      if (!isKeptList(kept) || !isList(value)) return isEqual(kept as Json | undefined, value);
      if (kept.length !== value.length) return false;
      for (let index = 0; index < kept.length; index += 1) if (!holds(kept[index], value[index], context)) return false;
      return true;
    },
  });
}

/** One of several rules; `pick` gives the same for a value and for its form. */
export function variant<K extends string, C = Context>(
  pick: (value: Json | undefined, context: C) => K,
  rules: { readonly [kind in K]: Rule<C> },
): Rule<C> {
  const places = new Map<string, InPlace<C>>(Object.entries<Rule<C>>(rules).map(([kind, of]) => [kind, inPlaceOf(of)]));
  return rule((value, context) => rules[pick(value, context)](value, context), {
    keep: (form, context) => {
      const kind = pick(form, context);
      return [kind, places.get(kind)?.keep(form, context)];
    },
    holds: (kept, value, context) => {
      const kind = pick(value, context);
      return isKeptList(kept) && kept[0] === kind && (places.get(kind)?.holds(kept[1], value, context) ?? false);
    },
  });
}

export function isKeptList(kept: Kept): kept is readonly Kept[] {
  return Array.isArray(kept);
}

/** These fields where the profile has them. */
export function since<C = Context>(profile: Profile, first: Profile, rules: Rules<C>): Rules<C> {
  return isSince(profile, first) ? rules : {};
}

/** These fields up to and with `last`. */
export function until<C = Context>(profile: Profile, last: Profile, rules: Rules<C>): Rules<C> {
  return isSince(last, profile) ? rules : {};
}
