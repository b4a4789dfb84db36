import { assert, describe } from '../../helpers/suite.ts';
import { simulate } from '../simulated.ts';
import { codeOf, idOn, openCloud, SETTLED_MS, shown } from './cloud.ts';
import type { Cloud } from './cloud.ts';

const HOUR = 3_600_000;

async function modification({ ec2 }: Cloud, id: string): Promise<readonly unknown[]> {
  const { VolumesModifications = [] } = await ec2.describeVolumesModifications({ VolumeIds: [id] });
  return VolumesModifications.map((one) => [one.ModificationState, one.Progress, one.TargetIops]);
}

describe('modifying a simulated volume', (it) => {
  it('goes through modifying and optimizing, and counts from optimizing on', async (context) => {
    const cloud = await openCloud(context);
    const { ec2, sim } = cloud;
    const VolumeId = await cloud.attached('/dev/xvdba');
    const iops = async (): Promise<unknown> => (await ec2.describeVolumes({ VolumeIds: [VolumeId] })).Volumes?.[0]?.Iops;
    await ec2.modifyVolume({ VolumeId, VolumeType: 'gp3', Iops: 4000 });
    assert.equal([await modification(cloud, VolumeId), await iops()], [[['modifying', 0, 4000]], 3000]);
    sim.advance(5000);
    assert.equal([await modification(cloud, VolumeId), await iops()], [[['optimizing', 0, 4000]], 4000]);
    sim.advance(150_000);
    assert.equal(await modification(cloud, VolumeId), [['optimizing', 50, 4000]]);
    assert.is(await codeOf(ec2.modifyVolume({ VolumeId, Iops: 5000 })), 'IncorrectModificationState');
    sim.advance(150_000);
    assert.equal(await modification(cloud, VolumeId), [['completed', 100, 4000]]);
    const open = { Filters: [{ Name: 'modification-state', Values: ['modifying', 'optimizing'] }] };
    assert.equal((await ec2.describeVolumesModifications(open)).VolumesModifications, []);
  });

  it('changes the type in place, with the new type its usual rates, and never shrinks', async (context) => {
    const { ec2, sim } = await openCloud(context);
    const { VolumeId = '' } = await ec2.createVolume({ AvailabilityZone: 'us-west-1a', Size: 180, VolumeType: 'gp2' });
    sim.advance(SETTLED_MS);
    assert.is(await codeOf(ec2.modifyVolume({ VolumeId, Size: 179 })), 'InvalidParameterValue');
    await ec2.modifyVolume({ VolumeId, VolumeType: 'gp3' });
    sim.advance(HOUR);
    const [volume] = (await ec2.describeVolumes({ VolumeIds: [VolumeId] })).Volumes ?? [];
    assert.equal([volume?.VolumeType, volume?.Iops, volume?.Throughput, volume?.Size], ['gp3', 3000, 125, 180]);
  });

  it('is possible four times in any 24 hours, and asking for what is there counts', async (context) => {
    const { ec2, sim, available } = await openCloud(context);
    const VolumeId = await available();
    const attempt = (): Promise<string> => codeOf(ec2.modifyVolume({ VolumeId, Iops: 3000 }));
    for (let count = 0; count < 4; count += 1) {
      assert.is(await attempt(), 'ok');
      sim.advance(HOUR);
    }
    assert.is(await attempt(), 'VolumeModificationRateExceeded');
    sim.advance(20 * HOUR - 1);
    assert.is(await attempt(), 'VolumeModificationRateExceeded');
    sim.advance(1);
    assert.is(await attempt(), 'ok');
  });
});

describe('tags of simulated resources', (it) => {
  it('are added, replaced and removed; only a difference is a change', async (context) => {
    const { ec2, sim, available } = await openCloud(context);
    const id = await available({ tags: { a: '1', b: '2' } });
    const tags = (): unknown => sim.world().disks.find((disk) => disk.id === id)?.tags;
    const effect = (): unknown => sim.ledger().at(-1)?.effect;
    const set = (Key: string, Value: string): Promise<unknown> => ec2.createTags({ Resources: [id], Tags: [{ Key, Value }] });
    await set('a', '3');
    assert.equal([tags(), effect()], [{ a: '3', b: '2' }, 'changed']);
    await set('a', '3');
    assert.is(effect(), 'none');
    await ec2.deleteTags({ Resources: [id], Tags: [{ Key: 'a' }, { Key: 'b', Value: 'other' }] });
    assert.equal(tags(), { b: '2' });
    assert.is(await codeOf(ec2.createTags({ Resources: ['vol-1'], Tags: [{ Key: 'a', Value: 'b' }] })), 'InvalidVolume.NotFound');
  });
});

