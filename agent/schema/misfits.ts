/**
 * What is wrong with a value by its JSON Schema, one entry for each keyword that does not hold, as Ajv says it - a test compares
 * the two - but up to a bound, which Ajv does not have.
 */
import { repeatedEntry } from './distinct.ts';
import { fits } from './fits.ts';
import type { Schema } from './fits.ts';

/** Named as validators of JSON Schema name them. */
export interface Misfit {
  readonly keyword: string;
  /** JSON pointer (RFC 6901) to the value; of a key, to what it is in. */
  readonly instancePath: string;
  readonly params: { readonly [name: string]: unknown };
  /** The keyword's argument, and the schema in which it stands. */
  readonly schema: unknown;
  readonly parentSchema: Schema;
  readonly data: unknown;
  /** The key that is wrong, when it is one. */
  readonly propertyName?: string;
}

export interface Misfits {
  readonly list: readonly Misfit[];
  readonly hasMore: boolean;
}

interface Sink {
  readonly list: Misfit[];
  /** Negative: there were more than it takes. */
  left: number;
}

interface At {
  readonly schema: Schema;
  readonly value: unknown;
  readonly path: string;
  readonly root: Schema;
  readonly sink: Sink;
  readonly key?: string;
}

/** Takes time for at most so many entries, besides one look at the value; what several forms each find wrong with one value counts once. */
export function misfitsOf(schema: Schema, value: unknown, most: number): Misfits {
  const sink: Sink = { list: [], left: most };
  look({ schema, value, path: '', root: schema, sink });
  return { list: sink.list, hasMore: sink.left < 0 };
}

function look(at: At): void {
  for (const keyword of ORDER) {
    if (at.sink.left < 0) return;
    if (!Object.hasOwn(at.schema, keyword)) continue;
    const inside = INSIDE.get(keyword);
    if (inside !== undefined) inside(at.schema[keyword] as never, at);
    else if (!fits(only(at.schema, keyword), at.value)) {
      add(at, keyword, PARAMS[keyword]?.(at.schema[keyword], at.value) ?? {});
      // Of another kind of value nothing else can be said, but of 20.5 that it is no multiple of 8 either.
      if (keyword === 'type' && !Number.isFinite(at.value)) return;
    }
  }
}

function add({ schema, value, path, sink, key }: At, keyword: string, params: Misfit['params']): void {
  sink.left -= 1;
  if (sink.left < 0) return;
  const named = key === undefined ? {} : { propertyName: key };
  sink.list.push({ keyword, instancePath: path, params, schema: schema[keyword], parentSchema: schema, data: value, ...named });
}

/** Of several that do not hold for one value, people are told of the first. */
export const ORDER: readonly string[] = `
  $ref type maximum minimum exclusiveMinimum multipleOf maxLength minLength pattern format const enum oneOf
  maxItems minItems uniqueItems items minProperties required propertyNames additionalProperties properties
`
  .trim()
  .split(/\s+/);

const PARAMS: { readonly [keyword: string]: (argument: unknown, value: unknown) => Misfit['params'] } = {
  type: (type) => ({ type }),
  const: (allowedValue) => ({ allowedValue }),
  enum: (allowedValues) => ({ allowedValues }),
  multipleOf: (multipleOf) => ({ multipleOf }),
  uniqueItems: (_isAsked, value) => {
    const repeated = repeatedEntry(value as readonly unknown[]);
    return { i: repeated?.second, j: repeated?.first };
  },
  ...Object.fromEntries(
    ['maximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'maxItems', 'minItems', 'minProperties'].map((keyword) => [
      keyword,
      (limit: unknown) => ({ limit }),
    ]),
  ),
};

const alone = new WeakMap<Schema, Map<string, Schema>>();

/** A schema of only this keyword, the very same object each time: `fits` makes each into functions once. */
function only(schema: Schema, keyword: string): Schema {
  const known = alone.get(schema) ?? new Map<string, Schema>();
  alone.set(schema, known);
  const one = known.get(keyword) ?? { [keyword]: schema[keyword] };
  known.set(keyword, one);
  return one;
}

type Schemas = { readonly [name: string]: Schema };
type Values = { readonly [name: string]: unknown };

/** Keywords with schemas in their argument, and those that find several things wrong. */
const INSIDE: ReadonlyMap<string, (argument: never, at: At) => void> = new Map<string, (argument: never, at: At) => void>([
  ['$ref', (ref: string, at) => look({ ...at, schema: (at.root['$defs'] as Schemas)[ref.replace('#/$defs/', '')] ?? {} })],
  ['oneOf', inBranches],
  ['items', inItems],
  ['required', missing],
  ['propertyNames', inNames],
  ['additionalProperties', inOthers],
  ['properties', inProperties],
]);

/** All that is wrong in each branch, and then that none fits, or more than one: `unions.ts` finds out which was meant. */
function inBranches(branches: readonly Schema[], at: At): void {
  if (branches.filter((branch) => fits(branch, at.value, at.root)).length === 1) return;
  const { list, left } = at.sink;
  for (const schema of branches) {
    const sink: Sink = { list: [], left: left + 1 };
    look({ ...at, schema, sink });
    for (const misfit of sink.list) list.push(misfit);
    if (sink.left < 0) at.sink.left = 0;
  }
  add(at, 'oneOf', {});
}

function inItems(items: Schema, at: At): void {
  if (!Array.isArray(at.value)) return;
  for (const [index, value] of at.value.entries()) {
    if (!fits(items, value, at.root)) look({ ...at, schema: items, value, path: `${at.path}/${index}` });
    if (at.sink.left < 0) return;
  }
}

function missing(names: readonly string[], at: At): void {
  if (!isMapping(at.value)) return;
  for (const name of names) if (!Object.hasOwn(at.value, name)) add(at, 'required', { missingProperty: name });
}

function inNames(names: Schema, at: At): void {
  if (!isMapping(at.value)) return;
  for (const key of Object.keys(at.value)) if (at.sink.left >= 0) look({ ...at, schema: names, value: key, key });
}

function inOthers(others: Schema | boolean, at: At): void {
  if (!isMapping(at.value)) return;
  const named = (at.schema['properties'] ?? {}) as Schemas;
  for (const name of Object.keys(at.value)) {
    if (at.sink.left < 0) return;
    if (Object.hasOwn(named, name)) continue;
    if (others === false) add(at, 'additionalProperties', { additionalProperty: name });
    else if (others !== true) lookBelow(others, name, at.value, at);
  }
}

function inProperties(properties: Schemas, at: At): void {
  if (!isMapping(at.value)) return;
  for (const [name, schema] of Object.entries(properties)) if (Object.hasOwn(at.value, name)) lookBelow(schema, name, at.value, at);
}

function lookBelow(schema: Schema, name: string, around: Values, at: At): void {
  const value = around[name];
  if (!fits(schema, value, at.root)) look({ ...at, schema, value, path: `${at.path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` });
}

function isMapping(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
