import { makeClock } from '../../../simulator/clock.ts';
import { makeEc2 } from '../../../simulator/ec2/ec2.ts';
import type { Ec2 } from '../../../simulator/ec2/ec2.ts';
import type { Host } from '../../../simulator/service.ts';
import { makeWorld } from '../../../simulator/world.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { scaleioOf } from '../marathon/storage.ts';
import { codeOf, openCloud, SETTLED_MS, shown } from './cloud.ts';

const DEVICE = '/dev/xvdba';

describe('attaching a simulated volume', (it) => {
  it('takes a while, and shows on both sides', async (context) => {
    const { ec2, sim, instances, available } = await openCloud(context);
    const VolumeId = await available();
    const { State } = await ec2.attachVolume({ VolumeId, InstanceId: instances[0], Device: DEVICE });
    assert.equal([State, await shown(ec2, VolumeId)], ['attaching', 'attaching']);
    sim.advance(SETTLED_MS);
    assert.is(await shown(ec2, VolumeId), 'attached');
    const { Reservations } = await ec2.describeInstances({ InstanceIds: [instances[0]] });
    const mappings = Reservations?.[0]?.Instances?.[0]?.BlockDeviceMappings ?? [];
    assert.equal(
      mappings.map(({ DeviceName }) => DeviceName),
      ['/dev/sda1', '/dev/xvdf', DEVICE],
    );
    assert.equal(mappings[2]?.Ebs?.VolumeId, VolumeId);
    const [seen] = sim.world().disks.filter(({ id }) => id === VolumeId);
    assert.equal([seen?.state, seen?.attachedTo, seen?.device, seen?.sizeGiB], ['in-use', 'ip-10-0-0-11', DEVICE, 180]);
  });

  it('is refused for names that are taken, in the mappings or not, and for names that are none', async (context) => {
    const { ec2, sim, instances, available, attached } = await openCloud(context);
    sim.arrangeCloud({ hiddenNames: { 'ip-10-0-0-11': ['/dev/xvdbb'] } });
    await attached(DEVICE);
    const VolumeId = await available();
    const attempt = (Device: string): Promise<string> => codeOf(ec2.attachVolume({ VolumeId, InstanceId: instances[0], Device }));
    for (const taken of [DEVICE, '/dev/xvdbb', '/dev/xvdf', '/dev/nvme1n1', '/dev/sda'])
      assert.is(await attempt(taken), 'InvalidParameterValue', taken);
    assert.is(await attempt('/dev/xvdbc'), 'ok');
  });

  it('needs a free volume and a running instance', async (context) => {
    const { ec2, sim, instances, available } = await openCloud(context);
    const { VolumeId: young = '' } = await ec2.createVolume({ AvailabilityZone: 'us-west-1a', Size: 180, VolumeType: 'gp3' });
    assert.is(await codeOf(ec2.attachVolume({ VolumeId: young, InstanceId: instances[0], Device: DEVICE })), 'IncorrectState');
    const VolumeId = await available();
    sim.killHost('ip-10-0-0-11');
    assert.is(await codeOf(ec2.attachVolume({ VolumeId, InstanceId: instances[0], Device: DEVICE })), 'IncorrectState');
  });

  it('stops at the limit of the instance type, which network interfaces share, by refusal or by hanging', async (context) => {
    const { ec2, sim, instances, available } = await openCloud(context);
    const [first, second, third] = [await available(), await available(), await available()];
    // Root and data disk, the network interface, and one more.
    sim.arrangeCloud({ attachLimit: 4 });
    const attempt = (VolumeId: string, Device: string): Promise<string> =>
      codeOf(ec2.attachVolume({ VolumeId, InstanceId: instances[0], Device }));
    assert.equal([await attempt(first, '/dev/xvdba'), await attempt(second, '/dev/xvdbb')], ['ok', 'AttachmentLimitExceeded']);
    const { InstanceTypes } = await ec2.describeInstanceTypes({ InstanceTypes: ['m5.4xlarge'] });
    assert.is(InstanceTypes?.[0]?.EbsInfo?.MaximumEbsAttachments, 4);
    sim.arrangeCloud({ overLimit: 'hang' });
    assert.is(await attempt(second, '/dev/xvdbb'), 'ok');
    sim.arrangeCloud({ attachLimit: null, hangs: 1 });
    assert.is(await attempt(third, '/dev/xvdbc'), 'ok');
    sim.advance(86_400_000);
    assert.equal([await shown(ec2, first), await shown(ec2, second), await shown(ec2, third)], ['attached', 'attaching', 'attaching']);
    await ec2.detachVolume({ VolumeId: third });
    sim.advance(SETTLED_MS);
    assert.is(await shown(ec2, third), 'available');
  });
});

