/** The walk over a schema says what Ajv says: of whole documents built from the schemas themselves, and of each with one thing changed. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isDateTime } from '../../agent/schema/date-time.ts';
import { ANNOTATIONS, fits, KEYWORDS } from '../../agent/schema/fits.ts';
import type { Schema } from '../../agent/schema/fits.ts';
import { assert, describe } from '../helpers/suite.ts';

type Values = { readonly [name: string]: unknown };
type Schemas = { readonly [name: string]: Schema };

const FOLDER = new URL('../../schemas/', import.meta.url);
/** All but the one for editors, which no document is checked against. */
const files = readdirSync(FOLDER).filter((file) => file !== 'plumbline.json');
const schemas = files.map((file) => [file, JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Schema] as const);

/** Keywords whose argument is data, and those whose argument is a map of schemas. */
const OF_DATA = new Set(['const', 'default', 'enum', 'examples', 'required', 'x-instead']);
const OF_SCHEMAS = new Set(['$defs', 'properties']);

function* keywordsIn(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, argument] of Object.entries(schema)) {
    if (!Array.isArray(schema)) yield keyword;
    if (OF_SCHEMAS.has(keyword)) for (const inner of Object.values(argument as Schemas)) yield* keywordsIn(inner);
    else if (!OF_DATA.has(keyword)) yield* keywordsIn(argument);
  }
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

function builtOf(schema: Schema, root: Schema): readonly unknown[] {
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
function* changed(value: unknown): Generator<unknown> {
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

describe('fitting a schema', (it) => {
  for (const [file, schema] of schemas) {
    it(`is for ${file} what Ajv says it is`, () => {
      const formats = { 'date-time': isDateTime };
      const validate = new Ajv2020({ ownProperties: true, allowUnionTypes: true, formats, validateSchema: false })
        .addKeyword('x-instead')
        .addKeyword('x-unit')
        .compile(schema);
      const verdicts = { true: 0, false: 0 };
      for (const whole of builtOf(schema, schema)) {
        assert.ok(validate(whole), `${JSON.stringify(whole)} was to fit: ${JSON.stringify(validate.errors)}`);
        for (const value of changed(whole)) {
          const verdict = validate(value);
          if (fits(schema, value) !== verdict) assert.unreachable(`Ajv says ${verdict} of ${JSON.stringify(value)}`);
          verdicts[`${verdict}`] += 1;
        }
      }
      assert.ok(verdicts.true > 20 && verdicts.false > 300, JSON.stringify(verdicts));
    });
  }

  it('tells values apart that only look alike', () => {
    const rows: readonly (readonly [Schema, unknown, boolean])[] = [
      [{ uniqueItems: true }, [1, '1', null, 'null'], true],
      [
        { uniqueItems: true },
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
        false,
      ],
      [{ enum: [{ a: 1 }, '8'] }, { a: 1 }, true],
      [{ enum: [{ a: 1 }, '8'] }, 8, false],
      [{ maxLength: 1 }, '😀', true],
      [{ required: ['constructor'] }, {}, false],
      [{ properties: { toString: { type: 'null' } } }, {}, true],
      [{ type: 'object' }, [], false],
      [{ type: ['array', 'null'] }, null, true],
      [{ type: 'number' }, Number.NaN, false],
      [{ oneOf: [{ type: 'number' }, { minimum: 3 }] }, 5, false],
      [{ maximum: 8 }, 8, true],
      [{ multipleOf: 8 }, 12, false],
    ];
    for (const [schema, value, expected] of rows) {
      assert.is(fits(schema, value), expected, JSON.stringify([schema, value]));
      assert.is(new Ajv2020({ ownProperties: true, strict: false, strictNumbers: true }).validate(schema, value), expected, 'Ajv');
    }
  });

  it('is not guessed for a keyword or a reference that is unknown', () => {
    assert.throws(() => fits({ type: 'object', patternProperties: {} }, {}), /does not know the keyword patternProperties/);
    assert.throws(() => fits({ $ref: '#/$defs/size' }, {}), /does not know what #\/\$defs\/size refers to/);
  });

  it('knows every keyword that the schemas use, and no other', () => {
    const used = new Set(schemas.flatMap(([, schema]) => [...keywordsIn(schema)]));
    assert.equal([...used].toSorted(), [...ANNOTATIONS, ...KEYWORDS.keys()].toSorted());
  });
});
