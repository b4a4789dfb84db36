import type { TagSpecification } from '@aws-sdk/client-ec2';
import { assert, describe } from '../../helpers/suite.ts';
import { client, codeOf, openCloud, refusalOf, SETTLED_MS, shown } from './cloud.ts';
import type { Cloud } from './cloud.ts';

const HOUR = 3_600_000;
const ORDER = { AvailabilityZone: 'us-west-1a', Size: 180, VolumeType: 'gp3' } as const;
const IDEMPOTENT = { ...ORDER, ClientToken: 'slot-1' };

function effects({ sim }: Cloud): readonly string[] {
  return sim.ledger().flatMap(({ call, effect }) => (call === 'CreateVolume' ? [effect] : []));
}

describe('a simulated volume', (it) => {
  it('is creating at first and available after a while', async (context) => {
    const { ec2, sim } = await openCloud(context);
    const { VolumeId = '', State } = await ec2.createVolume(ORDER);
    assert.equal([State, await shown(ec2, VolumeId)], ['creating', 'creating']);
    sim.advance(1999);
    assert.is(await shown(ec2, VolumeId), 'creating');
    sim.advance(1);
    assert.is(await shown(ec2, VolumeId), 'available');
  });

  it('has of itself what EC2 gives it: gp2 unless told otherwise, and its rates', async (context) => {
    const { ec2 } = await openCloud(context);
    const plain = await ec2.createVolume({ AvailabilityZone: 'us-west-1a', Size: 50 });
    const fast = await ec2.createVolume({ ...ORDER, Iops: 4000, Throughput: 1000, Encrypted: true, KmsKeyId: 'alias/ours' });
    const seen = [plain, fast].map((one) => [one.VolumeType, one.Iops, one.Throughput, one.Encrypted, one.KmsKeyId]);
    assert.equal(seen, [
      ['gp2', 150, undefined, false, undefined],
      ['gp3', 4000, 1000, true, 'alias/ours'],
    ]);
  });

  const invalid: readonly (readonly [object, string])[] = [
    [{ Size: 0 }, 'InvalidParameterValue'],
    [{ Size: 65_537 }, 'InvalidParameterValue'],
    [{ Size: undefined }, 'MissingParameter'],
    [{ AvailabilityZone: undefined }, 'MissingParameter'],
    [{ AvailabilityZone: 'us-west-1x' }, 'InvalidParameterValue'],
    [{ VolumeType: 'gp9' }, 'UnknownVolumeType'],
    [{ Iops: 2999 }, 'InvalidParameterValue'],
    [{ Size: 6, Iops: 3001 }, 'InvalidParameterCombination'],
    [{ Throughput: 751 }, 'InvalidParameterCombination'],
    [{ VolumeType: 'io2' }, 'InvalidParameterCombination'],
    [{ VolumeType: 'st1', Iops: 3000 }, 'InvalidParameterDependency'],
    [{ KmsKeyId: 'alias/ours' }, 'InvalidParameterDependency'],
    [{ TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a', Value: 'b' }] }] }, 'InvalidParameterValue'],
    [{ TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'aws:a', Value: 'b' }] }] }, 'InvalidParameterValue'],
    // Real EC2 knows it; passed over in silence it would be a lie.
    [{ SnapshotId: 'snap-1' }, 'NotPlayed'],
  ];
  it('is not made of what EC2 refuses, and a dry run says so too', async (context) => {
    const cloud = await openCloud(context);
    for (const [change, code] of invalid) {
      const asked = [true, false].map((DryRun) => codeOf(cloud.ec2.createVolume({ ...ORDER, ...change, DryRun })));
      assert.equal(await Promise.all(asked), [code, code], JSON.stringify(change));
    }
    assert.is(effects(cloud).includes('created'), false);
  });

  it('is not made by a dry run that would succeed', async (context) => {
    const cloud = await openCloud(context);
    const refusal = await refusalOf(cloud.ec2.createVolume({ ...ORDER, DryRun: true }));
    assert.equal([refusal?.name, refusal?.$metadata.httpStatusCode], ['DryRunOperation', 412]);
    assert.equal(effects(cloud), ['none']);
  });

  it('ends in error, or vanishes, where that is arranged', async (context) => {
    const { ec2, sim } = await openCloud(context);
    sim.arrangeCloud({ ghosts: 1, errors: 1 });
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) ids.push((await ec2.createVolume(ORDER)).VolumeId ?? '');
    const states = async (): Promise<readonly string[]> => Promise.all(ids.map((id) => shown(ec2, id)));
    assert.equal(await states(), ['creating', 'creating', 'creating']);
    sim.advance(SETTLED_MS);
    assert.equal(await states(), ['gone', 'error', 'available']);
  });

  it('is deleted only when it is free, and is deleting for a while', async (context) => {
    const { ec2, sim, available, attached } = await openCloud(context);
    assert.is(await codeOf(ec2.deleteVolume({ VolumeId: await attached('/dev/xvdba') })), 'VolumeInUse');
    const { VolumeId: young = '' } = await ec2.createVolume(ORDER);
    assert.is(await codeOf(ec2.deleteVolume({ VolumeId: young })), 'IncorrectState');
    const free = await available();
    await ec2.deleteVolume({ VolumeId: free });
    assert.is(await shown(ec2, free), 'deleting');
    sim.advance(SETTLED_MS);
    assert.is(await codeOf(ec2.deleteVolume({ VolumeId: free })), 'InvalidVolume.NotFound');
  });
});

