/**
 * Whether a value fits a JSON Schema. Nearly every document does; what is wrong with one that does not is
 * said by `misfits.ts`, which takes longer. A schema is made into functions once.
 */
import { isDeepStrictEqual } from 'node:util';
import { isDateTime } from './date-time.ts';
import { repeatedEntry } from './distinct.ts';

export type Schema = { readonly [keyword: string]: unknown };
type Schemas = { readonly [name: string]: Schema };
type Values = { readonly [name: string]: unknown };
type Check = (value: unknown) => boolean;

/** The schema in which a keyword stands, and how the schemas in its argument are checked. */
interface Within {
  readonly schema: Schema;
  check(schema: Schema): Check;
  /** Of a `$ref`. */
  definition(ref: string): Check;
}

type Keyword = (argument: never, within: Within) => Check;

/** Throws a TypeError for a keyword that it does not know: KEYWORDS and ANNOTATIONS are all that the schemas use. */
export function fits(schema: Schema, value: unknown, root: Schema = schema): boolean {
  return checkOf(schema, root)(value);
}

const byRoot = new WeakMap<Schema, Map<Schema, Check>>();

function checkOf(schema: Schema, root: Schema): Check {
  const known = byRoot.get(root) ?? new Map<Schema, Check>();
  byRoot.set(root, known);
  const check = known.get(schema) ?? made(schema, root);
  known.set(schema, check);
  return check;
}

function made(schema: Schema, root: Schema): Check {
  const within: Within = { schema, check: (inner) => checkOf(inner, root), definition: (ref) => definition(root, ref) };
  const checks = Object.entries(schema).flatMap(([name, argument]) => {
    if (ANNOTATIONS.has(name)) return [];
    const keyword = KEYWORDS.get(name);
    if (keyword === undefined) throw new TypeError(`agent/schema/fits.ts does not know the keyword ${name}`);
    return [keyword(argument as never, within)];
  });
  const [only] = checks;
  if (only !== undefined && checks.length === 1) return only;
  return (value) => {
    for (const check of checks) if (!check(value)) return false;
    return true;
  };
}

/** `#/$defs/size`; made when a value gets there, for a definition may lead to itself. */
function definition(root: Schema, ref: string): Check {
  const found = (root['$defs'] as Schemas | undefined)?.[ref.replace('#/$defs/', '')];
  if (found === undefined) throw new TypeError(`agent/schema/fits.ts does not know what ${ref} refers to`);
  return (value) => checkOf(found, root)(value);
}

/** They say something to people, or to other keywords. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$defs',
  'title',
  'description',
  'default',
  'examples',
  'x-instead',
  'x-unit',
]);

/** Each lets a value pass that is not of its type: only `type` asks for one. */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['$ref', (ref: string, { definition }) => definition(ref)],
  ['oneOf', oneOf],
  ['type', (types: string | readonly string[]) => typeCheck([types].flat())],
  ['const', (only: unknown) => among([only])],
  ['enum', among],
  ['minimum', (limit: number) => (value) => typeof value !== 'number' || value >= limit],
  ['exclusiveMinimum', (limit: number) => (value) => typeof value !== 'number' || value > limit],
  ['maximum', (limit: number) => (value) => typeof value !== 'number' || value <= limit],
  ['multipleOf', (step: number) => (value) => typeof value !== 'number' || Number.isSafeInteger(value / step)],
  ['minLength', (limit: number) => (value) => typeof value !== 'string' || lengthUpTo(value, limit) >= limit],
  ['maxLength', (limit: number) => (value) => typeof value !== 'string' || lengthUpTo(value, limit + 1) <= limit],
  ['pattern', patternCheck],
  ['format', (name: string) => (value) => name === 'date-time' && (typeof value !== 'string' || isDateTime(value))],
  ['items', itemsCheck],
  ['minItems', (limit: number) => (value) => !Array.isArray(value) || value.length >= limit],
  ['maxItems', (limit: number) => (value) => !Array.isArray(value) || value.length <= limit],
  ['uniqueItems', (isAsked: boolean) => (value) => !isAsked || !Array.isArray(value) || repeatedEntry(value) === null],
  ['required', (names: readonly string[]) => (value) => !isMapping(value) || names.every((name) => Object.hasOwn(value, name))],
  ['minProperties', (limit: number) => (value) => !isMapping(value) || Object.keys(value).length >= limit],
  ['propertyNames', namesCheck],
  ['properties', propertiesCheck],
  ['additionalProperties', othersCheck],
]);

function oneOf(branches: readonly Schema[], { check }: Within): Check {
  const checks = branches.map(check);
  return (value) => {
    let passed = 0;
    for (const branch of checks) if (branch(value)) passed += 1;
    return passed === 1;
  };
}

function typeCheck(types: readonly string[]): Check {
  const [only, ...others] = types.map((type) => TYPES[type] ?? ((value: unknown): boolean => typeof value === type));
  if (only === undefined || others.length === 0) return only ?? (() => false);
  return (value) => only(value) || others.some((other) => other(value));
}

/** Of those whose name is not what `typeof` says. */
const TYPES: { readonly [type: string]: Check } = {
  null: (value) => value === null,
  array: Array.isArray,
  object: isMapping,
  integer: Number.isInteger,
  // JSON knows no infinity.
  number: Number.isFinite,
};

function among(allowed: readonly unknown[]): Check {
  const plain = new Set(allowed.filter((one) => typeof one !== 'object' || one === null));
  const others = allowed.filter((one) => !plain.has(one));
  return (value) => plain.has(value) || others.some((one) => isDeepStrictEqual(value, one));
}

/** How many characters a text has, counted no further than `most`: a text may be long. */
function lengthUpTo(text: string, most: number): number {
  // No character takes more than two code units.
  if (text.length < most || text.length >= 2 * most) return text.length;
  return Array.from(text).length;
}

function patternCheck(source: string): Check {
  const pattern = new RegExp(source, 'u');
  return (value) => typeof value !== 'string' || pattern.test(value);
}

function itemsCheck(item: Schema, { check }: Within): Check {
  const fitsItem = check(item);
  return (value) => !Array.isArray(value) || value.every(fitsItem);
}

function namesCheck(names: Schema, { check }: Within): Check {
  const fitsName = check(names);
  return (value) => !isMapping(value) || Object.keys(value).every(fitsName);
}

function propertiesCheck(properties: Schemas, { check }: Within): Check {
  const checks = new Map(Object.entries(properties).map(([name, schema]) => [name, check(schema)]));
  return (value) => {
    if (!isMapping(value)) return true;
    for (const name of Object.keys(value)) if (checks.get(name)?.(value[name]) === false) return false;
    return true;
  };
}

function othersCheck(others: Schema | boolean, { schema, check }: Within): Check {
  const named = new Set(Object.keys((schema['properties'] ?? {}) as Schemas));
  const fitsOther = typeof others === 'boolean' ? () => others : check(others);
  return (value) => {
    if (!isMapping(value)) return true;
    for (const name of Object.keys(value)) if (!named.has(name) && !fitsOther(value[name])) return false;
    return true;
  };
}

function isMapping(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
