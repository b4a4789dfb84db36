import { faultsOf } from '../../agent/schema/validate.ts';
import { assert, describe } from '../helpers/suite.ts';

const NAME = { type: 'string', description: 'Small letters only. Left out: metadata.name.', pattern: '^[a-z]+$' };

describe('a sentence about a wrong value', (it) => {
  it('says what the field is, but not what leaving it out means', async () => {
    const schema = { type: 'object', additionalProperties: false, properties: { name: NAME } };
    const messages = (await faultsOf(schema, { name: 'A' })).map(({ message }) => message);
    assert.equal(messages, ['name cannot be "A": small letters only.']);
  });
});
