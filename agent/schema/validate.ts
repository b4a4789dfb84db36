/** Checks plain data against a JSON Schema (2020-12): one sentence for each fault. */
import { createRequire } from 'node:module';
import type { SchemaValidateFunction } from 'ajv';
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { isDateTime } from './date-time.ts';
import { repeatedEntry } from './distinct.ts';
import { explain } from './explain.ts';
import type { Fault } from './fault.ts';
import { fits } from './fits.ts';
import type { Schema } from './fits.ts';
import { misfitsOf } from './misfits.ts';
import type { Misfit } from './misfits.ts';

/** Of one document: more than anybody mends at once. */
export const MOST_TOLD = 1_000;

/**
 * Every fault of `value`, or more than `most` of them; empty when it fits the schema. Ajv says what they are; but it makes
 * all of them before any can be counted, so one with more than are told, of which there can be a million, is walked instead.
 */
export function faultsOf(schema: object, value: unknown, most: number = MOST_TOLD): readonly Fault[] {
  if (fits(schema as Schema, value)) return [];
  // Several misfits can be one mistake: a misspelt field is also a missing one.
  for (let count = 2 * most; ; count *= 4) {
    const { list, hasMore } = misfitsOf(schema as Schema, value, count);
    if (!hasMore) return explain(errorsOf(schema, value), schema);
    const faults = explain(list, schema);
    if (faults.length > most) return faults;
  }
}

function errorsOf(schema: object, value: unknown): readonly Misfit[] {
  const validate = compiled.get(schema) ?? compile(schema);
  // With `verbose` they have the schema and the data, which the type calls optional.
  return validate(value) ? [] : ((validate.errors ?? []) as unknown as readonly Misfit[]);
}

const compiled = new WeakMap<object, ValidateFunction>();
let compiler: Ajv2020 | null = null;

/** Ajv is loaded only when something is to be explained: loading it and compiling one schema take longer than a whole pass. */
function compile(schema: object): ValidateFunction {
  compiler ??= newCompiler();
  const validate = compiler.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

function newCompiler(): Ajv2020 {
  const { Ajv2020: Compiler } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  // verbose: an explanation needs the schema that was broken; ownProperties: `constructor` is no known field.
  const formats = { 'date-time': isDateTime };
  const ajv = new Compiler({ allErrors: true, verbose: true, ownProperties: true, allowUnionTypes: true, formats });
  ajv.addKeyword({ keyword: 'x-instead', schemaType: 'object' });
  ajv.addKeyword({ keyword: 'x-unit', schemaType: 'string' });
  // Ajv compares each entry with each, which takes minutes for a long list.
  return ajv.removeKeyword('uniqueItems').addKeyword({ keyword: 'uniqueItems', type: 'array', validate: uniqueItems });
}

const uniqueItems: SchemaValidateFunction = (isAsked: boolean, values: readonly unknown[]) => {
  const repeated = isAsked ? repeatedEntry(values) : null;
  uniqueItems.errors = repeated === null ? [] : [{ keyword: 'uniqueItems', params: { i: repeated.second, j: repeated.first } }];
  return repeated === null;
};
