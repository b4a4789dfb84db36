import { assert, describe } from '../../helpers/suite.ts';
import { codeOf, openCloud, SETTLED_MS, shown } from './cloud.ts';
import type { Cloud } from './cloud.ts';

const TAGS = { 'plumbline/cluster': 'prod' };

async function tagged({ ec2 }: Cloud): Promise<readonly unknown[]> {
  const { Volumes = [] } = await ec2.describeVolumes({ Filters: [{ Name: 'tag:plumbline/cluster', Values: ['prod'] }] });
  return Volumes.map(({ VolumeId }) => VolumeId);
}

/** How many calls show nothing new before one does. */
async function callsUntil(isSeen: () => Promise<boolean>): Promise<number> {
  for (let calls = 0; calls < 50; calls += 1) if (await isSeen()) return calls;
  throw new Error('It never shows.');
}

async function mappedDevices({ ec2, instances }: Cloud): Promise<number> {
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [instances[0]] });
  return Reservations?.[0]?.Instances?.[0]?.BlockDeviceMappings?.length ?? 0;
}

describe('what simulated describe calls show late', (it) => {
  for (const lag of [0, 5, 12]) {
    it(`is a new volume by its tags, ${lag} calls after it was made`, async (context) => {
      const cloud = await openCloud(context);
      cloud.sim.arrangeCloud({ lag: { tags: lag } });
      const id = await cloud.available({ tags: TAGS });
      // By its id it is there at once: only its tags are late.
      if (lag > 0) assert.is(await shown(cloud.ec2, id), 'available');
      const alreadyAsked = lag > 0 ? 1 : 0;
      assert.is(await callsUntil(async () => (await tagged(cloud)).includes(id)), lag - alreadyAsked);
      assert.equal(cloud.sim.world().disks.find((disk) => disk.id === id)?.tags, TAGS);
    });

    it(`is a volume and its attachment, ${lag} calls after each`, async (context) => {
      const cloud = await openCloud(context);
      const { ec2, sim, instances, available } = cloud;
      sim.arrangeCloud({ lag: { volumes: lag } });
      const id = await available();
      assert.is(await callsUntil(async () => (await shown(ec2, id)) === 'available'), lag);
      await ec2.attachVolume({ VolumeId: id, InstanceId: instances[0], Device: '/dev/xvdba' });
      sim.advance(SETTLED_MS);
      assert.is(await callsUntil(async () => (await shown(ec2, id)) === 'attached'), lag);
    });

    it(`is a mapping of the instance, ${lag} of its own describe calls after the attachment`, async (context) => {
      const cloud = await openCloud(context);
      cloud.sim.arrangeCloud({ lag: { mappings: lag } });
      assert.is(await mappedDevices(cloud), 2);
      const id = await cloud.attached('/dev/xvdba');
      assert.is(await shown(cloud.ec2, id), 'attached');
      assert.is(await callsUntil(async () => (await mappedDevices(cloud)) === 3), lag);
      await cloud.ec2.detachVolume({ VolumeId: id });
      cloud.sim.advance(SETTLED_MS);
      assert.is(await callsUntil(async () => (await mappedDevices(cloud)) === 2), lag);
    });
  }

  it('is only what is shown: what is asked for counts at once', async (context) => {
    const { ec2, sim, instances, available } = await openCloud(context);
    sim.arrangeCloud({ lag: { volumes: 12, tags: 12, mappings: 12 } });
    const VolumeId = await available({ token: 'once' });
    assert.is(await codeOf(ec2.describeVolumes({ VolumeIds: [VolumeId] })), 'InvalidVolume.NotFound');
    assert.is(await available({ token: 'once' }), VolumeId);
    assert.is(await codeOf(ec2.attachVolume({ VolumeId, InstanceId: instances[0], Device: '/dev/xvdba' })), 'ok');
    const attempt = ec2.attachVolume({ VolumeId: await available(), InstanceId: instances[0], Device: '/dev/xvdba' });
    assert.is(await codeOf(attempt), 'InvalidParameterValue');
  });

  it('never goes back when the lag grows', async (context) => {
    const { ec2, sim, available } = await openCloud(context);
    const id = await available();
    assert.is(await shown(ec2, id), 'available');
    sim.arrangeCloud({ lag: { volumes: 12 } });
    assert.is(await shown(ec2, id), 'available');
    await ec2.deleteVolume({ VolumeId: id });
    sim.advance(SETTLED_MS);
    assert.is(await callsUntil(async () => (await shown(ec2, id)) === 'gone'), 12);
  });
});

