/** The words in which the tables of this folder say what Marathon makes of a field. */
import type { Json } from '../../../model/ref.ts';
import type { JsonObject } from '../types.ts';

export type NetworkMode = 'host' | 'container/bridge' | 'container';

/** What a rule may look at besides the value. Worked out once per app: there may be thousands. */
export interface Context {
  readonly id: string;
  /** See MarathonInfo. */
  readonly defaultNetworkName: string | null;
  readonly networkMode: NetworkMode;
  readonly portDefinitionCount: number;
  readonly hasPersistentVolume: boolean;
  readonly hasExternalVolume: boolean;
}

/**
 * Gives the field's normal form; undefined leaves it out. A null in `value` arrives as undefined: Marathon treats both alike. `C`: what
 * it may look at besides the value.
 */
export type Rule<C = Context> = (value: Json | undefined, context: C) => Json | undefined;
export type Rules<C = Context> = { readonly [field: string]: Rule<C> };

/** As it is. */
export const asIs: Rule<unknown> = (value) => value;

/** As it is; left out when empty, as Marathon does with `pragma.omitEmpty`. */
export const unlessEmpty: Rule<unknown> = (value) => (isEmpty(value) ? undefined : value);

export function orDefault(fallback: Json): Rule<unknown> {
  return (value) => value ?? fallback;
}

/** An object with these fields and no others; undefined stays undefined. */
export function shape<C = Context>(rules: Rules<NoInfer<C>>): Rule<C> {
  const entries = Object.entries(rules).map(([field, rule]) => ({ field, rule }));
  return (value, context) => {
    if (!isJsonObject(value)) return value;
    const normal: { [field: string]: Json } = {};
    for (const { field, rule } of entries) {
      const result = rule(value[field] ?? undefined, context);
      if (result !== undefined) normal[field] = result;
    }
    return normal;
  };
}

/** A list whose order counts. */
export function listOf<C = Context>(item: Rule<NoInfer<C>>): Rule<C> {
  return (value, context) => (isList(value) ? value.map((entry) => item(entry, context) ?? null) : value);
}

/** A list whose order means nothing (Marathon answers sets in any order): sorted, and left out when empty. */
export function setOf<C = Context>(item: Rule<NoInfer<C>>): Rule<C> {
  return (value, context) => {
    if (!isList(value)) return value;
    if (value.length === 0) return undefined;
    const entries = value.map((entry) => item(entry, context) ?? null);
    if (entries.length === 1) return entries;
    const keyed = entries.map((entry) => ({ key: JSON.stringify(entry), entry }));
    return keyed.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ entry }) => entry);
  };
}

/** First the one, then the other. */
export function chain<C = Context>(first: Rule<NoInfer<C>>, second: Rule<NoInfer<C>>): Rule<C> {
  return (value, context) => second(first(value, context), context);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Array.isArray alone does not narrow a readonly array out of Json.
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isEmpty(value: Json | undefined): boolean {
  if (isList(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}
