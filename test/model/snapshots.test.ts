import { formatInstant, instant } from '../../agent/clock.ts';
import { dueAtOf, recordedSnapshots, snapshotRef } from '../../agent/model/snapshots.ts';
import { declaringRef, systemOf } from '../../agent/model/ref.ts';
import { inventoryOf, owned } from '../memory/objects.ts';
import { assert, describe } from '../helpers/suite.ts';

const KEPT = { applied: { keep: 3, keepUntil: '2026-11-21T17:00:00.000Z', takenAt: '2026-11-21T14:00:00.000Z' } };

describe('snapshots', (it) => {
  it('are called by their volume and the minute they were due, which their name tells again', () => {
    const at = instant(Date.UTC(2026, 10, 2, 3, 5, 59));
    const ref = snapshotRef('Volume/pg', at);
    assert.equal([ref, declaringRef(ref), systemOf(ref)], ['Snapshot/pg/20261102-0305', 'Volume/pg', 'scaleio']);
    const dueAt = dueAtOf(ref);
    assert.is(dueAt && formatInstant(dueAt), '2026-11-02T03:05:00.000Z');
    assert.is(dueAtOf('Snapshot/pg/final'), null);
  });

  it('are found by their volume, the newest first', () => {
    const [old, young] = [owned('Snapshot/pg/20261101-0300', KEPT), owned('Snapshot/pg/20261102-0300', KEPT)];
    const inventory = inventoryOf(old, owned('Snapshot/pgx/20261103-0300', KEPT), young, owned('Volume/pg'));
    assert.equal(
      recordedSnapshots(inventory, 'Volume/pg').map(({ ref }) => ref),
      [young.ref, old.ref],
    );
    assert.equal(recordedSnapshots(inventory, 'Volume/none'), []);
  });

  for (const [what, over] of [
    ['that was only found', { ...KEPT, how: 'adopted' }],
    ['without a promise', { applied: null }],
    ['with the promise to keep none', { applied: { ...KEPT.applied, keep: 0 } }],
    ['with a promise of no time', { applied: { ...KEPT.applied, keepUntil: null } }],
    ['with a promise until no date', { applied: { ...KEPT.applied, keepUntil: 'soon' } }],
    ['with a promise that is no number', { applied: { ...KEPT.applied, keep: '3' } }],
  ] as const) {
    it(`do not include one ${what}`, () => {
      assert.equal(recordedSnapshots(inventoryOf(owned('Snapshot/pg/20261101-0300', over)), 'Volume/pg'), []);
    });
  }
});
