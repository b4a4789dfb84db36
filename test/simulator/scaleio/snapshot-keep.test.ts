import { assert, describe } from '../../helpers/suite.ts';
import { act, idIn, instance, named } from './acting.ts';
import { create, GIB, makeBench, rcOf, snapshot, statistics } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';

describe('what simulated snapshots keep', (it) => {
  const kept = (version: string, fields: object): { bench: Bench; subject: string } => {
    const bench = makeBench({ version });
    const { id } = create(bench, { name: 'pg' });
    bench.gateway.arrange({ writeVolume: { volume: 'pg', gib: 2 } });
    act(bench, 'System', 'snapshotVolumes', { snapshotDefs: [{ volumeId: id, snapshotName: 'nightly' }], ...fields });
    return { bench, subject: named(bench, 'Volume', 'nightly') };
  };
  const ONLY_ME = { removeMode: 'ONLY_ME' };

  it('is what was written to their volume, also when that is gone', () => {
    const { bench, subject } = kept('2.6', {});
    assert.equal([statistics(bench)['capacityInUseInKb'], statistics(bench)['snapCapacityInUseInKb']], [4 * GIB, 0]);
    act(bench, named(bench, 'Volume', 'pg'), 'removeVolume', ONLY_ME);
    assert.equal([statistics(bench)['capacityInUseInKb'], statistics(bench)['snapCapacityInUseInKb']], [4 * GIB, 4 * GIB]);
    act(bench, subject, 'removeVolume', ONLY_ME);
    assert.is(statistics(bench)['capacityInUseInKb'], 0);
  });

  it('leaves that much less for volumes', () => {
    const bench = makeBench();
    create(bench, { name: 'pg', volumeSizeInKb: String(64 * GIB) });
    bench.gateway.arrange({ writeVolume: { volume: 'pg', gib: 64 } });
    snapshot(bench, idIn(named(bench, 'Volume', 'pg')), 'nightly');
    const available = (): number => statistics(bench)['capacityAvailableForVolumeAllocationInKb'] ?? 0;
    const before = available();
    act(bench, named(bench, 'Volume', 'pg'), 'removeVolume', ONLY_ME);
    assert.is(before - available(), 64 * GIB);
  });

  it('is safe until its retention ends, which may only be later', () => {
    const { bench, subject } = kept('3.6', { retentionPeriodInMin: '60', accessModeLimit: 'ReadOnly' });
    assert.is(instance(bench, subject)['accessModeLimit'], 'ReadOnly');
    assert.is(rcOf(act(bench, subject, 'removeVolume', ONLY_ME)), 247);
    assert.is(rcOf(act(bench, subject, 'setSnapshotSecurity', { retentionPeriodInMin: '30' })), 247);
    assert.is(rcOf(act(bench, subject, 'setSnapshotSecurity', { retentionPeriodInMin: '90' })), null);
    bench.advance(90 * 60_000 - 1);
    assert.is(rcOf(act(bench, subject, 'removeVolume', ONLY_ME)), 247);
    bench.advance(1);
    assert.is(rcOf(act(bench, subject, 'removeVolume', ONLY_ME)), null);
  });

  it('has no retention before 3.0', () => {
    const { bench, subject } = kept('2.6', { retentionPeriodInMin: '60' });
    assert.is(rcOf(act(bench, subject, 'removeVolume', ONLY_ME)), null);
  });

  it('are 126 of a VTree at most', () => {
    const bench = makeBench();
    const { id } = create(bench, { name: 'pg' });
    for (let count = 0; count < 126; count += 1) assert.is(rcOf(snapshot(bench, id, `s${count}`)), null);
    assert.ok(rcOf(snapshot(bench, id, 's126')) !== null);
    act(bench, named(bench, 'Volume', 's0'), 'removeVolume', ONLY_ME);
    assert.is(rcOf(snapshot(bench, id, 's126')), null);
  });

  it('go together by their group', () => {
    const bench = makeBench();
    const ids = ['a', 'b'].map((name) => create(bench, { name }).id);
    const snapshotDefs = ids.map((volumeId, index) => ({ volumeId, snapshotName: `s${index}` }));
    const { snapshotGroupId: snapGroupId } = act(bench, 'System', 'snapshotVolumes', { snapshotDefs }).body as { snapshotGroupId: string };
    const gone = act(bench, 'System', 'removeConsistencyGroupSnapshots', { snapGroupId });
    assert.equal([gone.effect, gone.body], ['destroyed', { numberOfVolumes: 2 }]);
    assert.is(rcOf(act(bench, 'System', 'removeConsistencyGroupSnapshots', { snapGroupId })), 185);
  });

  it('can be put over their volume, and nothing else can', () => {
    const { bench, subject } = kept('2.6', {});
    const other = create(bench, { name: 'other' }).id;
    const pg = named(bench, 'Volume', 'pg');
    const over = (srcVolumeId: string | null): number | null => rcOf(act(bench, pg, 'overwriteVolumeContent', { srcVolumeId }));
    assert.equal([over(other), over(idIn(pg)), over('feed'), over(idIn(subject))], [198, 330, 79, null]);
  });
});
