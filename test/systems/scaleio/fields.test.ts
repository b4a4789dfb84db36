import { kib, number, numberOrNull } from '../../../agent/systems/scaleio/client/fields.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';

const CODE = 'scaleio/unexpected-answer';

describe('a number of a ScaleIO gateway', (it) => {
  it('may be any that is one', () => {
    for (const value of [0, 1, 2 ** 53, 0.5]) assert.equal([number(value, 'f', 'w'), kib(value, 'f', 'w')], [value, value]);
    assert.is(number(-1, 'f', 'w'), -1);
    assert.is(numberOrNull(null, 'f', 'w'), null);
  });

  for (const json of ['1e999', '-1e999', '"1"', 'null', 'true', '{}']) {
    it(`is not ${json}`, async () => {
      await rejects(async () => number(JSON.parse(json), 'f', 'w'), CODE);
      await rejects(async () => kib(JSON.parse(json), 'f', 'w'), CODE);
    });
  }

  it('is not below nothing as a size', async () => {
    const error = await rejects(async () => kib(-1, 'sizeInKb', 'read /api/types/Volume/instances'), CODE);
    assert.match(error.message, 'field sizeInKb is less than nothing');
  });
});