describe('detaching a simulated volume', (it) => {
  it('takes a while and leaves it free', async (context) => {
    const { ec2, sim, attached } = await openCloud(context);
    const VolumeId = await attached(DEVICE);
    assert.is((await ec2.detachVolume({ VolumeId })).State, 'detaching');
    assert.is(await codeOf(ec2.detachVolume({ VolumeId })), 'IncorrectState');
    sim.advance(SETTLED_MS);
    assert.is(await shown(ec2, VolumeId), 'available');
    assert.is(await codeOf(ec2.detachVolume({ VolumeId })), 'IncorrectState');
  });

  it('may begin before attaching has ended', async (context) => {
    const { ec2, sim, instances, available } = await openCloud(context);
    const VolumeId = await available();
    await ec2.attachVolume({ VolumeId, InstanceId: instances[0], Device: DEVICE });
    sim.advance(1000);
    await ec2.detachVolume({ VolumeId });
    sim.advance(1000);
    assert.is(await shown(ec2, VolumeId), 'detaching');
    sim.advance(1000);
    assert.is(await shown(ec2, VolumeId), 'available');
  });

  it('is refused from an instance that it is not attached to', async (context) => {
    const { ec2, instances, attached } = await openCloud(context);
    const VolumeId = await attached(DEVICE);
    assert.is(await codeOf(ec2.detachVolume({ VolumeId, InstanceId: instances[2] })), 'InvalidAttachment.NotFound');
    assert.is(await shown(ec2, VolumeId), 'attached');
  });

  it('does not end while an SDS has the disk open, unless by force', () => {
    for (const force of [false, true]) {
      const bench = openBench();
      const id = bench.attach(0, DEVICE);
      bench.open.add(id);
      bench.call('DetachVolume', { VolumeId: id, Force: String(force) });
      bench.advance(86_400_000);
      assert.is(bench.state(id), force ? 'available' : 'in-use');
      bench.open.delete(id);
      bench.state(id);
      bench.advance(SETTLED_MS);
      assert.is(bench.state(id), 'available');
    }
  });
});

describe('what an SDS finds on its simulated host', (it) => {
  it('is a disk by its id on Nitro and by its name on Xen, and nothing by anything else', () => {
    const bench = openBench();
    const [nitro, xen] = [bench.attach(0, '/dev/sdg'), bench.attach(2, '/dev/sdg')];
    const byId = (id: string): string => `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${id.replace('-', '')}`;
    const find = (host: number, path: string): string | null => bench.ec2.hostDisks.find(bench.hosts[host]?.ip ?? '', path)?.diskId ?? null;
    assert.equal([find(0, byId(nitro)), find(0, '/dev/sdg'), find(0, '/dev/nvme1n1'), find(2, byId(nitro))], [nitro, null, null, null]);
    assert.equal([find(2, '/dev/sdg'), find(2, '/dev/xvdg'), find(2, byId(xen))], [xen, xen, null]);
  });

  it('is there only while it is attached', () => {
    const bench = openBench();
    const id = bench.attach(0, DEVICE, 0);
    const find = (): unknown =>
      bench.ec2.hostDisks.find('10.0.0.11', `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${id.replace('-', '')}`);
    assert.is(find(), null);
    bench.advance(SETTLED_MS);
    assert.equal(find(), { diskId: id, sizeGib: 180 });
    bench.call('DetachVolume', { VolumeId: id });
    assert.is(find(), null);
  });

  it('becomes a device of it, which keeps the volume from being detached', async (context) => {
    const { ec2, sim, attached } = await openCloud(context);
    const storage = await scaleioOf(sim);
    const id = await attached(DEVICE);
    const [sds] = (await storage.get('/api/types/Sds/instances')).list.filter(({ name }) => name === 'sds_10.0.0.11');
    const [pool] = (await storage.get('/api/types/StoragePool/instances')).list;
    const added = await storage.post('/api/types/Device/instances', {
      sdsId: sds?.id,
      storagePoolId: pool?.id,
      deviceCurrentPathname: `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${id.replace('-', '')}`,
      name: id,
    });
    assert.is(added.status, 200, added.text);
    sim.advance(60_000);
    assert.is((await ec2.detachVolume({ VolumeId: id })).State, 'busy');
    sim.advance(3_600_000);
    assert.is(await shown(ec2, id), 'busy');
  });
});

interface Bench {
  readonly ec2: Ec2;
  readonly hosts: readonly Host[];
  /** Disks that an SDS has open. */
  readonly open: Set<string>;
  advance(ms: number): void;
  call(action: string, fields: { readonly [name: string]: string }): string;
  /** Makes a volume and attaches it, to the end unless told otherwise; gives its id. */
  attach(host: number, device: string, waitMs?: number): string;
  state(id: string): string;
}

/** An EC2 without a front. */
function openBench(): Bench {
  const clock = makeClock({ startMs: 0, factor: 0, realNow: () => 0 });
  const { hosts } = makeWorld({ hosts: 3, cpusPerHost: 16, memMiBPerHost: 65_536 });
  const open = new Set<string>();
  const ec2 = makeEc2({ clock, hosts, seed: 1, dataGib: 180, users: { isInUse: (id) => open.has(id) } });
  const instanceOf = (host: number): string => {
    const text = bench.call('DescribeInstances', { 'Filter.1.Name': 'private-ip-address', 'Filter.1.Value.1': hosts[host]?.ip ?? '' });
    return /<instanceId>([^<]+)/.exec(text)?.[1] ?? '';
  };
  const bench: Bench = {
    ec2,
    hosts,
    open,
    advance: (ms) => clock.advance(ms),
    call(action, fields) {
      const form = { Action: action, ...fields };
      const { status, body } = ec2.service.handle({ method: 'POST', path: '/', query: {}, headers: {}, text: '', json: undefined, form });
      if (status !== 200) throw new Error(`${action}: ${String(body)}`);
      return String(body);
    },
    attach(host, device, waitMs = SETTLED_MS) {
      const zone = hosts[host]?.zone ?? '';
      const id = /vol-[0-9a-f]+/.exec(bench.call('CreateVolume', { AvailabilityZone: zone, Size: '180', VolumeType: 'gp3' }))?.[0] ?? '';
      clock.advance(SETTLED_MS);
      bench.call('AttachVolume', { VolumeId: id, InstanceId: instanceOf(host), Device: device });
      clock.advance(waitMs);
      return id;
    },
    state: (id) => ec2.view().find((disk) => disk.id === id)?.state ?? 'gone',
  };
  return bench;
}
