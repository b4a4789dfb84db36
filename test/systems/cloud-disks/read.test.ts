import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import { VPC_ID } from '../../../simulator/ec2/state.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { createArgs, diskOf, disksOf, hostOf, machineOf, make, newAttached, newDisk, openBench, slotOn } from './bench.ts';

const NITRO = ['m5.4xlarge'] as const;

describe('reading cloud disks', (it) => {
  it('knows its account by the owner of the instances, and the region', async (test) => {
    const { system, ctx } = await openBench(test);
    const live = await system.read(ctx, NOTHING_SOUGHT);
    assert.equal(live.account.kind === 'ok' && live.account.value, { id: '123456789012/us-west-1', provider: 'aws-ebs' });
    const identity = system.identity(live);
    assert.is(identity.kind === 'ok' && identity.value, '123456789012/us-west-1');
  });

  it('looks at one VPC only where it is told to, and says so in its identity', async (test) => {
    const { system, ctx } = await openBench(test, { vpc: VPC_ID });
    const identity = system.identity(await system.read(ctx, NOTHING_SOUGHT));
    assert.is(identity.kind === 'ok' && identity.value, `123456789012/us-west-1/${VPC_ID}`);
  });

  it('finds the machine of an SDS by its address', async (test) => {
    const bench = await openBench(test, { instanceTypes: NITRO });
    const { id, ips, zone, type, state, mappings } = await machineOf(bench);
    assert.match(id, /^i-[0-9a-f]{17}$/);
    assert.equal([ips, zone, type, state], [[hostOf(bench).ip], hostOf(bench).zone, 'm5.4xlarge', 'running']);
    assert.ok(mappings.every(({ diskId }) => diskId?.startsWith('vol-')));
  });

  for (const [type, free] of [
    // 27 in all, less two disks it came with, one network interface and the reserve of two.
    ['m5.4xlarge', 22],
    // The same of 26, and a disk of its own.
    ['c5d.4xlarge', 20],
    // 32 for disks alone.
    ['m7i.4xlarge', 28],
  ] as const) {
    it(`sees room for ${free} disks on ${type}`, async (test) => {
      const bench = await openBench(test, { instanceTypes: [type] });
      const { mappings, attachFree } = await machineOf(bench);
      assert.is(mappings.length, 2);
      assert.is(attachFree, free);
    });
  }

  it('asks about a type of machine once', async (test) => {
    const bench = await openBench(test);
    await machineOf(bench);
    await machineOf(bench);
    assert.is(bench.ledger().filter(({ call }) => call === 'DescribeInstanceTypes').length, 1);
  });

  it('reads what a disk is and which slot it is for', async (test) => {
    const bench = await openBench(test);
    const id = await newDisk(bench);
    const { createdAt, ...disk } = await diskOf(bench, id);
    assert.is(createdAt, Date.UTC(2026, 10, 21, 14));
    assert.match(disk.kmsKeyId ?? '', /^arn:aws:kms:/);
    assert.equal(
      { ...disk, kmsKeyId: null },
      {
        id,
        deviceName: id,
        state: 'available',
        slot: slotOn(hostOf(bench)),
        place: null,
        zone: hostOf(bench).zone,
        sizeGiB: 180,
        type: 'gp3',
        iops: 3000,
        throughputMiBs: 125,
        encrypted: true,
        kmsKeyId: null,
        isOffered: false,
        removedAt: null,
        attachments: [],
        modifying: null,
      },
    );
  });

  for (const [type, pathOf] of [
    ['m5.4xlarge', (id: string) => `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${id.replace('-', '')}`],
    ['m4.4xlarge', () => '/dev/xvdba'],
  ] as const) {
    it(`knows where ${type} has a disk, and the SDS finds it there`, async (test) => {
      const bench = await openBench(test, { instanceTypes: [type] });
      const { diskId, hostId } = await newAttached(bench);
      const { attachments } = await diskOf(bench, diskId);
      const path = pathOf(diskId);
      const at = Date.UTC(2026, 10, 21, 14, 0, 10);
      assert.equal(attachments, [{ hostId, device: '/dev/xvdba', path, state: 'attached', at }]);
      assert.equal(bench.ec2.hostDisks.find(hostOf(bench).ip, path), { diskId, sizeGib: 180 });
      assert.ok((await machineOf(bench)).mappings.some((one) => one.diskId === diskId && one.device === '/dev/xvdba'));
    });
  }

  it('reads only disks of its own cluster, and every page of them', async (test) => {
    const bench = await openBench(test);
    const { zone } = hostOf(bench);
    for (const [cluster, row] of [
      ['prod', 'r1'],
      ['test', 'r2'],
      ['prod', 'r3'],
    ] as const) {
      await make(bench, 'createDisk', createArgs({ zone }, { cluster, slot: slotOn({ zone }, { row }) }));
    }
    const rows = (await disksOf(bench)).map(({ slot }) => slot?.row ?? '');
    assert.equal(
      rows.toSorted((a, b) => a.localeCompare(b)),
      ['r1', 'r3'],
    );
    const asked = bench.ledger().filter(({ call }) => call === 'DescribeVolumes');
    assert.ok(asked.every(({ args }) => !('VolumeId.1' in args)));
  });

  it('sees a disk whose tags were taken off no more, and one without a slot still', async (test) => {
    const bench = await openBench(test);
    const id = await newDisk(bench);
    bench.ec2.arrange({ stripTags: id });
    bench.ec2.arrange({ addDisk: { zone: hostOf(bench).zone, sizeGiB: 10, tags: { 'plumbline/cluster': 'prod' } } });
    const disks = await disksOf(bench);
    assert.equal(
      disks.map(({ slot, sizeGiB }) => [slot, sizeGiB]),
      [[null, 10]],
    );
  });

  it('tells whether it sees a disk, and nothing of other kinds', async (test) => {
    const bench = await openBench(test);
    const id = await newDisk(bench);
    const live = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    const sees = (kind: 'Disk' | 'Volume', backendId: string): unknown => {
      const seen = bench.system.sees(kind, backendId, live);
      return seen.kind === 'ok' && seen.value;
    };
    assert.equal([sees('Disk', id), sees('Disk', 'vol-0'), sees('Volume', id)], [true, false, false]);
  });

  it('sends its instance as the User-Agent, and nobody’s credentials to a simulator', async (test) => {
    const bench = await openBench(test);
    await machineOf(bench);
    assert.equal([...new Set(bench.ledger().map(({ agent }) => agent))], ['test']);
  });
});

