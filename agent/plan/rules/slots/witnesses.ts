/** What says that a slot without a visible disk may have one after all. Only when every witness says no, one is bought. */
import { instant } from '../../../clock.ts';
import type { Instant } from '../../../clock.ts';
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import { isOurName } from './device-names.ts';
import { heldBy, isOver, isThere } from './disk.ts';
import { hasTrace } from './holding.ts';
import type { Holding } from './holding.ts';
import type { Known, SlotView } from './slot-view.ts';
import { missing, tagsMissing, unexplained } from './disk-stops.ts';
import { strayed } from './node-stops.ts';
import type { Stop } from './stop.ts';

/** A disk that was just bought, or that a list lacks for a moment, is waited for so long. */
const VISIBLE_WITHIN_MS = 600_000;

export type Doubt = { readonly kind: 'waiting'; readonly why: string } | { readonly kind: 'stopped'; readonly stop: Stop };

/** The first witness that does not say no; null: there is none. */
export function doubtOf(slot: SlotView, { isKnownRetired }: Holding, now: Instant): Doubt | null {
  const known = slot.known === null || isKnownRetired ? null : doubtByJournal(slot, slot.known, now);
  if (known !== null) return known;
  const strange = strangerOn(slot);
  if (strange !== null) return { kind: 'stopped', stop: unexplained(strange) };
  const stray = strayFor(slot);
  return stray === undefined ? null : { kind: 'stopped', stop: strayed(slot, stray) };
}

/** A disk that may be of the node that this one takes the place of; a raised incarnation says that this is known. */
export function strayFor(slot: SlotView): CloudDisk | undefined {
  return slot.node.incarnation > 1 ? undefined : slot.view.disks.find((disk) => isStray(disk, slot));
}

/** One that was never seen whole came to nothing, most often for its KMS key; what asks for it again learns that from its token. */
function doubtByJournal({ view, disks }: SlotView, { diskId, since, applied }: Known, now: Instant): Doubt | null {
  if (disks.some((disk) => disk.id === diskId && isThere(disk) && isOver(disk))) return null;
  const seen = view.disks.find(({ id }) => id === diskId);
  if (seen === undefined ? hasTrace(view, diskId) : isThere(seen)) return { kind: 'stopped', stop: tagsMissing(diskId) };
  const isNew = seen === undefined && now < instant(since + VISIBLE_WITHIN_MS);
  if (isNew) return { kind: 'waiting', why: `its disk ${diskId} is not visible yet` };
  return applied?.isNew === true && seen === undefined ? null : { kind: 'stopped', stop: missing(diskId) };
}

/** An EBS volume that a device of this SDS, or its machine under a name of ours, has, and that nothing else accounts for. */
function strangerOn({ view, node, allKnown }: SlotView): string | null {
  const isExplained = (id: string): boolean => allKnown.has(id) || view.disks.some((disk) => disk.id === id && disk.slot !== null);
  const device = view.devices.find(({ name, sdsId }) => sdsId === node.sds?.id && isVolumeId(name) && !isExplained(name));
  if (device !== undefined) return `the ScaleIO device ${device.name ?? ''} on ${node.ref}`;
  const mapping = node.host?.mappings.find(({ device: name, diskId }) => isOurName(name) && diskId !== null && !isExplained(diskId));
  return mapping === undefined ? null : `${mapping.diskId}, attached to ${node.host?.id ?? ''} as ${mapping.device},`;
}

function isVolumeId(name: string | null): name is string {
  return name !== null && /^vol-[0-9a-f]{8,17}$/.test(name);
}

/** Of the row, once in use, and of an SDS that no declared node has now: this node may have been that one. */
function isStray(disk: CloudDisk, { view, row, node, allKnown }: SlotView): boolean {
  const { slot } = disk;
  if (slot === null || slot.system !== view.systemId || slot.pool !== view.pool.id || slot.row !== row.key) return false;
  if (view.nodes.some(({ sds }) => sds?.id === slot.sds) || allKnown.has(disk.id)) return false;
  const wasUsed = disk.isOffered || heldBy(disk).length > 0;
  return wasUsed && isThere(disk) && disk.removedAt === null && (node.host === null || node.host.zone === disk.zone);
}