describe('a client token', (it) => {
  it('makes one volume, however often and in whatever order its parameters are sent', async (context) => {
    const cloud = await openCloud(context);
    const ids = new Set<unknown>();
    for (const order of [
      IDEMPOTENT,
      IDEMPOTENT,
      { ClientToken: 'slot-1', VolumeType: 'gp3', Size: 180, AvailabilityZone: 'us-west-1a' } as const,
    ]) {
      ids.add((await cloud.ec2.createVolume(order)).VolumeId);
    }
    assert.is(ids.size, 1);
    assert.equal(effects(cloud), ['created', 'none', 'none']);
  });

  it('is refused with other parameters, tags included', async (context) => {
    const { ec2 } = await openCloud(context);
    await ec2.createVolume(IDEMPOTENT);
    const tagged = { TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'a', Value: 'b' }] } satisfies TagSpecification] };
    for (const change of [{ Size: 181 }, { AvailabilityZone: 'us-west-1b' }, tagged]) {
      assert.is(await codeOf(ec2.createVolume({ ...IDEMPOTENT, ...change })), 'IdempotentParameterMismatch');
    }
  });

  it('is forgotten after twelve hours', async (context) => {
    const { ec2, sim } = await openCloud(context);
    const first = await ec2.createVolume(IDEMPOTENT);
    sim.advance(12 * HOUR - 1);
    assert.is((await ec2.createVolume(IDEMPOTENT)).VolumeId, first.VolumeId);
    sim.advance(1);
    assert.is.not((await ec2.createVolume(IDEMPOTENT)).VolumeId, first.VolumeId);
  });

  it('is burnt when its volume vanished or was deleted', async (context) => {
    const { ec2, sim, available } = await openCloud(context);
    sim.arrangeCloud({ ghosts: 1 });
    await available({ token: 'ghost' });
    await ec2.deleteVolume({ VolumeId: await available({ token: 'deleted' }) });
    sim.advance(SETTLED_MS);
    for (const ClientToken of ['ghost', 'deleted']) {
      assert.is(await codeOf(ec2.createVolume({ ...ORDER, ClientToken })), 'IdempotentParameterMismatch');
    }
  });

  it('does not help against the quota: a retry of what succeeded is refused', async (context) => {
    const { ec2, sim } = await openCloud(context);
    sim.arrangeCloud({ quotas: { volumes: 1 } });
    await ec2.createVolume(IDEMPOTENT);
    assert.is(await codeOf(ec2.createVolume(IDEMPOTENT)), 'VolumeLimitExceeded');
    assert.is(await codeOf(ec2.createVolume({ ...ORDER, DryRun: true })), 'VolumeLimitExceeded');
    sim.arrangeCloud({ quotas: { volumes: 2, gib: 359 } });
    assert.is(await codeOf(ec2.createVolume(ORDER)), 'VolumeLimitExceeded');
    sim.arrangeCloud({ quotas: { gib: 360 } });
    assert.is(await codeOf(ec2.createVolume(ORDER)), 'ok');
  });

  it('saves a caller whose answer was lost', async (context) => {
    const cloud = await openCloud(context);
    cloud.sim.fault({ system: 'ec2', call: 'CreateVolume', when: 'after', do: 'reset' });
    assert.is.not(await codeOf(cloud.ec2.createVolume(IDEMPOTENT)), 'ok');
    await cloud.ec2.createVolume(IDEMPOTENT);
    assert.equal(effects(cloud), ['created', 'none']);
  });
});

