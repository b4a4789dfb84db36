/**
 * A row with `state: absent`, disk by disk, each under one Approval that names its volume at every step:
 *
 * | what is seen | what follows |
 * |---|---|
 * | its device is Normal | ScaleIO is asked to give it up, if the pool keeps its data without it |
 * | its device is on its way out | wait, with the next step shown |
 * | no device any more | tag as removed: from here on it is no slot's disk again, once it is detached |
 * | removed, attached | detach, never by force |
 * | removed, detached | wait for a day |
 * | a day later | delete |
 *
 * Taking the tombstone back before the detach puts the disk to use again: state.ts sees an attached disk.
 */
import { formatInstant, instant } from '../../../clock.ts';
import type { Instant } from '../../../clock.ts';
import { REMOVAL_GRACE_MS } from '../../../model/growth.ts';
import type { Ref } from '../../../model/ref.ts';
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import type { Device } from '../../../systems/scaleio/types.ts';
import { heldBy, isOver, isThere } from './disk.ts';
import { field, noDeviceNamed, remove } from './drafts.ts';
import type { SlotDraft } from './drafts.ts';
import { hasTrace } from './holding.ts';
import { deviceOf, isStatic } from './slot-view.ts';
import type { SlotView } from './slot-view.ts';
import type { Step, Turn } from './steps.ts';
import { tagsMissing } from './disk-stops.ts';
import { deletedLater } from './leftover-stops.ts';

const TAG = 'notes on it that it is removed';
const DETACH = 'detaches it';
const DELETE = 'deletes it a day later';

/** The disk of a row that is removed: the one that is known, or else the last one of the slot. */
export function leavingDisk({ disks, known }: SlotView): CloudDisk | undefined {
  const there = disks.filter((disk) => isThere(disk) && (disk.removedAt !== null || !isOver(disk)));
  const byAttempt = there.toSorted((one, other) => (other.slot?.attempt ?? 0) - (one.slot?.attempt ?? 0));
  return there.find(({ id }) => id === known?.diskId) ?? byAttempt[0];
}

export function removalStep(slot: SlotView, { facts, busy }: Turn): Step {
  const { view, known, ref, row } = slot;
  const disk = leavingDisk(slot);
  if (disk === undefined) {
    // One with tags, of an SDS that this node does not have any more, is among the leftovers.
    const isTagged = view.disks.some(({ id, slot: tags }) => id === known?.diskId && tags !== null);
    const isHidden = known !== null && !isTagged && hasTrace(view, known.diskId);
    return isHidden ? { kind: 'stop', stop: tagsMissing(known.diskId) } : { kind: 'gone', notice: null };
  }
  const why = `row ${row.key} of ${view.doc.ref} is declared absent`;
  const device = deviceOf(disk, view);
  if (device !== undefined) return giveUp(slot, { disk, device, why }, busy);
  if (isStatic(slot)) return { kind: 'gone', notice: null };
  if (disk.state === 'creating') return { kind: 'wait', why: `its disk ${disk.id} is still being created` };
  return letGo(ref, disk, why, facts.inputs.now);
}

/** What ScaleIO has in its hands already stays planned, so that the consent to it stands; it waits for the device to go. */
function giveUp(slot: SlotView, { disk, device, why }: Leaving, busy: Set<string>): Step {
  const { ref, view } = slot;
  if (device.deviceState !== 'Normal') {
    return isStatic(slot)
      ? { kind: 'wait', why: `ScaleIO moves the data off ${disk.id}` }
      : { kind: 'act', draft: tagDraft(ref, disk, why) };
  }
  if (busy.has(device.sdsId)) return { kind: 'wait', why: 'it waits until its SDS is done with another device' };
  busy.add(device.sdsId);
  const draft = remove(ref, disk.id, {
    action: { system: 'scaleio', do: 'removeDevice', args: { deviceId: device.id } },
    then: isStatic(slot) ? [] : [TAG, DETACH, DELETE],
    requires: [{ system: 'scaleio', check: 'pool-keeps-without-device', backendId: device.id }],
    reason: why,
    fields: [field('device', disk.deviceName, null)],
    effects: [`has ScaleIO move the data off ${disk.id} and take it out of pool ${view.doc.name}`],
  });
  return { kind: 'act', draft };
}

interface Leaving {
  readonly disk: CloudDisk;
  readonly device: Device;
  readonly why: string;
}

/** A disk that ScaleIO has no device of: the rest of its way. */
export function letGo(ref: Ref, disk: CloudDisk, why: string, now: Instant): Step {
  if (disk.removedAt === null) return { kind: 'act', draft: tagDraft(ref, disk, why) };
  const [attachment] = heldBy(disk);
  if (attachment !== undefined) return { kind: 'act', draft: detachDraft(ref, disk, { hostId: attachment.hostId, why }) };
  const from = instant(disk.removedAt + REMOVAL_GRACE_MS);
  if (now < from) return { kind: 'gone', notice: deletedLater(disk, from) };
  return { kind: 'act', draft: deleteDraft(ref, disk, `${why}, and it was taken out at ${formatInstant(disk.removedAt)}`) };
}

function tagDraft(ref: Ref, disk: CloudDisk, reason: string): SlotDraft {
  return remove(ref, disk.id, {
    action: { system: 'cloud-disks', do: 'tagDisk', args: { diskId: disk.id, as: 'removed', slot: null } },
    then: heldBy(disk).length === 0 ? [DELETE] : [DETACH, DELETE],
    requires: [noDeviceNamed(disk)],
    reason,
    fields: [field('removed', false, true)],
    effects: [`notes on disk ${disk.id} that it is removed`],
  });
}

function detachDraft(ref: Ref, disk: CloudDisk, { hostId, why }: { readonly hostId: string; readonly why: string }): SlotDraft {
  return remove(ref, disk.id, {
    action: { system: 'cloud-disks', do: 'detachDisk', args: { diskId: disk.id, hostId, isReversal: false } },
    then: [DELETE],
    requires: [noDeviceNamed(disk)],
    reason: why,
    fields: [field('attachedTo', hostId, null)],
    effects: [`detaches disk ${disk.id} from ${hostId}`],
  });
}

export function deleteDraft(ref: Ref, disk: CloudDisk, reason: string): SlotDraft {
  return remove(ref, disk.id, {
    action: { system: 'cloud-disks', do: 'deleteDisk', args: { diskId: disk.id } },
    then: [],
    requires: [noDeviceNamed(disk)],
    reason,
    fields: [field('disk', disk.id, null)],
    effects: [`deletes disk ${disk.id} with all that is on it`],
  });
}
