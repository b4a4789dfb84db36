import { allowedOf, descriptionOf, typeOf, unitOf } from '../../agent/schema/field-words.ts';
import { assert, describe } from '../helpers/suite.ts';

const SIZE = { type: 'integer', minimum: 8, multipleOf: 8, 'x-unit': 'GiB' };
const ROOT = { $defs: { size: SIZE } };

describe('a schema in words', (it) => {
  const types = [
    [{ type: 'string' }, 'text'],
    [{ type: ['string', 'null'] }, 'text or null'],
    [{ enum: ['a', null] }, 'text or null'],
    [{ const: 'x' }, 'text'],
    [{}, 'any value'],
    [{ type: 'array', items: { type: 'array', items: { $ref: '#/$defs/size' } } }, 'list of lists of whole numbers'],
    [{ type: 'object', properties: {} }, 'mapping'],
    [{ type: 'object', additionalProperties: { type: 'boolean' } }, 'mapping of true or false'],
    [{ type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'object' }] } }, 'list of texts or mappings'],
    [{ oneOf: [{ type: 'number' }, { const: 'unlimited' }] }, 'number or text'],
  ] as const;
  for (const [schema, words] of types) {
    it(`calls ${JSON.stringify(schema)} ${words}`, () => {
      assert.is(typeOf(schema, ROOT), words);
    });
  }

  const limits = [
    [SIZE, ['at least 8', 'a multiple of 8']],
    [{ minimum: 1, maximum: 99 }, ['1 to 99']],
    [{ exclusiveMinimum: 0 }, ['more than 0']],
    [{ maximum: 5 }, ['at most 5']],
    [{ minLength: 1 }, ['not empty']],
    [{ minLength: 2 }, ['at least 2 characters']],
    [{ maxItems: 3 }, ['at most 3 entries']],
    [{ minProperties: 1 }, ['not empty']],
    [{ minimum: 1 }, ['at least 1']],
    [{ type: 'array', uniqueItems: true, items: { enum: ['a', 'b'] } }, ['no entry twice', 'each a or b']],
    [{ propertyNames: { pattern: '^r$' } }, ['each key matches ^r$']],
    [{ format: 'date-time' }, ['a date and a time with its offset']],
    [{ oneOf: [{ type: 'number', maximum: 1 }, { const: 'x' }, { type: 'object' }] }, ['at most 1; or x; or mapping']],
    [{ oneOf: [{ type: 'string' }, { type: 'object' }] }, []],
  ] as const;
  for (const [schema, words] of limits) {
    it(`says what ${JSON.stringify(schema)} allows`, () => {
      assert.equal(allowedOf(schema, ROOT), words);
    });
  }

  it('finds the unit of a number in a form or a list', () => {
    assert.is(unitOf(SIZE, ROOT), 'GiB');
    assert.is(unitOf({ oneOf: [{ const: 'all' }, { $ref: '#/$defs/size' }] }, ROOT), 'GiB');
    assert.is(unitOf({ type: 'array', items: { $ref: '#/$defs/size' } }, ROOT), 'GiB');
    assert.is(unitOf({ type: 'string' }, ROOT), null);
  });

  it('parts what a field is from what leaving it out means', () => {
    assert.equal(descriptionOf({ description: 'Its name. Left out: metadata.name.' }), { meaning: 'Its name.', leftOut: 'metadata.name' });
    assert.equal(descriptionOf({ description: 'Its name.' }), { meaning: 'Its name.', leftOut: null });
  });
});
