/**
 * Whether a value fits a JSON Schema, found out by walking the schema. Nearly every document does; only one that does not
 * is handed to Ajv, which says all that is wrong with it but needs longer to compile a schema than an agent to start.
 */
import { isDeepStrictEqual } from 'node:util';
import { isDateTime } from './date-time.ts';

export type Schema = { readonly [keyword: string]: unknown };
type Schemas = { readonly [name: string]: Schema };
type Values = { readonly [name: string]: unknown };

/** The schema in which a keyword stands, and the whole of it, to which `$ref` refers. */
interface Within {
  readonly schema: Schema;
  readonly root: Schema;
}

type Keyword = (argument: never, value: unknown, within: Within) => boolean;

/** Throws a TypeError for a keyword that it does not know: KEYWORDS and ANNOTATIONS are all that the schemas use. */
export function fits(schema: Schema, value: unknown, root: Schema = schema): boolean {
  return Object.entries(schema).every(([name, argument]) => {
    if (ANNOTATIONS.has(name)) return true;
    const keyword = KEYWORDS.get(name);
    if (keyword === undefined) throw new TypeError(`agent/schema/fits.ts does not know the keyword ${name}`);
    return keyword(argument as never, value, { schema, root });
  });
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
  ['$ref', (ref: string, value, { root }) => fits(definition(root, ref), value, root)],
  ['oneOf', (branches: readonly Schema[], value, { root }) => branches.filter((branch) => fits(branch, value, root)).length === 1],
  ['type', (types: string | readonly string[], value) => [types].flat().some((type) => isOfType(value, type))],
  ['const', (only: unknown, value) => isDeepStrictEqual(value, only)],
  ['enum', (allowed: readonly unknown[], value) => allowed.some((one) => isDeepStrictEqual(value, one))],
  ['minimum', (limit: number, value) => typeof value !== 'number' || value >= limit],
  ['exclusiveMinimum', (limit: number, value) => typeof value !== 'number' || value > limit],
  ['maximum', (limit: number, value) => typeof value !== 'number' || value <= limit],
  ['multipleOf', (step: number, value) => typeof value !== 'number' || Number.isSafeInteger(value / step)],
  ['minLength', (limit: number, value) => typeof value !== 'string' || Array.from(value).length >= limit],
  ['maxLength', (limit: number, value) => typeof value !== 'string' || Array.from(value).length <= limit],
  ['pattern', (source: string, value) => typeof value !== 'string' || new RegExp(source, 'u').test(value)],
  ['format', (name: string, value) => name === 'date-time' && (typeof value !== 'string' || isDateTime(value))],
  ['items', (item: Schema, value, { root }) => !Array.isArray(value) || value.every((entry) => fits(item, entry, root))],
  ['minItems', (limit: number, value) => !Array.isArray(value) || value.length >= limit],
  ['maxItems', (limit: number, value) => !Array.isArray(value) || value.length <= limit],
  ['uniqueItems', (isAsked: boolean, value) => !isAsked || !Array.isArray(value) || areDistinct(value)],
  ['required', (names: readonly string[], value) => !isMapping(value) || names.every((name) => Object.hasOwn(value, name))],
  ['minProperties', (limit: number, value) => !isMapping(value) || Object.keys(value).length >= limit],
  ['propertyNames', (names: Schema, value, { root }) => !isMapping(value) || Object.keys(value).every((name) => fits(names, name, root))],
  ['properties', (properties: Schemas, value, { root }) => !isMapping(value) || propertiesFit(properties, value, root)],
  ['additionalProperties', (others: Schema | boolean, value, within) => !isMapping(value) || othersFit(others, value, within)],
]);

function propertiesFit(properties: Schemas, value: Values, root: Schema): boolean {
  return Object.keys(value).every((name) => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return schema === undefined || fits(schema, value[name], root);
  });
}

function othersFit(others: Schema | boolean, value: Values, { schema, root }: Within): boolean {
  const properties = (schema['properties'] ?? {}) as Schemas;
  const names = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
  return typeof others === 'boolean' ? others || names.length === 0 : names.every((name) => fits(others, value[name], root));
}

/** `#/$defs/size` */
function definition(root: Schema, ref: string): Schema {
  const found = (root['$defs'] as Schemas | undefined)?.[ref.replace('#/$defs/', '')];
  if (found === undefined) throw new TypeError(`agent/schema/fits.ts does not know what ${ref} refers to`);
  return found;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isMapping(value);
  if (type === 'integer') return Number.isInteger(value);
  // JSON knows no infinity.
  return typeof value === type && (typeof value !== 'number' || Number.isFinite(value));
}

function isMapping(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areDistinct(values: readonly unknown[]): boolean {
  if (values.every((value) => typeof value !== 'object')) return new Set(values).size === values.length;
  return values.every((value, index) => values.findIndex((other) => isDeepStrictEqual(other, value)) === index);
}