describe('the machines of simulated hosts', (it) => {
  it('are terminated with their hosts: their own disks go, others are let go of', async (context) => {
    const { ec2, sim, instances, attached } = await openCloud(context);
    const id = await attached('/dev/xvdba');
    sim.killHost('ip-10-0-0-11');
    assert.is(await shown(ec2, id), 'detaching');
    sim.advance(SETTLED_MS);
    assert.is(await shown(ec2, id), 'available');
    assert.is(sim.world().disks.length, 5);
    const { Reservations } = await ec2.describeInstances({ InstanceIds: [instances[0]] });
    const dead = Reservations?.[0]?.Instances?.[0];
    assert.equal([dead?.State?.Name, dead?.PrivateIpAddress, dead?.BlockDeviceMappings], ['terminated', undefined, []]);
  });

  it('are replaced by others with the same address', async (context) => {
    const { control } = await simulate(context);
    assert.is((await control('POST', '/replaceHost', { host: 'ip-10-0-0-99' })).status, 404);
    const { ec2, sim, instances, attached } = await openCloud(context);
    const id = await attached('/dev/xvdba');
    sim.replaceHost('ip-10-0-0-11');
    const replacement = await idOn(ec2, '10.0.0.11');
    assert.is.not(replacement, instances[0]);
    sim.advance(SETTLED_MS);
    assert.is(await shown(ec2, id), 'available');
    assert.equal(
      sim.world().hosts.map(({ alive }) => alive),
      [true, true, true],
    );
    assert.is(await codeOf(ec2.attachVolume({ VolumeId: id, InstanceId: replacement, Device: '/dev/xvdba' })), 'ok');
  });
});

describe('people at the simulated EC2', (it) => {
  it('strip tags, attach elsewhere and bring volumes of their own', async (context) => {
    const { sim } = await openCloud(context);
    sim.arrangeCloud({ addDisk: { zone: 'us-west-1a', sizeGiB: 100, tags: { 'plumbline/cluster': 'prod' }, host: 'ip-10-0-0-11' } });
    const theirs = (): { id: string; attachedTo: string | null; tags: object } | undefined =>
      sim.world().disks.find(({ sizeGiB }) => sizeGiB === 100);
    const { id = '' } = theirs() ?? {};
    assert.equal([theirs()?.attachedTo, theirs()?.tags], ['ip-10-0-0-11', { 'plumbline/cluster': 'prod' }]);
    sim.arrangeCloud({ stripTags: id, attachElsewhere: { disk: id, host: 'ip-10-0-0-13' } });
    assert.equal([theirs()?.attachedTo, theirs()?.tags], ['ip-10-0-0-13', {}]);
  });

  it('are told what is not there and what is impossible, and then nothing happens', async (context) => {
    const { sim, control } = await simulate(context);
    const mistakes: readonly (readonly [object, number, string])[] = [
      [{ stripTags: 'vol-1' }, 404, 'There is no volume "vol-1".'],
      [{ ghosts: 1, attachElsewhere: { disk: 'vol-1', host: 'ip-10-0-0-11' } }, 404, 'There is no volume "vol-1".'],
      [
        { addDisk: { zone: 'us-west-1b', sizeGiB: 100, tags: {}, host: 'ip-10-0-0-11' } },
        400,
        'Host "ip-10-0-0-11" is in zone us-west-1a, the volume in us-west-1b.',
      ],
    ];
    for (const [order, status, message] of mistakes) {
      const reply = await control('POST', '/ec2', order);
      assert.equal([reply.status, reply.json.message], [status, message]);
    }
    assert.is(sim.world().disks.length, 6);
    assert.is((await control('POST', '/ec2', { lag: { tags: 5 }, quotas: { volumes: null }, refuse: { times: 1 } })).status, 200);
  });
});
