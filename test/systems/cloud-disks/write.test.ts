import { cloudDisksSystem } from '../../../agent/systems/cloud-disks/system.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { Bench } from './bench.ts';
import { contextAt, diskOf, effects, hostOf, machineOf, make, mark, newAttached, newDisk, openBench, restarted, slotOn } from './bench.ts';
import { onlyVolume, startWire } from './wire.ts';

const DEVICE = '/dev/xvdba';

describe('attaching a disk', (it) => {
  it('does so once', async (test) => {
    const bench = await openBench(test);
    const { diskId, hostId } = await newAttached(bench);
    const [attachment] = (await diskOf(bench, diskId)).attachments;
    assert.equal([attachment?.hostId, attachment?.state], [hostId, 'attached']);
    assert.is((await make(bench, 'attachDisk', { diskId, hostId, device: DEVICE })).kind, 'skipped');
    assert.equal(effects(bench), ['CreateVolume created', 'AttachVolume attached']);
  });

  it('is content with an attachment whose answer was lost', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    const { id: hostId } = await machineOf(bench);
    bench.faults.set({ call: 'AttachVolume', when: 'after', do: 'reset' });
    await rejects(() => make(bench, 'attachDisk', { diskId, hostId, device: DEVICE }), 'http/unreachable');
    assert.is((await make(bench, 'attachDisk', { diskId, hostId, device: DEVICE })).kind, 'skipped');
  });

  it('waits when EC2 knows better than its list that the disk is attached', async (test) => {
    const bench = await openBench(test);
    const { diskId, hostId } = await attachedBehindTheList(bench);
    await rejects(() => make(bench, 'attachDisk', { diskId, hostId, device: '/dev/xvdbb' }), 'cloud-disks/not-yet');
  });

  it('stops when the disk is attached to another machine', async (test) => {
    const bench = await openBench(test);
    const { diskId } = await newAttached(bench);
    const { id: hostId } = await machineOf(bench, 1);
    await rejects(() => make(bench, 'attachDisk', { diskId, hostId, device: DEVICE }), 'cloud-disks/attached-elsewhere');
  });

  it('stops when disk and machine are in different zones', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    const { id: hostId } = await machineOf(bench, 1);
    await rejects(() => make(bench, 'attachDisk', { diskId, hostId, device: DEVICE }), 'cloud-disks/zone-mismatch');
  });

  it('stops when the machine takes no more', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ attachLimit: 3 });
    const diskId = await newDisk(bench);
    const { id: hostId, attachFree } = await machineOf(bench);
    assert.is(attachFree, 0);
    await rejects(() => make(bench, 'attachDisk', { diskId, hostId, device: DEVICE }), 'cloud-disks/host-full');
  });

  it('remembers a device name that is taken although no mapping shows it', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ hiddenNames: { [hostOf(bench).name]: [DEVICE] } });
    const diskId = await newDisk(bench);
    const { id: hostId, attachFree } = await machineOf(bench);
    await rejects(() => make(bench, 'attachDisk', { diskId, hostId, device: DEVICE }), 'cloud-disks/device-name-taken');
    const host = await machineOf(bench);
    assert.equal(
      host.mappings.filter(({ diskId: mapped }) => mapped === null),
      [{ device: DEVICE, diskId: null }],
    );
    assert.is(host.attachFree, attachFree);
    assert.equal(
      (await machineOf(bench, 1)).mappings.filter(({ diskId: mapped }) => mapped === null),
      [],
    );
  });

  it('waits for a disk that is still being made, or cannot be seen yet', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ delaysMs: { create: 60_000 } });
    const diskId = await newDisk(bench);
    const { id: hostId } = await machineOf(bench);
    assert.is((await make(bench, 'attachDisk', { diskId, hostId, device: DEVICE })).kind, 'waiting');
    await rejects(() => make(bench, 'attachDisk', { diskId: 'vol-0', hostId, device: DEVICE }), 'cloud-disks/changed-meanwhile');
  });

  it('leaves a disk alone whose tags were taken off', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    const { id: hostId } = await machineOf(bench);
    bench.ec2.arrange({ stripTags: diskId });
    await rejects(() => make(bench, 'attachDisk', { diskId, hostId, device: DEVICE }), 'cloud-disks/not-ours');
    assert.equal(effects(bench), ['CreateVolume created']);
  });
});

