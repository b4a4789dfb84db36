import { PlumblineError, internalErrors } from '../../../agent/errors.ts';
import type { Intent, Owned } from '../../../agent/model/memory.ts';
import { unknown } from '../../../agent/model/observed.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { boughtOf } from '../../../agent/plan/rules/bought.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { owned } from '../declared.ts';
import { cloudDisks, diskOf, factsOf, slot } from './pool-builders.ts';
import type { Scene } from './pool-builders.ts';

const POOL = { cloudDisks: cloudDisks({ rows: { r1: 200 } }) };

function remembering(objects: readonly Owned[], intents: readonly Intent[] = []): Scene['memory'] {
  return { inventory: new Map(objects.map((one) => [one.ref, one])), intents };
}

function intent(ref: Ref, op = 'create'): Intent {
  const line = { line: 'l', at: '', commit: 'c', id: `keep ${ref}`, op, class: 'spend', cause: 'git', backendId: '', effects: [] } as const;
  return { line, system: 'cloud-disks', ref, approvalKey: 'k', epoch: 1 };
}

function bought(scene: Scene): readonly [number, number] | null {
  const all = boughtOf(factsOf({ pool: POOL, ...scene }));
  return all && [all.disks, all.monthlyUsd];
}

describe('what is bought', (it) => {
  it('is every disk with our tags, whatever it is for', () => {
    const foreign = diskOf('n1', 'r1', { id: 'vol-other', slot: slot('n1', 'r1', { system: 'another' }) });
    const disks = [diskOf('n1', 'r1'), foreign, diskOf('n2', 'r1', { slot: null, state: 'available' })];
    assert.equal(bought({ disks }), [3, 43.2]);
  });

  it('is not what is deleted', () => assert.equal(bought({ disks: [diskOf('n1', 'r1', { state: 'deleted' })] }), [0, 0]));

  it('is also a disk that is remembered and cannot be seen', () => {
    const memory = remembering([owned('Disk/gold/n1/r1', { sizeGiB: 180 }, { backendId: 'vol-r1-n1' })]);
    assert.equal(bought({ memory }), [1, 14.4]);
    assert.equal(bought({ memory, disks: [diskOf('n1', 'r1')] }), [1, 14.4]);
  });

  it('is also a disk whose creation was begun, as its row says', () => {
    const memory = remembering([], [intent('Disk/gold/n1/r1')]);
    assert.equal(bought({ memory }), [1, 16]);
    assert.equal(bought({ memory, disks: [diskOf('n1', 'r1')] }), [1, 14.4]);
    assert.equal(bought({ memory, disks: [diskOf('n2', 'r1')] }), [2, 30.4]);
  });

  it('is one disk when it is remembered and its creation is still noted', () => {
    const known = [owned('Disk/gold/n1/r1', { sizeGiB: 180 }, { backendId: 'vol-r1-n1' })];
    assert.equal(bought({ memory: remembering(known, [intent('Disk/gold/n1/r1')]) }), [1, 14.4]);
  });

  it('is no more for a disk that is to be deleted, and for what is no disk', () => {
    const memory = remembering([owned('Volume/pg', { sizeGiB: 16 })], [intent('Disk/gold/n1/r1', 'delete')]);
    assert.equal(bought({ memory }), [0, 0]);
  });

  it('is priced as the pool buys now where the row is gone', () => {
    assert.equal(bought({ memory: remembering([owned('Disk/gold/n1/r9', { sizeGiB: 100 })]) }), [1, 8]);
  });

  it('is not known where a begun row is gone, or the pool is', () => {
    assert.is(bought({ memory: remembering([], [intent('Disk/gold/n1/r9')]) }), null);
    assert.is(bought({ memory: remembering([owned('Disk/lead/n1/r1', { sizeGiB: 100 })]) }), null);
  });

  it('is not known where a price is missing, or the disks are not read', () => {
    assert.is(bought({ disks: [diskOf('n1', 'r1', { type: 'io2' })] }), null);
    const error = new PlumblineError(internalErrors.unexpected, 'no answer');
    assert.is(bought({ cloud: { disks: unknown(error) } }), null);
  });

  it('is unknown where no cloud is configured', () => assert.is(bought({ cloud: null }), null));
});