describe('lists of the simulated EC2', (it) => {
  it('come in pages that hold every volume once', async (context) => {
    const { ec2, available } = await openCloud(context);
    for (let count = 0; count < 8; count += 1) await available();
    const seen: unknown[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await ec2.describeVolumes({ MaxResults: 5, ...(NextToken === undefined ? {} : { NextToken }) });
      seen.push(...(page.Volumes ?? []).map(({ VolumeId }) => VolumeId));
      ({ NextToken } = page);
      pages += 1;
    } while (NextToken !== undefined);
    assert.equal([pages, seen.length, new Set(seen).size], [3, 14, 14]);
    assert.is(await codeOf(ec2.describeVolumes({ MaxResults: 4 })), 'InvalidParameterValue');
    assert.is(await codeOf(ec2.describeVolumes({ MaxResults: 5, VolumeIds: [String(seen[0])] })), 'InvalidParameterCombination');
    assert.is(await codeOf(ec2.describeVolumes({ NextToken: 'nonsense' })), 'InvalidParameterValue');
  });

  it('show what every filter lets through, wildcards understood', async (context) => {
    const { ec2, instances, available, attached } = await openCloud(context);
    const [plain, other] = [await available({ tags: { a: 'x.y' } }), await available({ tags: { a: 'xzy', b: '' } })];
    const used = await attached('/dev/xvdba');
    const ask = async (...filters: readonly (readonly [string, ...string[]])[]): Promise<readonly string[]> => {
      const Filters = filters.map(([Name, ...Values]) => ({ Name, Values }));
      return ((await ec2.describeVolumes({ Filters })).Volumes ?? []).map(({ VolumeId = '' }) => VolumeId).toSorted();
    };
    const both = [plain, other].toSorted();
    assert.equal(await ask(['tag:a', 'x.y']), [plain]);
    assert.equal(await ask(['tag:a', 'x?y']), both);
    assert.equal(await ask(['tag:a', 'x*'], ['tag-key', 'b']), [other]);
    assert.equal(await ask(['tag:a', 'nothing', 'xzy']), [other]);
    assert.equal(await ask(['attachment.instance-id', instances[0]], ['attachment.device', '/dev/xvdb*']), [used]);
    assert.equal(await ask(['status', 'available']), both);
    assert.equal(await ask(['volume-id', plain, used], ['status', 'in-use']), [used]);
  });

  it('find instances by address, state and network, and terminated ones for an hour, without an address', async (context) => {
    const { ec2, sim, instances } = await openCloud(context);
    sim.killHost('ip-10-0-0-12');
    const ask = async (Name: string, value: string): Promise<readonly string[]> => {
      const { Reservations = [] } = await ec2.describeInstances({ Filters: [{ Name, Values: [value] }] });
      return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId));
    };
    assert.equal(await ask('private-ip-address', '10.0.0.11'), [instances[0]]);
    assert.equal(await ask('network-interface.addresses.private-ip-address', '10.0.0.12'), []);
    assert.equal(await ask('instance-state-name', 'terminated'), [instances[1]]);
    assert.equal((await ask('vpc-id', 'vpc-0a1b2c3d4e5f60718')).toSorted(), [instances[0], instances[2]].toSorted());
    assert.equal(await ask('vpc-id', 'vpc-1'), []);
    sim.advance(3_600_000);
    assert.equal(await ask('instance-state-name', 'terminated'), []);
  });
});
