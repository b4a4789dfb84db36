import { instant } from '../../../agent/clock.ts';
import type { Slot } from '../../../agent/model/growth.ts';
import { clientToken, isOffered, offeredTags, removedAt, removedTags, slotFrom, tagsOf } from '../../../agent/systems/cloud-disks/slot.ts';
import { assert, describe } from '../../helpers/suite.ts';

const SLOT: Slot = {
  system: '4d2989c17f7ec52c',
  pool: 'c98eaac600000000',
  sds: '9b4c8f3200000001',
  row: 'r3',
  zone: 'us-east-1a',
  attempt: 0,
};

describe('the slot of a disk', (it) => {
  it('has the token that every version and every agent computes', () => {
    assert.is(clientToken(SLOT), '49448c59886a0735d522c3760167dccdea27dd0f47d4df8a1a604400524d9fda');
  });

  for (const [field, value] of Object.entries({ system: 's', pool: 'p', sds: 'd', row: 'r4', zone: 'us-east-1b', attempt: 1 })) {
    it(`has another token with another ${field}`, () => {
      assert.is.not(clientToken({ ...SLOT, [field]: value }), clientToken(SLOT));
    });
  }

  it('is written as tags, and read from them and the zone of the disk', () => {
    const tags = tagsOf('prod', { ...SLOT, attempt: 2 });
    assert.equal(Object.fromEntries(tags), {
      'plumbline/cluster': 'prod',
      'plumbline/system': '4d2989c17f7ec52c',
      'plumbline/pool': 'c98eaac600000000',
      'plumbline/sds': '9b4c8f3200000001',
      'plumbline/row': 'r3',
      'plumbline/attempt': '2',
      Name: 'plumbline prod c98eaac600000000 r3',
    });
    assert.equal(slotFrom(tags, 'us-east-1a'), { ...SLOT, attempt: 2 });
  });

  for (const key of ['system', 'pool', 'sds', 'row', 'attempt']) {
    it(`is not known without the tag plumbline/${key}`, () => {
      const tags = new Map(tagsOf('prod', SLOT));
      tags.delete(`plumbline/${key}`);
      assert.is(slotFrom(tags, 'us-east-1a'), null);
    });
  }

  it('is not known by an attempt that is no number', () => {
    assert.is(slotFrom(new Map([...tagsOf('prod', SLOT), ['plumbline/attempt', 'first']]), 'us-east-1a'), null);
  });
});

describe('the marks on a disk', (it) => {
  it('keep saying that it was offered, whatever somebody writes there', () => {
    assert.equal([isOffered(new Map()), isOffered(offeredTags())], [false, true]);
    assert.ok(isOffered(new Map([['plumbline/offered', 'false']])));
  });

  it('say since when it is being removed', () => {
    assert.is(removedAt(removedTags(instant(1_700_000_000_000))), 1_700_000_000_000);
    assert.is(removedAt(new Map([['plumbline/removed', 'soon']])), null);
    assert.is(removedAt(new Map()), null);
  });

  it('say no longer that it is being removed once it is offered again', () => {
    assert.is(removedAt(new Map([...removedTags(instant(0)), ...offeredTags()])), null);
  });
});
