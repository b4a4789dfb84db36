import type { ErrorObject } from 'ajv';
import { explain } from '../../agent/schema/explain.ts';
import { fits, KEYWORDS } from '../../agent/schema/fits.ts';
import type { Schema } from '../../agent/schema/fits.ts';
import { misfitsOf, ORDER } from '../../agent/schema/misfits.ts';
import type { Misfit } from '../../agent/schema/misfits.ts';
import { faultsOf, MOST_TOLD } from '../../agent/schema/validate.ts';
import { assert, describe } from '../helpers/suite.ts';
import { builtOf, changed, schemas, withAjv } from './changed-documents.ts';

function told(misfits: readonly (Misfit | ErrorObject)[], schema: Schema): readonly string[] {
  return (
    explain(misfits as readonly Misfit[], schema)
      .map(({ path, message }) => `${JSON.stringify(path)} ${message}`)
      // Ajv compares no entries that are wrong themselves.
      .filter((text) => !text.includes('the same entry twice'))
      .toSorted()
  );
}

const LIST: Schema = { type: 'array', minItems: 1, items: { type: 'string' } };

describe('what is wrong with a document', (it) => {
  for (const [file, schema] of schemas) {
    it(`is for ${file} what Ajv says it is`, () => {
      const validate = withAjv(schema, { allErrors: true, verbose: true });
      for (const value of builtOf(schema, schema).flatMap((whole) => [...changed(whole)])) {
        if (validate(value)) continue;
        assert.equal(told(misfitsOf(schema, value, MOST_TOLD).list, schema), told(validate.errors ?? [], schema), JSON.stringify(value));
      }
    });
  }

  it('is asked for every keyword that there is', () => {
    assert.equal(ORDER.toSorted(), [...KEYWORDS.keys()].toSorted());
  });

  it('is told up to a bound, the first ones of a list, and that there is more', () => {
    const values = ['a', 1, 'b', ...Array.from({ length: 9 }, () => 2)];
    const { list, hasMore } = misfitsOf(LIST, values, 3);
    assert.equal([list.map(({ instancePath }) => instancePath), hasMore], [['/1', '/3', '/4'], true]);
    assert.is(misfitsOf(LIST, values, 10).hasMore, false);
    assert.is(misfitsOf(LIST, values, 9).hasMore, true);
  });

  for (const [what, schema, value] of [
    ['a list', LIST, Array.from({ length: 200_000 }, (_, n) => n)],
    [
      'a mapping',
      { additionalProperties: { type: 'string' } },
      Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n])),
    ],
    ['its fields', { additionalProperties: false }, Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]))],
    ['its keys', { propertyNames: { maxLength: 1 } }, Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]))],
    [
      'unions',
      { items: { oneOf: [{ type: 'string' }, { type: 'object', required: ['b'] }] } },
      Array.from({ length: 80_000 }, () => ({ a: 1 })),
    ],
  ] as const) {
    it(`is not sought any longer once there is enough of it in ${what}`, () => {
      assert.not(fits(schema, value));
      const before = process.cpuUsage();
      const faults = faultsOf(schema, value);
      const { user } = process.cpuUsage(before);
      assert.ok(faults.length > MOST_TOLD && faults.length <= 4 * MOST_TOLD, String(faults.length));
      // Measured: up to 100 ms; all of them take seconds.
      assert.ok(user < 2_000_000, `${user / 1000} ms`);
    });
  }

  it('is more than is told even when many are one mistake', () => {
    const branch = (mark: string): Schema => ({
      type: 'object',
      required: [mark],
      properties: { [mark]: {} },
      additionalProperties: false,
    });
    const values = Array.from({ length: 1_500 }, () => Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`k${n}`, n])));
    assert.ok(faultsOf({ items: { oneOf: [branch('left'), branch('right')] } }, values).length > MOST_TOLD);
  });
});
