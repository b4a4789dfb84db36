/** Makes one change: reads the disk again, then one call, or none when it is no longer needed or no longer safe. */
import type { Instant } from '../../clock.ts';
import { PlumblineError } from '../../errors.ts';
import type { Change, Written } from '../../model/change.ts';
import { REMOVAL_GRACE_MS } from '../../model/growth.ts';
import type { Slot } from '../../model/growth.ts';
import type { WriteCtx } from '../../model/system.ts';
import { cloudErrors } from './errors.ts';
import type { DiskProvider } from './provider.ts';
import { adoptedTags, isSameSlot, offeredTags, removedTags } from './slot.ts';
import type { Tags } from './slot.ts';
import type { AttachDisk, CloudAction, CloudDisk, DeleteDisk, DetachDisk, DiskAttachment, ModifyDisk, TagDisk } from './types.ts';

/** Throws `cloud-disks/*`, `http/*` or `apply/stale`. */
export async function writeCloud(provider: DiskProvider, change: Change<CloudAction>, ctx: WriteCtx): Promise<Written> {
  const { action } = change;
  switch (action.do) {
    case 'createDisk':
      return provider.create(action.args, ctx);
    case 'attachDisk':
      return attachDisk(provider, action.args, ctx);
    case 'detachDisk':
      return detachDisk(provider, action.args, ctx);
    case 'deleteDisk':
      return deleteDisk(provider, action.args, ctx);
    case 'tagDisk':
      return tagDisk(provider, action.args, ctx);
    case 'modifyDisk':
      return modifyDisk(provider, action.args, ctx);
  }
}

