/** Asks EC2 whether it would make a volume, without making it: permissions, parameters and, as far as EC2 checks it, the quota. */
import { PlumblineError } from '../../../errors.ts';
import type { Ctx } from '../../../model/system.ts';
import { CLUSTER_TAG } from '../slot.ts';
import type { DiskOrder } from '../types.ts';
import type { Ec2Client } from './client.ts';
import { orderFor } from './create.ts';
import { isEc2, unexpected } from './wire-errors.ts';

export interface DryRun {
  readonly order: DiskOrder;
  readonly zone: string;
  readonly cluster: string;
}

/** A clause; null: it would. Throws when that is not known. */
export async function dryRun(ec2: Ec2Client, { order, zone, cluster }: DryRun, ctx: Ctx): Promise<string | null> {
  const refusal = await refusalOf(ec2, { ...orderFor(order, zone, new Map([[CLUSTER_TAG, cluster]])), DryRun: true }, ctx);
  // The "error" by which EC2 says yes.
  if (isEc2(refusal, 'DryRunOperation')) return null;
  if (refusal.code.class === 'stalled') return refusal.message;
  throw refusal;
}

async function refusalOf(ec2: Ec2Client, order: Parameters<Ec2Client['createVolume']>[0], ctx: Ctx): Promise<PlumblineError> {
  try {
    const { VolumeId } = await ec2.createVolume(order, ctx);
    throw unexpected('create a volume, as a dry run', `it may have made ${VolumeId ?? 'one'}`);
  } catch (thrown) {
    if (thrown instanceof PlumblineError) return thrown;
    throw thrown;
  }
}
