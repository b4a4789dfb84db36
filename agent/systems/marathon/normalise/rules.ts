/** The words in which the tables of this folder say what Marathon makes of a field. */
import type { Json } from '../../../model/ref.ts';
import type { Profile } from '../profile.ts';
import { isSince } from '../profile.ts';
import type { Context } from './context.ts';
import { isEmpty, isEqual, isJsonObject, isList } from './equal.ts';

/**
 * Gives the field's normal form; undefined leaves it out. A null in `value` arrives as undefined: Marathon treats both alike. `C`: what
 * it may look at besides the value.
 */
export interface Rule<C = Context> {
  (value: Json | undefined, context: C): Json | undefined;
  /**
   * Whether a live `value` has the declared normal form `form`, found without making the value's own: nearly all of thousands of apps
   * are as declared. It may say no where the two forms are equal, never yes where they differ. Left out: the forms are compared.
   */
  readonly holds?: Holds<C>;
}

export type Holds<C = Context> = (form: Json | undefined, value: Json | undefined, context: C) => boolean;
export type Rules<C = Context> = { readonly [field: string]: Rule<C> };

/** A rule that also knows how to compare in place. */
export function rule<C>(normal: (value: Json | undefined, context: C) => Json | undefined, holds: Holds<C>): Rule<C> {
  return Object.assign(normal, { holds });
}

export function holdsOf<C>(of: Rule<C>): Holds<C> {
  return of.holds ?? ((form, value, context) => isEqual(form, of(value, context)));
}

/** As it is. */
export const asIs: Rule<unknown> = rule((value) => value, isEqual);

/** As it is; left out when empty, as Marathon does with `pragma.omitEmpty`. */
export const unlessEmpty: Rule<unknown> = omitEmpty(asIs);

/** As the rule has it; left out when that is empty. */
export function omitEmpty<C = Context>(of: Rule<C>): Rule<C> {
  const holds = holdsOf(of);
  return rule(
    (value, context) => {
      const normal = of(value, context);
      return isEmpty(normal) ? undefined : normal;
    },
    (form, value, context) => (form === undefined && isEmpty(value)) || holds(form, value, context),
  );
}

/** What is missing is `fallback`, and then as the rule has it. */
export function orDefault<C = unknown>(fallback: Json, of: Rule<C> = asIs): Rule<C> {
  const holds = holdsOf(of);
  return rule(
    (value, context) => of(value ?? fallback, context),
    (form, value, context) => holds(form, value ?? fallback, context),
  );
}

/** What the declared app may leave to the live one: then whatever is there is as declared. */
export const open: Rule<unknown> = rule(
  (value) => value,
  (form, value) => form === undefined || isEqual(form, value),
);

/** A port; 0, which missing means too, is any that Marathon picked. */
export const openPort: Rule<unknown> = rule(
  (value) => value ?? 0,
  (form, value) => form === 0 || form === (value ?? 0),
);

/** An object with these fields and no others; undefined stays undefined. */
export function shape<C = Context>(rules: Rules<C>): Rule<C> {
  const entries = Object.entries(rules).map(([field, of]) => ({ field, of, holds: holdsOf(of) }));
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
    (form, value, context) => {
      if (!isJsonObject(form) || !isJsonObject(value)) return isEqual(form, value);
      for (const { field, holds } of entries) if (!holds(form[field], value[field] ?? undefined, context)) return false;
      return true;
    },
  );
}

/** A list whose order counts. */
export function listOf<C = Context>(item: Rule<C>): Rule<C> {
  const holds = holdsOf(item);
  return rule(
    (value, context) => (isList(value) ? value.map((entry) => item(entry, context) ?? null) : value),
    (form, value, context) => {
      if (!isList(form) || !isList(value)) return isEqual(form, value);
      if (form.length !== value.length) return false;
      for (let index = 0; index < form.length; index += 1) if (!holds(form[index], value[index], context)) return false;
      return true;
    },
  );
}

/** First the one, then the other. */
export function chain<C = Context>(first: Rule<C>, second: Rule<C>): Rule<C> {
  return (value, context) => second(first(value, context), context);
}

/** These fields where the profile has them. */
export function since<C = Context>(profile: Profile, first: Profile, rules: Rules<C>): Rules<C> {
  return isSince(profile, first) ? rules : {};
}

/** These fields up to and with `last`. */
export function until<C = Context>(profile: Profile, last: Profile, rules: Rules<C>): Rules<C> {
  return isSince(last, profile) ? rules : {};
}
