/** The EC2 calls that the agent makes; with sdk.ts the only place that speaks with EC2. */
import type { CreateVolumeRequest, EC2, Filter, InstanceTypeInfo, Reservation, Volume, VolumeModification } from '@aws-sdk/client-ec2';
import { PlumblineError } from '../../../errors.ts';
import { httpErrors, PROMPT_MS } from '../../../http.ts';
import type { AwsEbsConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import type { AttachDisk, DetachDisk, ModifyDisk } from '../types.ts';
import type { Tags } from '../slot.ts';
import { allPages, listed } from './pages.ts';
import { openEc2, presentCredentials } from './sdk.ts';
import type { SendOptions } from './sdk.ts';
import { cloudError } from './wire-errors.ts';

/** Every method throws `cloud-disks/*` or `http/*`. Lists are whole. */
export interface Ec2Client extends Looks, Changes {}

interface Looks {
  volumes(filter: Filter, ctx: Ctx): Promise<readonly Volume[]>;
  /** All of the account, but for those that have ended well. */
  modifications(ctx: Ctx): Promise<readonly VolumeModification[]>;
  reservations(ctx: Ctx): Promise<readonly Reservation[]>;
  instanceTypes(names: readonly string[], ctx: Ctx): Promise<readonly InstanceTypeInfo[]>;
}

/** Sent once, and at once or not at all. */
interface Changes {
  createVolume(order: CreateVolumeRequest, ctx: Ctx): Promise<Volume>;
  attachVolume(args: AttachDisk['args'], ctx: Ctx): Promise<void>;
  detachVolume(args: Pick<DetachDisk['args'], 'diskId' | 'hostId'>, ctx: Ctx): Promise<void>;
  deleteVolume(id: string, ctx: Ctx): Promise<void>;
  createTags(id: string, tags: Tags, ctx: Ctx): Promise<void>;
  modifyVolume(args: ModifyDisk['args'], ctx: Ctx): Promise<void>;
}

/** `what`, for the error: `EC2 did not attach vol-1 to i-1`. */
type Send = <T>(what: string, call: (ec2: EC2, options: SendOptions) => Promise<T>, ctx: Ctx) => Promise<T>;

/** EC2 describes at most so many types at once. */
const MOST_TYPES = 100;

export function ec2Client(config: AwsEbsConfig, options: { readonly isSimulated: boolean }): Ec2Client {
  let opened: Promise<EC2> | null = null;
  const sending =
    (withinMs: number | null): Send =>
    async (what, call, ctx) => {
      const startByMs = withinMs === null ? null : ctx.clock.monotonicMs() + withinMs;
      opened ??= openEc2(config, options, ctx);
      const ec2 = await opened;
      await presentCredentials(ec2, ctx);
      try {
        return await call(ec2, { abortSignal: ctx.signal, startByMs });
      } catch (thrown) {
        throw ctx.signal.aborted ? stopping(what, thrown) : cloudError(what, thrown);
      }
    };
  return { ...looksOf(sending(null), config), ...changesOf(sending(PROMPT_MS)) };
}

function looksOf(send: Send, { vpc }: AwsEbsConfig): Looks {
  return {
    volumes: (filter, ctx) =>
      allPages('list volumes', async (page) => {
        const answer = await send('list volumes', (ec2, at) => ec2.describeVolumes({ Filters: [filter], ...page }, at), ctx);
        return { items: answer.Volumes, next: answer.NextToken };
      }),
    modifications: (ctx) =>
      allPages('list modifications', async (page) => {
        const input = { Filters: [{ Name: 'modification-state', Values: ['modifying', 'optimizing', 'failed'] }], ...page };
        const answer = await send('list modifications', (ec2, at) => ec2.describeVolumesModifications(input, at), ctx);
        return { items: answer.VolumesModifications, next: answer.NextToken };
      }),
    reservations: (ctx) =>
      allPages('list instances', async (page) => {
        const input = { ...(vpc === undefined ? {} : { Filters: [{ Name: 'vpc-id', Values: [vpc] }] }), ...page };
        const answer = await send('list instances', (ec2, at) => ec2.describeInstances(input, at), ctx);
        return { items: answer.Reservations, next: answer.NextToken };
      }),
    async instanceTypes(names, ctx) {
      const found: InstanceTypeInfo[] = [];
      for (let from = 0; from < names.length; from += MOST_TYPES) {
        const input = { InstanceTypes: names.slice(from, from + MOST_TYPES) as NonNullable<InstanceTypeInfo['InstanceType']>[] };
        const answer = await send('describe instance types', (ec2, at) => ec2.describeInstanceTypes(input, at), ctx);
        found.push(...listed(answer.InstanceTypes, 'describe instance types'));
      }
      return found;
    },
  };
}

function changesOf(send: Send): Changes {
  return {
    createVolume: (order, ctx) => send(`create a volume in ${order.AvailabilityZone}`, (ec2, at) => ec2.createVolume(order, at), ctx),
    async attachVolume({ diskId, hostId, device }, ctx) {
      const input = { VolumeId: diskId, InstanceId: hostId, Device: device };
      await send(`attach ${diskId} to ${hostId} as ${device}`, (ec2, at) => ec2.attachVolume(input, at), ctx);
    },
    async detachVolume({ diskId, hostId }, ctx) {
      const input = { VolumeId: diskId, InstanceId: hostId };
      await send(`detach ${diskId} from ${hostId}`, (ec2, at) => ec2.detachVolume(input, at), ctx);
    },
    async deleteVolume(id, ctx) {
      await send(`delete ${id}`, (ec2, at) => ec2.deleteVolume({ VolumeId: id }, at), ctx);
    },
    async createTags(id, tags, ctx) {
      await send(`tag ${id}`, (ec2, at) => ec2.createTags({ Resources: [id], Tags: tagList(tags) }, at), ctx);
    },
    async modifyVolume({ diskId, ...speed }, ctx) {
      await send(`modify ${diskId}`, (ec2, at) => ec2.modifyVolume({ VolumeId: diskId, ...speedOf(speed) }, at), ctx);
    },
  };
}

/** The SDK has an error of its own for it, and asks the signal before it sends anything. */
function stopping(what: string, cause: unknown): PlumblineError {
  return new PlumblineError(httpErrors.aborted, `The agent is stopping, so it did not wait for EC2 to ${what}.`, {}, { cause });
}

export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** The type is always named: EC2's own default is gp2. */
export function speedOf({ type, iops, throughputMiBs }: Omit<ModifyDisk['args'], 'diskId'>) {
  return {
    VolumeType: type as NonNullable<Volume['VolumeType']>,
    ...(iops === null ? {} : { Iops: iops }),
    ...(throughputMiBs === null ? {} : { Throughput: throughputMiBs }),
  };
}
