import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { Bench } from './bench.ts';
import { diskOf, effects, machineOf, make, mark, newAttached, newDisk, openBench } from './bench.ts';

describe('removing a disk', (it) => {
  it('marks, detaches and deletes it, each only after the other', async (test) => {
    const bench = await openBench(test);
    const at = await newAttached(bench);
    const removal = { ...at, isReversal: false };
    assert.is((await make(bench, 'detachDisk', removal)).kind, 'waiting');
    await mark(bench, at.diskId, 'removed');
    assert.is((await diskOf(bench, at.diskId)).removedAt, bench.ctx.clock.now());
    assert.is((await make(bench, 'deleteDisk', { diskId: at.diskId })).kind, 'waiting');
    assert.is((await make(bench, 'detachDisk', removal)).kind, 'applied');
    assert.is((await make(bench, 'detachDisk', removal)).kind, 'waiting');
    bench.advance(10_000);
    assert.is((await make(bench, 'detachDisk', removal)).kind, 'skipped');
    assert.is((await make(bench, 'deleteDisk', { diskId: at.diskId })).kind, 'applied');
    assert.is((await make(bench, 'deleteDisk', { diskId: at.diskId })).kind, 'skipped');
    bench.advance(10_000);
    assert.is((await make(bench, 'deleteDisk', { diskId: at.diskId })).kind, 'skipped');
    assert.equal(effects(bench).slice(2), ['CreateTags changed', 'DetachVolume detached', 'DeleteVolume destroyed']);
  });

  it('waits while the machine has the disk open', async (test) => {
    const bench = await openBench(test);
    const at = await newAttached(bench);
    bench.inUse.add(at.diskId);
    await mark(bench, at.diskId, 'removed');
    await make(bench, 'detachDisk', { ...at, isReversal: false });
    bench.advance(10_000);
    assert.is((await make(bench, 'detachDisk', { ...at, isReversal: false })).kind, 'waiting');
    assert.is((await make(bench, 'deleteDisk', { diskId: at.diskId })).kind, 'waiting');
  });

  it('deletes none that is not marked as being removed, or no longer', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    assert.is((await make(bench, 'deleteDisk', { diskId })).kind, 'waiting');
    await mark(bench, diskId, 'removed');
    await mark(bench, diskId, 'offered');
    assert.is((await make(bench, 'deleteDisk', { diskId })).kind, 'waiting');
    assert.not.ok(effects(bench).includes('DeleteVolume destroyed'));
  });

  it('keeps one that ScaleIO may have had data on for a day, to the second', async (test) => {
    const bench = await openBench(test);
    const at = await newAttached(bench);
    await mark(bench, at.diskId, 'offered');
    await mark(bench, at.diskId, 'removed');
    await make(bench, 'detachDisk', { ...at, isReversal: false });
    bench.advance(86_400_000 - 1000);
    assert.is((await make(bench, 'deleteDisk', { diskId: at.diskId })).kind, 'waiting');
    bench.advance(1000);
    assert.is((await make(bench, 'deleteDisk', { diskId: at.diskId })).kind, 'applied');
  });

  it('deletes one that ended in error, too', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ errors: 1 });
    const diskId = await newDisk(bench);
    await mark(bench, diskId, 'removed');
    assert.is((await make(bench, 'deleteDisk', { diskId })).kind, 'applied');
  });

  it('waits when EC2 knows better than its list that the disk is attached', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    await mark(bench, diskId, 'removed');
    const { id: hostId } = await machineOf(bench);
    bench.ec2.arrange({ lag: { volumes: 20 } });
    await make(bench, 'attachDisk', { diskId, hostId, device: '/dev/xvdba' });
    await rejects(() => make(bench, 'deleteDisk', { diskId }), 'cloud-disks/not-yet');
  });

  it('takes nothing from another machine', async (test) => {
    const bench = await openBench(test);
    const { diskId } = await newAttached(bench);
    await mark(bench, diskId, 'removed');
    const { id: hostId } = await machineOf(bench, 1);
    await rejects(() => make(bench, 'detachDisk', { diskId, hostId, isReversal: false }), 'cloud-disks/attached-elsewhere');
    assert.is((await diskOf(bench, diskId)).state, 'in-use');
  });
});

describe('asking whether a disk is gone', (it) => {
  it('does not take one for gone that has only lost its tags', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    const gone = (backendId: string): ReturnType<Bench['system']['check']> =>
      bench.system.check({ system: 'cloud-disks', check: 'gone', backendId }, bench.ctx);
    assert.is((await gone(diskId)).kind, 'fails');
    assert.is((await gone('vol-0')).kind, 'holds');
    bench.ec2.arrange({ stripTags: diskId });
    await rejects(() => gone(diskId), 'cloud-disks/not-ours');
  });

  it('cannot tell anything about ScaleIO', async (test) => {
    const { system, ctx } = await openBench(test);
    const checked = await system.check({ system: 'cloud-disks', check: 'no-device-named', backendId: 'vol-0' }, ctx);
    assert.is(checked.kind, 'fails');
  });
});