/** The list still shows it available. */
async function attachedBehindTheList(bench: Bench): Promise<{ readonly diskId: string; readonly hostId: string }> {
  const diskId = await newDisk(bench);
  const { id: hostId } = await machineOf(bench);
  bench.ec2.arrange({ lag: { volumes: 20 } });
  await make(bench, 'attachDisk', { diskId, hostId, device: DEVICE });
  return { diskId, hostId };
}

describe('taking an attachment back that never came about', (it) => {
  async function hanging(bench: Bench): Promise<{ readonly diskId: string; readonly hostId: string; readonly isReversal: true }> {
    bench.ec2.arrange({ hangs: 1 });
    return { ...(await newAttached(bench)), isReversal: true };
  }

  for (const [afterMs, kind] of [
    [90_000, 'waiting'],
    [90_001, 'applied'],
  ] as const) {
    it(`is ${kind} after ${afterMs} ms`, async (test) => {
      const bench = await openBench(test);
      const args = await hanging(bench);
      // newAttached has let ten seconds go by.
      bench.advance(afterMs - 10_000);
      assert.is((await make(bench, 'detachDisk', args)).kind, kind);
      assert.is(effects(bench).includes('DetachVolume detached'), kind === 'applied');
    });
  }

  it('is never done with force', async (test) => {
    const bench = await openBench(test);
    const args = await hanging(bench);
    bench.advance(100_000);
    await make(bench, 'detachDisk', args);
    const [asked] = bench.ledger().filter(({ call }) => call === 'DetachVolume');
    assert.equal([asked?.args['VolumeId'], asked?.args['InstanceId'], asked?.args['Force']], [args.diskId, args.hostId, undefined]);
  });

  it('is refused for a disk that ScaleIO may have', async (test) => {
    const bench = await openBench(test);
    const args = await hanging(bench);
    await mark(bench, args.diskId, 'offered');
    bench.advance(100_000);
    await rejects(() => make(bench, 'detachDisk', args), 'cloud-disks/offered');
  });

  it('is not done to one that is attached by now', async (test) => {
    const bench = await openBench(test);
    const args = { ...(await newAttached(bench)), isReversal: true };
    bench.advance(100_000);
    assert.is((await make(bench, 'detachDisk', args)).kind, 'waiting');
    assert.not.ok(effects(bench).includes('DetachVolume detached'));
  });
});

