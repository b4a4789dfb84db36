/** EBS volumes as disks, EC2 instances as the machines they are attached to. */
import type { Volume } from '@aws-sdk/client-ec2';
import { PlumblineError } from '../../../errors.ts';
import type { AwsEbsConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { cloudErrors } from '../errors.ts';
import type { DiskProvider } from '../provider.ts';
import { CLUSTER_TAG } from '../slot.ts';
import type { AttachDisk, CloudDisk, DetachDisk } from '../types.ts';
import { ec2Client } from './client.ts';
import type { Ec2Client } from './client.ts';
import { createDisk } from './create.ts';
import { dryRun } from './dry-run.ts';
import { makeFleet } from './fleet.ts';
import type { FleetMemory } from './fleet.ts';
import { makeSent } from './sent.ts';
import { makeTagged } from './tagged.ts';
import type { Tagged } from './tagged.ts';
import { clusterOf, diskFrom } from './volumes.ts';
import { isEc2 } from './wire-errors.ts';

export interface AwsEbsOptions {
  readonly cluster: string;
  readonly isSimulated: boolean;
}

export function awsEbsProvider(config: AwsEbsConfig, { cluster, isSimulated }: AwsEbsOptions): DiskProvider {
  const ec2 = ec2Client(config, { isSimulated });
  const fleet = makeFleet(ec2, config);
  const sent = makeSent();
  const tagged = makeTagged();
  const cloud: Cloud = { ec2, fleet, tagged };
  const ours = { Name: `tag:${CLUSTER_TAG}`, Values: [cluster] };
  return {
    cluster,
    fleet: (ctx) => fleet.read(ctx),
    disks: async (ctx) => disksFrom(await ec2.volumes(ours, ctx), cloud, ctx),
    async disk(id, ctx) {
      // A filter finds nothing where VolumeIds are an error, as while a new volume cannot be seen yet.
      const volumes = await ec2.volumes({ Name: 'volume-id', Values: [id] }, ctx);
      if (volumes.some((volume) => clusterOf(volume) !== cluster)) throw notOurs(id, cluster);
      return (await disksFrom(volumes, cloud, ctx))[0] ?? null;
    },
    async objectionTo(order, hostId, ctx) {
      const zone = fleet.zoneOf(hostId);
      return zone === undefined ? `EC2 shows no instance ${hostId}` : dryRun(ec2, { order, zone, cluster }, ctx);
    },
    create: (args, ctx) => createDisk(ec2, { ...args, sent, volumes: () => ec2.volumes(ours, ctx) }, ctx),
    attach: (args, ctx) => attach(cloud, args, ctx),
    detach: (args, ctx) => detach(ec2, args, ctx),
    remove: (diskId, ctx) => ec2.deleteVolume(diskId, ctx),
    async tag(diskId, tags, ctx) {
      await ec2.createTags(diskId, tags, ctx);
      tagged.note(diskId, tags, ctx.clock.now());
    },
    modify: (args, ctx) => ec2.modifyVolume(args, ctx),
  };
}

interface Cloud {
  readonly ec2: Ec2Client;
  readonly fleet: FleetMemory;
  readonly tagged: Tagged;
}

async function disksFrom(volumes: readonly Volume[], { ec2, fleet, tagged }: Cloud, ctx: Ctx): Promise<readonly CloudDisk[]> {
  if (volumes.length === 0) return [];
  const modifications = new Map((await ec2.modifications(ctx)).map((one) => [one.VolumeId, one]));
  const now = ctx.clock.now();
  return volumes.map((volume) => {
    return diskFrom(tagged.over(volume, now), { modification: modifications.get(volume.VolumeId), pathOn: fleet.pathOn });
  });
}

async function attach({ ec2, fleet }: Cloud, args: AttachDisk['args'], ctx: Ctx): Promise<void> {
  try {
    await ec2.attachVolume(args, ctx);
  } catch (thrown) {
    if (!isNameTaken(thrown)) throw thrown;
    fleet.take(args.hostId, args.device);
    const what = `${args.hostId} has something under ${args.device} that EC2 does not show.`;
    throw new PlumblineError(cloudErrors.deviceNameTaken, what, {}, { cause: thrown });
  }
}

/**
 * InvalidParameterValue is anything, so here, for once, the text decides, as in aws-ebs-csi-driver's isAWSErrorBlockDeviceInUse.
 * Should it change, the refusal is reported instead of another name being tried.
 */
function isNameTaken(thrown: unknown): thrown is PlumblineError {
  return thrown instanceof PlumblineError && isEc2(thrown, 'InvalidParameterValue') && /already in use/i.test(thrown.message);
}

/** What is attached to nothing needs no detaching. */
async function detach(ec2: Ec2Client, args: Pick<DetachDisk['args'], 'diskId' | 'hostId'>, ctx: Ctx): Promise<void> {
  try {
    await ec2.detachVolume(args, ctx);
  } catch (thrown) {
    if (!(thrown instanceof PlumblineError) || !isEc2(thrown, 'IncorrectState', 'InvalidAttachment.NotFound')) throw thrown;
  }
}

function notOurs(id: string, cluster: string): PlumblineError {
  return new PlumblineError(cloudErrors.notOurs, `Volume ${id} is there, but it no longer carries the tag ${CLUSTER_TAG}=${cluster}.`);
}
