/** Schemas as these tests read them: every subschema with where it stands. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Options } from 'ajv/dist/2020.js';
import { isDateTime } from '../../agent/schema/date-time.ts';
import { resolved } from '../../agent/schema/fields.ts';
import type { Schema } from '../../agent/schema/fits.ts';

const FOLDER = new URL('../../schemas/', import.meta.url);

export const COMBINED = readSchema('plumbline.json');

/** File name -> schema, of those written by hand. */
export const written = readdirSync(FOLDER)
  .filter((file) => file !== 'plumbline.json')
  .map((file) => [file, readSchema(file)] as const);

export const kinds = written.filter(([file]) => file !== 'agent-config.json');

function readSchema(file: string): Schema {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Schema;
}

/** Keywords whose argument is data, not a schema. */
const OF_DATA = new Set(['default', 'examples', 'const', 'enum', 'required', 'x-instead']);

/** `properties` and `$defs` are maps of schemas, and come along as if they were schemas. */
export function* subschemas(node: unknown, path = ''): Generator<readonly [string, Schema]> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield [path, node as Schema];
  for (const [key, value] of Object.entries(node)) {
    const isData = OF_DATA.has(key) && !/\/(properties|\$defs)$/.test(path);
    if (!isData) yield* subschemas(value, `${path}/${key.replaceAll('/', '~1')}`);
  }
}

export interface FieldSchema {
  readonly path: string;
  readonly name: string;
  /** With its `$ref` followed. */
  readonly schema: Schema;
  readonly isRequired: boolean;
}

export function fieldsOf(root: Schema): readonly FieldSchema[] {
  return [...subschemas(root)].flatMap(([path, { properties, required = [] }]) => {
    if (path.endsWith('/properties') || typeof properties !== 'object') return [];
    return Object.entries(properties as { readonly [name: string]: Schema }).map(([name, schema]) => ({
      path: `${path}/${name}`,
      name,
      schema: resolved(schema, root),
      isRequired: (required as readonly string[]).includes(name),
    }));
  });
}

export function newAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': isDateTime }, ...options });
  return ajv.addKeyword('x-instead').addKeyword('x-unit');
}