async function attachDisk(provider: DiskProvider, args: AttachDisk['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const disk = await provider.disk(args.diskId, ctx);
  if (disk === null) throw gone(args.diskId);
  const attachment = attachmentOf(disk, args.hostId);
  if (attachment !== null) return skipped(disk, `is ${attachment.state} on ${args.hostId} already`);
  if (disk.state !== 'available') return waiting(disk, `is ${disk.state}`);
  ctx.fresh(readAtMs);
  await provider.attach(args, ctx);
  return { kind: 'applied', backendId: disk.id };
}

async function detachDisk(provider: DiskProvider, args: DetachDisk['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const disk = await provider.disk(args.diskId, ctx);
  if (disk === null) throw gone(args.diskId);
  const attachment = attachmentOf(disk, args.hostId);
  if (attachment === null) return skipped(disk, 'is attached to nothing');
  if (attachment.state === 'detaching' || attachment.state === 'busy') return waiting(disk, `is ${attachment.state}`);
  const why = args.isReversal ? noReversal(disk, attachment, ctx) : noRemoval(disk);
  if (why !== null) return waiting(disk, why);
  ctx.fresh(readAtMs);
  await provider.detach(args, ctx);
  return { kind: 'applied', backendId: disk.id };
}

/** How long EC2 may take to attach; longer, and it never will: aws-ebs-csi-driver's stuckAttachingTimeout. */
const STUCK_MS = 90_000;

/** The one thing that is ever taken back without anybody being asked: an attachment that never came about. */
function noReversal(disk: CloudDisk, { state, at }: DiskAttachment, { clock }: WriteCtx): string | null {
  if (disk.isOffered) throw new PlumblineError(cloudErrors.offered, `Disk ${disk.id} was offered to ScaleIO; it is not taken back.`);
  if (state !== 'attaching') return `is ${state}`;
  return clock.now() - at > STUCK_MS ? null : 'has been attaching for less than 90 s';
}

function noRemoval({ removedAt }: CloudDisk): string | null {
  return removedAt === null ? 'is not marked as being removed' : null;
}

async function deleteDisk(provider: DiskProvider, { diskId }: DeleteDisk['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const disk = await provider.disk(diskId, ctx);
  if (disk === null) return { kind: 'skipped', why: `disk ${diskId} is gone already` };
  if (disk.state === 'deleting' || disk.state === 'deleted') return skipped(disk, `is ${disk.state} already`);
  const isLoose = (disk.state === 'available' || disk.state === 'error') && disk.attachments.length === 0;
  const why = noRemoval(disk) ?? (isLoose ? graceClause(disk, ctx.clock.now()) : `is ${disk.state}`);
  if (why !== null) return waiting(disk, why);
  ctx.fresh(readAtMs);
  await provider.remove(diskId, ctx);
  return { kind: 'applied', backendId: diskId };
}

/** Whatever was approved: data that ScaleIO may have had on it stay for a day. */
function graceClause({ isOffered, removedAt }: CloudDisk, now: Instant): string | null {
  const isOver = !isOffered || removedAt === null || now - removedAt >= REMOVAL_GRACE_MS;
  return isOver ? null : 'was taken out less than a day ago';
}

async function tagDisk(provider: DiskProvider, args: TagDisk['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const disk = await provider.disk(args.diskId, ctx);
  if (disk === null) throw gone(args.diskId);
  const tags = tagsFor(disk, args, { cluster: provider.cluster, now: ctx.clock.now() });
  if (tags === null) return skipped(disk, `is marked as ${args.as} already`);
  ctx.fresh(readAtMs);
  await provider.tag(disk.id, tags, ctx);
  return { kind: 'applied', backendId: disk.id };
}

/** Null: it has them. */
function tagsFor(disk: CloudDisk, { as, slot }: TagDisk['args'], at: { readonly cluster: string; readonly now: Instant }): Tags | null {
  switch (as) {
    case 'offered':
      return disk.isOffered && disk.removedAt === null ? null : offeredTags();
    case 'removed':
      return disk.removedAt === null ? removedTags(at.now) : null;
    case 'adopted':
      if (slot !== null && has(disk, slot)) return null;
      if (slot !== null && isFree(disk, slot)) return adoptedTags(at.cluster, slot);
      throw new PlumblineError(cloudErrors.changedMeanwhile, `Disk ${disk.id} cannot be used for another slot any more.`);
  }
}

function has(disk: CloudDisk, slot: Slot): boolean {
  return disk.slot !== null && isSameSlot(disk.slot, slot) && disk.removedAt === null;
}

/** Whether nothing can be on it, nobody does anything with it, and it can be attached where the slot is: as when it was planned. */
function isFree({ state, attachments, isOffered, removedAt, zone }: CloudDisk, slot: Slot): boolean {
  return state === 'available' && attachments.length === 0 && !isOffered && removedAt === null && zone === slot.zone;
}

async function modifyDisk(provider: DiskProvider, args: ModifyDisk['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const disk = await provider.disk(args.diskId, ctx);
  if (disk === null) throw gone(args.diskId);
  if (isAsAsked(disk, args)) return skipped(disk, 'is like that already');
  if (disk.modifying !== null && disk.modifying.state !== 'failed') return waiting(disk, `is being modified (${disk.modifying.percent} %)`);
  ctx.fresh(readAtMs);
  await provider.modify(args, ctx);
  return { kind: 'applied', backendId: disk.id };
}

/** What is not asked for may be anything. A modification that changes nothing would count as one of the four a day. */
function isAsAsked(disk: CloudDisk, { type, iops, throughputMiBs }: ModifyDisk['args']): boolean {
  return disk.type === type && (iops === null || disk.iops === iops) && (throughputMiBs === null || disk.throughputMiBs === throughputMiBs);
}

/** Null: it is attached to nothing. One that is attached anywhere else is nobody's to move. */
function attachmentOf(disk: CloudDisk, hostId: string): DiskAttachment | null {
  const attachments = disk.attachments.filter(({ state }) => state !== 'detached');
  const elsewhere = attachments.find((attachment) => attachment.hostId !== hostId);
  if (elsewhere === undefined) return attachments[0] ?? null;
  throw new PlumblineError(
    cloudErrors.attachedElsewhere,
    `Disk ${disk.id} belongs on ${hostId}, but it is ${elsewhere.state} on ${elsewhere.hostId}.`,
  );
}

function gone(diskId: string): PlumblineError {
  return new PlumblineError(cloudErrors.changedMeanwhile, `The cloud has no disk ${diskId}, or does not show it yet.`);
}

function skipped({ id }: CloudDisk, why: string): Written {
  return { kind: 'skipped', why: `disk ${id} ${why}` };
}

function waiting({ id }: CloudDisk, why: string): Written {
  return { kind: 'waiting', why: `disk ${id} ${why}` };
}
