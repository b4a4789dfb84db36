/** Documents that fit the schemas, built from these themselves, and each with one thing changed; and Ajv, which judges them too. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Options, ValidateFunction } from 'ajv/dist/2020.js';
import { isDateTime } from '../../agent/schema/date-time.ts';
import { fits } from '../../agent/schema/fits.ts';
import type { Schema } from '../../agent/schema/fits.ts';

type Values = { readonly [name: string]: unknown };
export type Schemas = { readonly [name: string]: Schema };

const FOLDER = new URL('../../schemas/', import.meta.url);
/** All but the one for editors, which no document is checked against. */
const files = readdirSync(FOLDER).filter((file) => file !== 'plumbline.json');
export const schemas = files.map((file) => [file, JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Schema] as const);

export function withAjv(schema: Schema, options: Options = {}): ValidateFunction {
  const formats = { 'date-time': isDateTime };
  const ajv = new Ajv2020({ ownProperties: true, allowUnionTypes: true, formats, validateSchema: false, ...options });
  return ajv.addKeyword('x-instead').addKeyword('x-unit').compile(schema);
}

const PLAIN: readonly unknown[] = [null, true, -1, 0, 1.5, 16, 1e9, Number.POSITIVE_INFINITY];
const TEXTS: readonly unknown[] = ['', 'x', '/a', '😀', 'x'.repeat(300), '2026-02-30T00:00:00Z', 'http://10.0.0.1:80'];
const NESTED: readonly unknown[] = [[], ['a', 'a'], [{ a: 1 }, { a: 1 }], {}, { constructor: 1 }];
/** What something is replaced by. */
const STRANGERS = [...PLAIN, ...TEXTS, ...NESTED];
/** Forms of a value that are tried; no value has more. */
const FORMS = 2;

/** Values that should fit, a form each. */
function formsOf(schema: Schema, root: Schema): readonly unknown[] {
  const shown = [...listOf(schema['examples']), ...listOf(schema['enum']), schema['const'], schema['default']];
  const values = [...shown, ...builtOf(schema, root), ...STRANGERS];
  return values.filter((value) => value !== undefined && fits(schema, value, root)).slice(0, FORMS);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function builtOf(schema: Schema, root: Schema): readonly unknown[] {
  const { $ref, oneOf, properties, items, additionalProperties } = schema as {
    readonly $ref?: string;
    readonly oneOf?: readonly Schema[];
    readonly properties?: Schemas;
    readonly items?: Schema;
    readonly additionalProperties?: Schema;
  };
  if ($ref !== undefined) return formsOf((root['$defs'] as Schemas)[$ref.slice('#/$defs/'.length)] ?? {}, root);
  if (oneOf !== undefined) return oneOf.flatMap((branch) => formsOf(branch, root).slice(0, 1));
  if (properties !== undefined) return objectsOf(properties, root);
  if (items !== undefined) return formsOf(items, root).map((item) => [item]);
  return typeof additionalProperties === 'object' ? formsOf(additionalProperties, root).map((value) => ({ one: value })) : [];
}

/** The nth has the nth form of every field. */
function objectsOf(properties: Schemas, root: Schema): readonly Values[] {
  const fields = Object.entries(properties).map(([name, schema]) => [name, formsOf(schema, root)] as const);
  return Array.from({ length: FORMS }, (_, n) => Object.fromEntries(fields.map(([name, forms]) => [name, forms[n % forms.length]])));
}

/** Everything that one change makes of a value: something left out, something more, something else. */
export function* changed(value: unknown): Generator<unknown> {
  yield* STRANGERS;
  if (Array.isArray(value)) {
    yield [...value, ...value];
    for (const [index, entry] of value.entries()) for (const other of changed(entry)) yield value.with(index, other);
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, stranger: 1 };
    for (const [name, entry] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      for (const other of changed(entry)) yield { ...value, [name]: other };
    }
  }
}
