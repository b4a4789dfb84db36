import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Options } from 'ajv/dist/2020.js';
import { SCHEMAS } from '../../agent/desired/schemas.ts';
import { isDateTime } from '../../agent/schema/date-time.ts';
import { assert, describe } from '../helpers/suite.ts';

type Node = { readonly [keyword: string]: unknown };

const FOLDER = new URL('../../schemas/', import.meta.url);
const schemas = readdirSync(FOLDER).map((file) => [file, JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Node] as const);
const kinds = schemas.filter(([file]) => file !== 'agent-config.json');

/** Every subschema with where it stands; `properties` and `$defs` are maps of schemas, not schemas. */
function* subschemas(node: unknown, path: string): Generator<readonly [string, Node]> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield [path, node as Node];
  for (const [key, value] of Object.entries(node))
    if (!['default', 'examples', 'x-instead'].includes(key)) yield* subschemas(value, `${path}/${key.replaceAll('/', '~1')}`);
}

function fieldsOf(schema: Node): readonly (readonly [string, Node])[] {
  return [...subschemas(schema, '')].filter(([path]) => /\/properties\/[^/]+$/.test(path));
}

/** A field with one of these needs no further example. */
const SHOWN_BY = ['$ref', 'const', 'properties', 'oneOf', 'examples'];

function newAjv(options: Options = {}): Ajv2020 {
  return new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': isDateTime }, ...options }).addKeyword('x-instead');
}

describe('schemas', (it) => {
  for (const [file, schema] of schemas) {
    it(`${file} is strict JSON Schema 2020-12 under its own address`, () => {
      newAjv().compile(schema);
      assert.is(schema['$schema'], 'https://json-schema.org/draft/2020-12/schema');
      assert.is(schema['$id'], `https://plumbline.dev/schemas/v1/${file}`);
    });

    it(`${file} leaves no object open`, () => {
      const open = [...subschemas(schema, '')].filter(
        ([, node]) => node['type'] === 'object' && [undefined, true].includes(node['additionalProperties'] as undefined),
      );
      assert.equal(
        open.map(([path]) => path),
        [],
      );
    });

    it(`${file} has examples and defaults that it would accept`, () => {
      // Compiled piece by piece: each is checked against the meta-schema once, as part of the whole.
      const ajv = newAjv({ validateSchema: false, code: { optimize: false } }).addSchema({ ...schema, $id: 'all' });
      const wrong = [...subschemas(schema, '')].filter(([path, node]) => {
        const values = [...((node['examples'] as unknown[] | undefined) ?? []), ...('default' in node ? [node['default']] : [])];
        if (values.length === 0) return false;
        const validate = ajv.compile({ $ref: `all#${path}` });
        return values.some((value) => !validate(value));
      });
      assert.equal(
        wrong.map(([path]) => path),
        [],
      );
    });
  }

  for (const [file, schema] of schemas) {
    it(`${file} says of every field what it is`, () => {
      const silent = fieldsOf(schema).filter(([, field]) => !('$ref' in field) && typeof field['description'] !== 'string');
      assert.equal(
        silent.map(([path]) => path),
        [],
      );
    });
  }

  for (const [file, schema] of kinds) {
    it(`${file} shows what every field looks like`, () => {
      const unshown = fieldsOf(schema).filter(([, field]) => !SHOWN_BY.some((keyword) => keyword in field));
      assert.equal(
        unshown.map(([path]) => path),
        [],
      );
    });
  }

  it('wrap every kind in the same envelope', () => {
    const envelopes = kinds.map(([, schema]) => {
      const { apiVersion, metadata } = schema['properties'] as { readonly [field: string]: Node };
      const { name: _ownPerKind, ...rest } = (metadata ?? {})['properties'] as Node;
      return { apiVersion, rest };
    });
    for (const envelope of envelopes) assert.equal(envelope, envelopes[0]);
  });

  it('are all known to the agent', () => {
    assert.equal(
      kinds.map(([file]) => file.replace('.json', '')),
      Object.keys(SCHEMAS),
    );
  });
});