describe('marking a disk', (it) => {
  it('says once that it was offered, and keeps the first moment of its removal', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    await mark(bench, diskId, 'offered');
    assert.ok((await diskOf(bench, diskId)).isOffered);
    assert.is((await make(bench, 'tagDisk', { diskId, as: 'offered', slot: null })).kind, 'skipped');
    await mark(bench, diskId, 'removed');
    const since = (await diskOf(bench, diskId)).removedAt;
    bench.advance(60_000);
    assert.is((await make(bench, 'tagDisk', { diskId, as: 'removed', slot: null })).kind, 'skipped');
    assert.is((await diskOf(bench, diskId)).removedAt, since);
  });

  it('gives a disk that is free to another slot in its zone, which is its whole identity then', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    const slot = slotOn(hostOf(bench), { row: 'r2', sds: '9b4c8f3200000002', attempt: 1 });
    assert.is((await make(bench, 'tagDisk', { diskId, as: 'adopted', slot })).kind, 'applied');
    assert.is((await make(bench, 'tagDisk', { diskId, as: 'adopted', slot })).kind, 'skipped');
    assert.equal((await diskOf(bench, diskId)).slot, slot);
    assert.is(bench.ec2.view().find(({ id }) => id === diskId)?.tags['Name'], 'plumbline prod c98eaac600000000 r2');
  });

  for (const [name, spoil] of [
    ['was offered', (bench: Bench, id: string) => mark(bench, id, 'offered')],
    ['is being removed', (bench: Bench, id: string) => mark(bench, id, 'removed')],
    ['is attached', (bench: Bench, id: string) => attach(bench, id)],
  ] as const) {
    it(`gives none away that ${name}`, async (test) => {
      const bench = await openBench(test);
      const diskId = await newDisk(bench);
      await spoil(bench, diskId);
      const slot = slotOn(hostOf(bench), { row: 'r2' });
      await rejects(() => make(bench, 'tagDisk', { diskId, as: 'adopted', slot }), 'cloud-disks/changed-meanwhile');
    });
  }

  it('gives none away that is attached, whatever its state is said to be', async (test) => {
    const diskId = 'vol-0fedcba9876543210';
    const available = onlyVolume(diskId, (item) => item.replace('<status>in-use', '<status>available'));
    const { url } = await startWire(test, { DescribeVolumes: [available] });
    const config = { provider: 'aws-ebs', region: 'us-east-1', endpoint: url } as const;
    const system = cloudDisksSystem(config, { cluster: 'prod & <test>', isSimulated: true });
    const slot = slotOn({ zone: 'us-east-1b' });
    const ctx = contextAt(test, () => 0);
    await rejects(() => make({ system, ctx }, 'tagDisk', { diskId, as: 'adopted', slot }), 'cloud-disks/changed-meanwhile');
  });

  it('takes a removal back that could not be seen when the disk was given away', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    await diskOf(bench, diskId);
    bench.ec2.arrange({ lag: { tags: 99 } });
    await mark(bench, diskId, 'removed');
    const slot = slotOn(hostOf(bench), { row: 'r2' });
    assert.is((await make(restarted(bench), 'tagDisk', { diskId, as: 'adopted', slot })).kind, 'applied');
    bench.ec2.arrange({ lag: { tags: 0 } });
    assert.is((await diskOf(restarted(bench), diskId)).removedAt, null);
  });

  it('gives none to a slot in another zone', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    const slot = slotOn(hostOf(bench, 1), { row: 'r2' });
    await rejects(() => make(bench, 'tagDisk', { diskId, as: 'adopted', slot }), 'cloud-disks/changed-meanwhile');
  });
});

async function attach(bench: Bench, diskId: string): Promise<void> {
  const { id: hostId } = await machineOf(bench);
  await make(bench, 'attachDisk', { diskId, hostId, device: DEVICE });
}

describe('modifying a disk', (it) => {
  it('changes type, iops and throughput in place, never the size, and one thing at a time', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    const args = { diskId, type: 'gp3', iops: 4000, throughputMiBs: 250 };
    assert.is((await make(bench, 'modifyDisk', args)).kind, 'applied');
    const [asked] = bench.ledger().filter(({ call }) => call === 'ModifyVolume');
    assert.is(asked?.args['Size'], undefined);
    assert.is((await diskOf(bench, diskId)).modifying?.state, 'modifying');
    assert.is((await make(bench, 'modifyDisk', { ...args, iops: 5000 })).kind, 'waiting');
    bench.advance(3_600_000);
    const disk = await diskOf(bench, diskId);
    assert.equal([disk.iops, disk.throughputMiBs, disk.modifying], [4000, 250, null]);
    assert.is((await make(bench, 'modifyDisk', args)).kind, 'skipped');
  });

  it('asks for nothing where nothing differs: that would count, too', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    const args = { diskId, type: 'gp3', iops: null, throughputMiBs: null };
    assert.is((await make(bench, 'modifyDisk', args)).kind, 'skipped');
    assert.equal(effects(bench), ['CreateVolume created']);
  });

  it('waits when there were too many a day', async (test) => {
    const bench = await openBench(test);
    const diskId = await newDisk(bench);
    for (const iops of [3100, 3200, 3300, 3400]) {
      await make(bench, 'modifyDisk', { diskId, type: 'gp3', iops, throughputMiBs: null });
      bench.advance(3_600_000);
    }
    const fifth = { diskId, type: 'gp3', iops: 3500, throughputMiBs: null };
    await rejects(() => make(bench, 'modifyDisk', fifth), 'cloud-disks/not-yet');
  });
});
