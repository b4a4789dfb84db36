/**
 * Buys the volume of a slot, once. The token makes it one volume however often it is asked for, for half a day; the tags for
 * ever. What EC2 says against it may be wrong, so the tags have the last word.
 */
import type { CreateVolumeRequest, Volume } from '@aws-sdk/client-ec2';
import { PlumblineError } from '../../../errors.ts';
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import { cloudErrors } from '../errors.ts';
import { clientToken, isSameRow, slotFrom, tagsOf } from '../slot.ts';
import type { Tags } from '../slot.ts';
import type { CreateDisk, DiskOrder } from '../types.ts';
import { speedOf, tagList } from './client.ts';
import type { Ec2Client } from './client.ts';
import type { Sent } from './sent.ts';
import { tagsFrom } from './volumes.ts';
import { unexpected } from './wire-errors.ts';

/** A slot is tried so often in all; after that something is wrong that another volume does not mend. */
const ATTEMPTS = 3;
/** By then a volume that a call made is visible. */
const VISIBLE_WITHIN_MS = 5 * 60_000;
/** States of a volume that is none: its slot is empty. */
const NOTHING: readonly unknown[] = ['error', 'deleting', 'deleted'];

export interface Purchase extends Readonly<CreateDisk['args']> {
  /** Lists the cluster's volumes. */
  readonly volumes: () => Promise<readonly Volume[]>;
  readonly sent: Sent;
}

/** Throws `cloud-disks/*`, `http/*` or `apply/stale`. */
export async function createDisk(ec2: Ec2Client, purchase: Purchase, ctx: WriteCtx): Promise<Written> {
  const { slot, sent } = purchase;
  const now = ctx.clock.now();
  const mayTryNext = now - sent.lastFor(slot, now) > VISIBLE_WITHIN_MS && purchase.mayTryNext;
  for (let attempt = slot.attempt; attempt < ATTEMPTS; attempt += 1) {
    const readAtMs = ctx.clock.monotonicMs();
    const before = await existing(purchase);
    if (before !== null) return before;
    ctx.fresh(readAtMs);
    const bought = await buy(ec2, { ...purchase, slot: { ...slot, attempt } }, ctx);
    if (!(bought instanceof PlumblineError)) return bought;
    // A volume may be there and not be seen yet: only much later is it certain that its token came to nothing.
    if (bought.code === cloudErrors.tokenSpent && mayTryNext) continue;
    const after = await existing(purchase);
    if (after !== null) return after;
    throw bought;
  }
  throw new PlumblineError(
    cloudErrors.vanished,
    `EC2 took on ${ATTEMPTS} volumes for row ${slot.row} on SDS ${slot.sds}, and none of them came to be: most likely the KMS key may not be used.`,
  );
}

/** Null: no volume carries the tags of the row on this SDS, but for earlier attempts that are no longer the slot's. */
async function existing({ slot, volumes }: Purchase): Promise<Written | null> {
  const found = (await volumes()).find((volume) => {
    const carried = slotFrom(tagsFrom(volume), slot.zone);
    const isAttempt = carried !== null && isSameRow(carried, slot) && carried.attempt >= slot.attempt;
    return isAttempt && !NOTHING.includes(volume.State);
  });
  return found === undefined ? null : { kind: 'skipped', why: `disk ${found.VolumeId ?? ''} is there already` };
}

/**
 * Gives an error that may be wrong. One more than the limit is refused, also when it is the very one that is made already:
 * aws-ebs-csi-driver issue 2512. A token is spent when its volume vanished, or was asked for with another size: issue 1951.
 */
async function buy(ec2: Ec2Client, purchase: Purchase, ctx: WriteCtx): Promise<Written | PlumblineError> {
  const { slot, cluster } = purchase;
  const order = { ...orderFor(purchase, slot.zone, tagsOf(cluster, slot)), ClientToken: clientToken(slot) };
  try {
    const volume = await purchase.sent.noting(slot, ctx.clock, () => ec2.createVolume(order, ctx));
    return { kind: 'applied', backendId: idOf(volume) };
  } catch (thrown) {
    if (thrown instanceof PlumblineError && (thrown.code === cloudErrors.quota || thrown.code === cloudErrors.tokenSpent)) return thrown;
    throw thrown;
  }
}

/** What a volume is made with, but for the token. */
export function orderFor(disk: DiskOrder, zone: string, tags: Tags): CreateVolumeRequest {
  return {
    AvailabilityZone: zone,
    Size: disk.sizeGiB,
    ...speedOf(disk),
    Encrypted: disk.encrypted,
    ...(disk.kmsKeyId === null ? {} : { KmsKeyId: disk.kmsKeyId }),
    // With the volume or not at all: tagged afterwards, one that was made right before a crash would be nobody's.
    TagSpecifications: [{ ResourceType: 'volume', Tags: tagList(tags) }],
  };
}

function idOf({ VolumeId, State }: Volume): string {
  if (VolumeId === undefined) throw unexpected('create a volume', 'it has no VolumeId');
  if (!NOTHING.includes(State)) return VolumeId;
  throw new PlumblineError(cloudErrors.failedDisk, `EC2 made ${VolumeId}, but it is ${String(State)}.`);
}
