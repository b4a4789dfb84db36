/** Checks plain data against a JSON Schema (2020-12): every fault, one sentence each. */
import type { SchemaValidateFunction, ValidateFunction } from 'ajv';
import { isDateTime } from './date-time.ts';
import { repeatedEntry } from './distinct.ts';
import { explain } from './explain.ts';
import type { Fault } from './fault.ts';
import { fits } from './fits.ts';
import type { Schema } from './fits.ts';

const compiled = new WeakMap<object, ValidateFunction>();
let compiler: { compile(schema: object): ValidateFunction } | null = null;

/** Every fault of `value`; empty when it fits the schema. */
export async function faultsOf(schema: object, value: unknown): Promise<readonly Fault[]> {
  if (fits(schema as Schema, value)) return [];
  const validate = compiled.get(schema) ?? (await compile(schema));
  return validate(value) ? [] : explain(validate.errors ?? [], schema);
}

/** Ajv is loaded only when something is to be explained: loading it and compiling one schema take longer than a whole pass. */
async function compile(schema: object): Promise<ValidateFunction> {
  if (compiler === null) {
    // Through its default export, which a bundler gives too.
    const { default: library } = await import('ajv/dist/2020.js');
    // verbose: an explanation needs the schema that was broken; ownProperties: `constructor` is no known field.
    const formats = { 'date-time': isDateTime };
    const ajv = new library.Ajv2020({ allErrors: true, verbose: true, ownProperties: true, allowUnionTypes: true, formats });
    ajv.addKeyword({ keyword: 'x-instead', schemaType: 'object' });
    ajv.addKeyword({ keyword: 'x-unit', schemaType: 'string' });
    // Ajv compares each entry with each, which takes minutes for a long list.
    compiler = ajv.removeKeyword('uniqueItems').addKeyword({ keyword: 'uniqueItems', type: 'array', validate: uniqueItems });
  }
  const validate = compiler.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

const uniqueItems: SchemaValidateFunction = (isAsked: boolean, values: readonly unknown[]) => {
  const repeated = isAsked ? repeatedEntry(values) : null;
  uniqueItems.errors = repeated === null ? [] : [{ keyword: 'uniqueItems', params: { i: repeated.second, j: repeated.first } }];
  return repeated === null;
};
