/** The walk over a schema says what Ajv says: of whole documents built from the schemas themselves, and of each with one thing changed. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ANNOTATIONS, fits, KEYWORDS } from '../../agent/schema/fits.ts';
import type { Schema } from '../../agent/schema/fits.ts';
import { assert, describe } from '../helpers/suite.ts';
import { builtOf, changed, schemas, withAjv } from './changed-documents.ts';
import type { Schemas } from './changed-documents.ts';

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

describe('fitting a schema', (it) => {
  for (const [file, schema] of schemas) {
    it(`is for ${file} what Ajv says it is`, () => {
      const validate = withAjv(schema);
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
