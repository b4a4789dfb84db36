/** What a schema asks of a value, in words for people. */
import { formsOf, resolved } from './fields.ts';
import type { Schema } from './fits.ts';

/** `text`, `list of mappings`, `whole number or mapping`. */
export function typeOf(schema: Schema, root: Schema): string {
  if (schema['oneOf'] !== undefined) return either(formsOf(schema, root).map((form) => typeOf(form, root)));
  if (schema['type'] === 'array') return `list of ${plural(typeOf(resolved((schema['items'] ?? {}) as Schema, root), root))}`;
  return either(jsonTypesOf(schema).map((type) => (type === 'object' ? mappingOf(schema, root) : (WORDS[type] ?? type))));
}

const WORDS: { readonly [type: string]: string } = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  null: 'null',
};

function jsonTypesOf(schema: Schema): readonly string[] {
  const {
    type,
    enum: allowed,
    const: only,
  } = schema as { readonly type?: string | readonly string[]; readonly enum?: readonly unknown[]; readonly const?: unknown };
  if (type !== undefined) return [type].flat();
  const values = allowed ?? (only === undefined ? [] : [only]);
  return values.length === 0 ? ['any value'] : [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))];
}

function mappingOf(schema: Schema, root: Schema): string {
  const others = schema['additionalProperties'];
  if (typeof others !== 'object' || others === null || schema['properties'] !== undefined) return 'mapping';
  return `mapping of ${plural(typeOf(resolved(others as Schema, root), root))}`;
}

/** Of each word before an `or` and of the first word of `mapping of texts`. */
function plural(type: string): string {
  return type.replaceAll(/\b(text|number|value|mapping|list)\b/g, '$1s');
}

function either(words: readonly string[]): string {
  return [...new Set(words)].join(' or ');
}

/** The unit of a number, or of the numbers in one of its forms or in a list; null for what has none. */
export function unitOf(schema: Schema, root: Schema): string | null {
  if (typeof schema['x-unit'] === 'string') return schema['x-unit'];
  const inner = schema['items'] === undefined ? formsOf(schema, root) : [resolved(schema['items'] as Schema, root)];
  return (
    inner
      .filter((form) => form !== schema)
      .map((form) => unitOf(form, root))
      .find((unit) => unit !== null) ?? null
  );
}

/** What is allowed of a type, such as `1 to 99` or `App or Volume`; empty when anything of it is. */
export function allowedOf(schema: Schema, root: Schema): readonly string[] {
  if (schema['oneOf'] !== undefined) return allowedForms(formsOf(schema, root), root);
  const own = LIMITS.flatMap((limit) => limit(schema as Limits) ?? []);
  const items = schema['items'] as Schema | undefined;
  return items === undefined ? own : [...own, ...allowedOf(resolved(items, root), root).map((words) => `each ${words}`)];
}

function allowedForms(forms: readonly Schema[], root: Schema): readonly string[] {
  const words = forms.map((form) => allowedOf(form, root).join(', '));
  if (words.every((text) => text === '')) return [];
  return [forms.map((form, index) => words[index] || typeOf(form, root)).join('; or ')];
}

/** The keywords that are put in words, as the meta-schema types them. */
interface Limits {
  readonly const?: string | number;
  readonly enum?: readonly unknown[];
  readonly exclusiveMinimum?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly propertyNames?: Schema;
}

type Limit = (limits: Limits) => string | null;

const LIMITS: readonly Limit[] = [
  ({ const: only }) => (only === undefined ? null : String(only)),
  ({ enum: allowed }) => (allowed === undefined ? null : allowed.map(String).join(' or ')),
  ({ exclusiveMinimum: limit }) => (limit === undefined ? null : `more than ${limit}`),
  ({ minimum, maximum }) => range(minimum, maximum, ''),
  ({ multipleOf: step }) => (step === undefined ? null : `a multiple of ${step}`),
  ({ minLength, maxLength }) => range(minLength, maxLength, ' characters'),
  ({ format }) => (format === 'date-time' ? 'a date and a time with its offset' : null),
  ({ pattern }) => (pattern === undefined ? null : `matches ${pattern}`),
  ({ minItems, maxItems }) => range(minItems, maxItems, ' entries'),
  ({ uniqueItems }) => (uniqueItems === true ? 'no entry twice' : null),
  ({ minProperties }) => range(minProperties, undefined, ' entries'),
  ({ propertyNames }) => (propertyNames === undefined ? null : `each key ${allowedOf(propertyNames, {}).join(', ')}`),
];

/** `1 to 99`, `at least 1`, `at most 24`; a text or list of one or more is simply not empty. */
function range(least: number | undefined, most: number | undefined, of: string): string | null {
  if (least === undefined) return most === undefined ? null : `at most ${most}${of}`;
  if (most === undefined) return least === 1 && of !== '' ? 'not empty' : `at least ${least}${of}`;
  return `${least} to ${most}${of}`;
}

export interface Description {
  readonly meaning: string;
  /** What stands in its place when the field is left out, in words; null: nothing, or `default` says it. */
  readonly leftOut: string | null;
}

/** Parts a description: `The user. Left out: the agent's choice.` Every schema says it in this form. */
export function descriptionOf(schema: Schema): Description {
  const [meaning = '', leftOut] = ((schema['description'] ?? '') as string).split(' Left out: ');
  return { meaning, leftOut: leftOut?.replace(/\.$/, '') ?? null };
}
