/**
 * What is seen of one slot. Derived anew in every pass, never stored: whoever was killed goes on from here.
 *
 * | state | what is seen | what follows (steps.ts) | if that takes too long |
 * |---|---|---|---|
 * | S0 absent | no witness knows a disk: no tag, no journal entry, nothing unexplained on its machine or SDS | an orphan that fits is adopted, or one is bought | |
 * | S1 creating | the disk is being created | wait; one in error came to nothing: S0 with the next attempt, three at most | 5 min: finding |
 * | S2 available | the disk is attached to nothing | attach, once every slot of the row has its disk (first barrier) | |
 * | S3 attaching | to its own machine | wait | 90 s: detach if ScaleIO was never offered it, else finding |
 * | S4 attached | disk and machine both say so | tag as offered, once every slot of the row is attached (second barrier); then add it, one at a time on an SDS | |
 * | S5 settling | its device is not Normal | wait | 30 min: finding |
 * | S6 done | its device is Normal | modify it if type, iops or throughput differ | |
 * | Sx stopped | anything that does not fit | exactly one finding, and no call | |
 * | waiting | two witnesses disagree, or one lags | wait | journal entry without a disk: 10 min: finding |
 *
 * A row that is removed goes the other way: see removal.ts.
 */
import type { Instant } from '../../../clock.ts';
import type { CloudDisk, CloudHost, DiskAttachment } from '../../../systems/cloud-disks/types.ts';
import type { Device } from '../../../systems/scaleio/types.ts';
import { heldBy, isMapped } from './disk.ts';
import { holdingOf, isReplaced } from './holding.ts';
import type { Holding } from './holding.ts';
import { misfit } from './misfit.ts';
import { deviceOf, isNormal, isStatic } from './slot-view.ts';
import type { SlotView } from './slot-view.ts';
import { doubled, failedTooOften, notListed } from './disk-stops.ts';
import { hostUnknown, replaced, sdsAway } from './node-stops.ts';
import type { Stop } from './stop.ts';
import { doubtOf } from './witnesses.ts';

export type SlotState =
  | { readonly kind: 'absent'; readonly disk: null; readonly host: CloudHost; readonly sdsId: string; readonly attempt: number }
  | { readonly kind: 'creating'; readonly disk: CloudDisk }
  | { readonly kind: 'available'; readonly disk: CloudDisk; readonly host: CloudHost }
  | { readonly kind: 'attaching'; readonly disk: CloudDisk; readonly attachment: DiskAttachment }
  | { readonly kind: 'attached'; readonly disk: CloudDisk; readonly attachment: DiskAttachment; readonly sdsId: string }
  | { readonly kind: 'settling'; readonly disk: CloudDisk; readonly device: Device }
  | { readonly kind: 'done'; readonly disk: CloudDisk }
  | { readonly kind: 'waiting'; readonly disk: CloudDisk | null; readonly why: string }
  | { readonly kind: 'stopped'; readonly disk: CloudDisk | null; readonly stop: Stop };

/** Attempts of one slot; a key that may not be used makes every one of them come to nothing. */
const MOST_ATTEMPTS = 3;

export function stateOf(slot: SlotView, now: Instant): SlotState {
  const holding = holdingOf(slot);
  const [disk, ...others] = holding.current;
  const before = slot.known?.applied;
  if (before && isReplaced(slot) && !holding.isKnownRetired) return stopped(disk ?? null, replaced(slot.node, slot.known.diskId, before));
  if (disk === undefined) return withoutDisk(slot, holding, now);
  return others.length > 0 ? stopped(disk, doubled(holding.current)) : withDisk(slot, disk, now);
}

function stopped(disk: CloudDisk | null, stop: Stop): SlotState {
  return { kind: 'stopped', disk, stop };
}

function withoutDisk(slot: SlotView, holding: Holding, now: Instant): SlotState {
  const { node } = slot;
  if (isStatic(slot)) return stopped(null, notListed(slot));
  const doubt = doubtOf(slot, holding, now);
  if (doubt !== null) return { ...doubt, disk: null };
  if (node.sds === null || !node.isConnected) return stopped(null, sdsAway(node, now));
  if (node.host === null) return stopped(null, hostUnknown(node, now));
  const { nextAttempt: attempt } = holding;
  if (attempt >= MOST_ATTEMPTS) return stopped(null, failedTooOften(attempt));
  return { kind: 'absent', disk: null, host: node.host, sdsId: node.sds.id, attempt };
}

/** On its way from being bought to being ScaleIO's, or back there after somebody detached it. */
function withDisk(slot: SlotView, disk: CloudDisk, now: Instant): SlotState {
  const { node, view } = slot;
  const stop = misfit(slot, disk);
  if (stop !== null) return stopped(disk, stop);
  if (node.sds === null || !node.isConnected) return stopped(disk, sdsAway(node, now));
  const device = deviceOf(disk, view);
  if (device !== undefined && isNormal(device)) return { kind: 'done', disk };
  const [attachment] = heldBy(disk);
  if (device !== undefined && attachment?.state === 'attached') return { kind: 'settling', disk, device };
  if (isStatic(slot)) return staticState(disk, attachment, node.sds.id);
  return node.host === null ? stopped(disk, hostUnknown(node, now)) : cloudState(disk, attachment, { host: node.host, sdsId: node.sds.id });
}

function cloudState(disk: CloudDisk, attachment: DiskAttachment | undefined, { host, sdsId }: Place): SlotState {
  if (disk.state === 'creating') return { kind: 'creating', disk };
  const isShown = isMapped(disk, host);
  if (attachment === undefined && disk.state === 'available' && !isShown) return { kind: 'available', disk, host };
  if (attachment === undefined) return { kind: 'waiting', disk, why: 'what it is attached to is not visible yet' };
  if (attachment.state === 'attaching') return { kind: 'attaching', disk, attachment };
  if (attachment.state !== 'attached') return { kind: 'waiting', disk, why: `it is ${attachment.state}` };
  return isShown
    ? { kind: 'attached', disk, attachment, sdsId }
    : { kind: 'waiting', disk, why: `its machine ${host.id} does not show it yet` };
}

interface Place {
  readonly host: CloudHost;
  readonly sdsId: string;
}

function staticState(disk: CloudDisk, attachment: DiskAttachment | undefined, sdsId: string): SlotState {
  return attachment === undefined
    ? { kind: 'waiting', disk, why: 'its machine does not show it yet' }
    : { kind: 'attached', disk, attachment, sdsId };
}