describe('reading a cloud that does not answer as it should', (it) => {
  for (const call of ['DescribeVolumes', 'DescribeVolumesModifications']) {
    it(`knows no disks when ${call} is empty or refused`, async (test) => {
      const bench = await openBench(test);
      await newDisk(bench);
      for (const fault of [{ do: 'status', status: 500 } as const, { do: 'truncate' } as const, { do: 'reset' } as const]) {
        bench.faults.set({ call, when: 'after', times: fault.do === 'reset' ? 3 : 1, ...fault });
        const { disks, hosts } = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
        assert.is(disks.kind, 'unknown', fault.do);
        assert.is(hosts.kind, 'ok');
      }
    });
  }

  it('knows neither account nor machines when there is not one instance', async (test) => {
    const bench = await openBench(test, { vpc: 'vpc-0badbadbadbadbad0' });
    const live = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    assert.equal([live.account.kind, live.hosts.kind], ['unknown', 'unknown']);
    assert.is(live.account.kind === 'unknown' && live.account.error.code.code, 'cloud-disks/no-hosts');
    assert.is(bench.system.identity(live).kind, 'unknown');
  });

  it('takes an answer without a list for no answer', async (test) => {
    const bench = await openBench(test);
    for (const call of ['DescribeInstances', 'DescribeVolumes'] as const) {
      bench.faults.set({ call, when: 'after', do: 'empty' });
      const live = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
      const reading = call === 'DescribeVolumes' ? live.disks : live.hosts;
      assert.is(reading.kind === 'unknown' && reading.error.code.code, 'cloud-disks/unexpected-answer');
    }
  });

  it('says which permission is missing', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ unauthorized: ['DescribeInstanceTypes'] });
    const { hosts } = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    assert.is(hosts.kind === 'unknown' && hosts.error.code.code, 'cloud-disks/denied');
    assert.match(hosts.kind === 'unknown' ? hosts.error.message : '', 'describe instance types');
  });

  it('asks again when it asked too often', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ refuse: { call: 'DescribeVolumes', times: 2 } });
    assert.equal(await disksOf(bench), []);
  });
});
