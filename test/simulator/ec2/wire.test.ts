import { readdirSync, readFileSync } from 'node:fs';
import { assert, describe } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { send } from '../simulated.ts';
import { differences } from '../scaleio/shape.ts';
import { openCloud, openSdk, SETTLED_MS } from './cloud.ts';
import type { Cloud } from './cloud.ts';
import { unknownElements } from './model.ts';
import { readXml } from './xml.ts';

const FIXTURES = new URL('../../fixtures/wire/ec2/', import.meta.url);

type Fields = { readonly [name: string]: string };

/** The answer as it stands on the wire. */
async function raw({ sim }: Cloud, action: string, fields: Fields = {}): Promise<{ readonly status: number; readonly text: string }> {
  const body = new URLSearchParams({ Action: action, Version: '2016-11-15', ...fields }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return send(sim.ec2, { method: 'POST', path: '/', body, headers });
}

function fixture(name: string): ReturnType<typeof readXml> {
  return readXml(readFileSync(new URL(`${name}.xml`, FIXTURES), 'utf8'));
}

const NEW_VOLUME = { AvailabilityZone: 'us-west-1a', Size: '500', VolumeType: 'st1' };
const TAGGED = {
  'TagSpecification.1.ResourceType': 'volume',
  'TagSpecification.1.Tag.1.Key': 'plumbline/cluster',
  'TagSpecification.1.Tag.1.Value': 'a & <b>',
};

/** Every kind of volume that the fixtures show: encrypted and not, with and without rates, attached and free. */
async function livedIn(context: TestContext): Promise<Cloud & { readonly free: string; readonly used: string }> {
  const cloud = await openCloud(context);
  await raw(cloud, 'CreateVolume', { ...NEW_VOLUME, ...TAGGED });
  await raw(cloud, 'CreateVolume', { ...NEW_VOLUME, Size: '180', VolumeType: 'gp3', Encrypted: 'true' });
  return { ...cloud, free: await cloud.available(), used: await cloud.attached('/dev/xvdba') };
}

type Asked = (cloud: Awaited<ReturnType<typeof livedIn>>) => Promise<{ readonly status: number; readonly text: string }>;

const attachFree = (device: string, host: 0 | 1 | 2 = 0): Asked => {
  return (cloud) => raw(cloud, 'AttachVolume', { VolumeId: cloud.free, InstanceId: cloud.instances[host], Device: device });
};
const modifyFree = (cloud: Parameters<Asked>[0], fields: Fields): ReturnType<Asked> =>
  raw(cloud, 'ModifyVolume', { VolumeId: cloud.free, ...fields });

const answers: { readonly [fixture: string]: Asked } = {
  'create-volume': (cloud) => raw(cloud, 'CreateVolume', { ...NEW_VOLUME, ...TAGGED, VolumeType: 'gp3', Encrypted: 'true' }),
  'describe-volumes': (cloud) => raw(cloud, 'DescribeVolumes'),
  'describe-volumes-page': async (cloud) => {
    for (let count = 0; count < 6; count += 1)
      await raw(cloud, 'CreateVolume', { ...NEW_VOLUME, ...TAGGED, VolumeType: 'gp3', Encrypted: 'true' });
    return raw(cloud, 'DescribeVolumes', {
      MaxResults: '5',
      'Filter.1.Name': 'size',
      'Filter.1.Value.1': '500',
      'Filter.2.Name': 'volume-type',
      'Filter.2.Value.1': 'gp3',
    });
  },
  'describe-volumes-empty': (cloud) => raw(cloud, 'DescribeVolumes', { 'Filter.1.Name': 'tag:none', 'Filter.1.Value.1': 'x' }),
  'attach-volume': attachFree('/dev/xvdbb'),
  'detach-volume': (cloud) => raw(cloud, 'DetachVolume', { VolumeId: cloud.used }),
  'delete-volume': (cloud) => raw(cloud, 'DeleteVolume', { VolumeId: cloud.free }),
  'create-tags': (cloud) => raw(cloud, 'CreateTags', { 'ResourceId.1': cloud.free, 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' }),
  'delete-tags': (cloud) => raw(cloud, 'DeleteTags', { 'ResourceId.1': cloud.free, 'Tag.1.Key': 'a' }),
  'modify-volume': (cloud) => modifyFree(cloud, { Iops: '4000', Throughput: '250' }),
  'describe-volumes-modifications': async (cloud) => {
    await modifyFree(cloud, { Iops: '4000' });
    cloud.sim.advance(3_600_000);
    await raw(cloud, 'ModifyVolume', { VolumeId: cloud.used, Iops: '4000' });
    return raw(cloud, 'DescribeVolumesModifications');
  },
  'describe-instances': async (cloud) => {
    cloud.sim.killHost('ip-10-0-0-12');
    return raw(cloud, 'DescribeInstances');
  },
  'describe-instances-empty': (cloud) => raw(cloud, 'DescribeInstances', { 'Filter.1.Name': 'instance-id', 'Filter.1.Value.1': 'i-1' }),
  'describe-instance-types': (cloud) => raw(cloud, 'DescribeInstanceTypes'),
};

const twice =
  (change: Fields): Asked =>
  async (cloud) => {
    await raw(cloud, 'CreateVolume', { ...NEW_VOLUME, ClientToken: 'once' });
    cloud.sim.advance(SETTLED_MS);
    return raw(cloud, 'CreateVolume', { ...NEW_VOLUME, ClientToken: 'once', ...change });
  };

const arranged =
  (order: Parameters<Cloud['sim']['arrangeCloud']>[0], asked: Asked): Asked =>
  (cloud) => {
    cloud.sim.arrangeCloud(order);
    return asked(cloud);
  };

const refusals: { readonly [fixture: string]: Asked } = {
  'error-400-volume-in-use': (cloud) =>
    raw(cloud, 'AttachVolume', { VolumeId: cloud.used, InstanceId: cloud.instances[0], Device: '/dev/xvdbb' }),
  'error-400-volume-not-found': (cloud) => raw(cloud, 'DescribeVolumes', { 'VolumeId.1': 'vol-0123456789abcdef0' }),
  'error-400-instance-not-found': (cloud) => raw(cloud, 'DescribeInstances', { 'InstanceId.1': 'i-0a1b2c3d4e5f60718' }),
  'error-400-incorrect-state': async (cloud) => {
    await raw(cloud, 'DeleteVolume', { VolumeId: cloud.free });
    return attachFree('/dev/xvdbb')(cloud);
  },
  'error-400-attachment-not-found': (cloud) => raw(cloud, 'DetachVolume', { VolumeId: cloud.used, Device: '/dev/xvdbb' }),
  'error-400-device-taken': attachFree('/dev/xvdba'),
  'error-400-zone-mismatch': attachFree('/dev/xvdba', 1),
  'error-400-attachment-limit': arranged({ attachLimit: 4 }, attachFree('/dev/xvdbb')),
  'error-400-volume-limit': arranged({ quotas: { volumes: 4 } }, (cloud) => raw(cloud, 'CreateVolume', NEW_VOLUME)),
  'error-400-iops-limit': arranged({ quotas: { iops: 999 } }, (cloud) => {
    return raw(cloud, 'CreateVolume', { ...NEW_VOLUME, VolumeType: 'io2', Iops: '1000' });
  }),
  'error-400-token-parameters': twice({ Size: '600' }),
  'error-400-token-burnt': arranged({ ghosts: 1 }, twice({})),
  'error-400-long-token': (cloud) => raw(cloud, 'CreateVolume', { ...NEW_VOLUME, ClientToken: 'x'.repeat(65) }),
  'error-400-modification-state': async (cloud) => {
    await modifyFree(cloud, { Iops: '4000' });
    return modifyFree(cloud, { Iops: '5000' });
  },
  'error-400-modification-rate': async (cloud) => {
    for (const Iops of ['4000', '5000', '6000', '7000']) {
      await modifyFree(cloud, { Iops });
      cloud.sim.advance(3_600_000);
    }
    return modifyFree(cloud, { Iops: '8000' });
  },
  'error-400-modification-not-found': (cloud) => raw(cloud, 'DescribeVolumesModifications', { 'VolumeId.1': cloud.free }),
  'error-400-shrink': (cloud) => modifyFree(cloud, { Size: '179' }),
  'error-403-unauthorized': arranged({ unauthorized: ['DeleteVolume'] }, (cloud) => raw(cloud, 'DeleteVolume', { VolumeId: cloud.free })),
  'error-412-dry-run': (cloud) => raw(cloud, 'CreateVolume', { ...NEW_VOLUME, DryRun: 'true' }),
  'error-503-throttled': arranged({ refuse: { times: 1 } }, (cloud) => raw(cloud, 'DescribeVolumes')),
};

/** Ids differ from world to world. */
function withoutIds(body: object): string {
  return JSON.stringify(body).replaceAll(/(vol|i)-0[0-9a-f]{16}/g, '$1-');
}

describe('the simulated EC2 on the wire', (it) => {
  for (const [name, asked] of Object.entries(answers)) {
    it(`answers with the elements and types of ${name}.xml, no more and no fewer`, async (context) => {
      const { status, text } = await asked(await livedIn(context));
      const answer = readXml(text);
      assert.equal([status, answer.root], [200, fixture(name).root]);
      assert.equal(differences(answer.body, fixture(name).body), []);
    });
  }

  for (const [name, asked] of Object.entries(refusals)) {
    it(`refuses word for word as in ${name}.xml`, async (context) => {
      const { status, text } = await asked(await livedIn(context));
      assert.is(status, Number(name.split('-')[1]));
      assert.is(withoutIds(readXml(text).body), withoutIds(fixture(name).body));
    });
  }

  it('has an answer for every fixture', () => {
    const played = [...Object.keys(answers), ...Object.keys(refusals)].map((name) => `${name}.xml`);
    assert.equal(readdirSync(FIXTURES).toSorted(), played.toSorted());
  });

  it('has no element in a fixture that the SDK does not know', async () => {
    const sdk = await openSdk();
    for (const name of Object.keys(answers)) assert.equal(unknownElements(sdk, fixture(name)), [], name);
  });
});
