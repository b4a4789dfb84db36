import { faultsOf } from '../../agent/schema/validate.ts';
import { assert, describe } from '../helpers/suite.ts';

const NAME = { type: 'string', description: 'Small letters only. Left out: metadata.name.', pattern: '^[a-z]+$' };

describe('a sentence about a wrong value', (it) => {
  it('says what the field is, but not what leaving it out means', () => {
    const schema = { type: 'object', additionalProperties: false, properties: { name: NAME } };
    const messages = faultsOf(schema, { name: 'A' }).map(({ message }) => message);
    assert.equal(messages, ['name cannot be "A": small letters only.']);
  });

  it('leaves a capital where it belongs', () => {
    const properties = { rawGiB: { description: 'GiB over all disks.' }, iops: { description: 'I/O operations a second.' } };
    const schema = { type: 'object', required: ['rawGiB', 'iops'], properties };
    const messages = faultsOf(schema, {}).map(({ message }) => message);
    assert.equal(messages, ['rawGiB is missing: GiB over all disks.', 'iops is missing: I/O operations a second.']);
  });

  it('says that an empty mapping is empty', () => {
    const schema = { type: 'object', properties: { merge: { type: 'object', minProperties: 1, description: 'Laid over it.' } } };
    const messages = faultsOf(schema, { merge: {} }).map(({ message }) => message);
    assert.equal(messages, ['merge must have at least 1 entry.']);
  });
});