describe('the simulated EC2 in trouble', (it) => {
  it('throttles so many requests as arranged, of one action or of any', async (context) => {
    const { ec2, sim } = await openCloud(context);
    sim.arrangeCloud({ refuse: { call: 'DescribeVolumes', times: 2 } });
    assert.is(await codeOf(ec2.describeInstances({})), 'ok');
    const refusal = await refusalOf(ec2.describeVolumes({}));
    assert.equal([refusal?.name, refusal?.$metadata.httpStatusCode], ['RequestLimitExceeded', 503]);
    assert.is(typeof refusal?.$metadata.requestId, 'string');
    assert.equal([await codeOf(ec2.describeVolumes({})), await codeOf(ec2.describeVolumes({}))], ['RequestLimitExceeded', 'ok']);
    sim.arrangeCloud({ refuse: { times: 1, code: 'InsufficientVolumeCapacity', status: 500 } });
    assert.is(await codeOf(ec2.createVolume(ORDER)), 'InsufficientVolumeCapacity');
  });

  it('is asked again by the SDK when it throttles', async (context) => {
    const { sim } = await openCloud(context);
    sim.arrangeCloud({ refuse: { times: 1 } });
    const patient = await client(context, sim.ec2, 2);
    assert.is((await patient.describeVolumes({})).$metadata.attempts, 2);
  });

  it('forbids the actions that it is told to, dry or not', async (context) => {
    const { ec2, sim, available } = await openCloud(context);
    const VolumeId = await available();
    sim.arrangeCloud({ unauthorized: ['DeleteVolume'] });
    for (const DryRun of [true, false]) {
      const refusal = await refusalOf(ec2.deleteVolume({ VolumeId, DryRun }));
      assert.equal([refusal?.name, refusal?.$metadata.httpStatusCode], ['UnauthorizedOperation', 403]);
    }
    assert.is(await codeOf(ec2.describeVolumes({})), 'ok');
  });

  it('answers 200 and nothing, which the SDK takes for a list that is undefined', async (context) => {
    const { ec2, sim } = await openCloud(context);
    sim.fault({ system: 'ec2', call: 'DescribeVolumes', when: 'before', do: 'empty' });
    assert.is((await ec2.describeVolumes({})).Volumes, undefined);
    assert.is((await ec2.describeVolumes({})).Volumes?.length, 6);
  });

  it('says so when it does not play an action, a parameter or a filter', async (context) => {
    const { ec2 } = await openCloud(context);
    const asked = [ec2.describeRegions({}), ec2.describeVolumes({ Filters: [{ Name: 'create-time', Values: ['x'] }] })];
    for (const one of asked) assert.equal((await refusalOf(one))?.$metadata.httpStatusCode, 501);
  });

  it('is in the ledger with every field but no secret, and with the agent wherever its name stands', async (context) => {
    const { ec2, sim } = await openCloud(context);
    ec2.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers['user-agent'] = `${headers['user-agent']} plumbline/0.1.0 (host-7f3a)`;
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const { VolumeId } = await ec2.createVolume(IDEMPOTENT);
    const entry = sim.ledger().at(-1);
    assert.equal([entry?.system, entry?.call, entry?.id, entry?.agent], ['ec2', 'CreateVolume', VolumeId, 'host-7f3a']);
    assert.equal(entry?.args, {
      Action: 'CreateVolume',
      Version: '2016-11-15',
      AvailabilityZone: 'us-west-1a',
      ClientToken: 'slot-1',
      Size: '180',
      VolumeType: 'gp3',
    });
  });

  it('takes every id from the seed', async (context) => {
    const play = async (seed: number): Promise<unknown> => {
      const { ec2, instances } = await openCloud(context, { seed });
      return [instances, (await ec2.createVolume(ORDER)).VolumeId];
    };
    assert.equal(await play(7), await play(7));
    assert.not.equal(await play(7), await play(8));
  });
});
