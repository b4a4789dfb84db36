/** Which of the disks that are tagged for a slot is its disk. */
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import { isThere, isOver } from './disk.ts';
import { isStatic } from './slot-view.ts';
import type { Known, SlotView } from './slot-view.ts';

export interface Holding {
  /** One, as it should be; more than one is for people to sort out. */
  readonly current: readonly CloudDisk[];
  /** The known disk is of a machine or an SDS that was replaced on purpose, and not the slot's any more. */
  readonly isKnownRetired: boolean;
  /** Of the next disk, if there is to be one. */
  readonly nextAttempt: number;
  /** Disks that are this slot's business, whatever is wrong with them: no leftovers. */
  readonly claimed: readonly string[];
}

export function holdingOf(slot: SlotView): Holding {
  const { disks, known } = slot;
  const isKnownRetired = known !== null && isRetired(slot, known);
  const candidates = disks.filter((disk) => isThere(disk) && !isOver(disk));
  const before = disks.find(({ id }) => id === known?.diskId);
  // Attempts only ever follow one that came to nothing or was retired.
  const isLeft = (disk: CloudDisk): boolean => {
    if (isKnownRetired) return disk.id !== known.diskId && (before === undefined || attemptOf(disk) > attemptOf(before));
    return before === undefined || !candidates.includes(before) || attemptOf(disk) >= attemptOf(before);
  };
  const current = candidates.filter(isLeft);
  const isGivenUp = isKnownRetired || (before !== undefined && isOver(before));
  return {
    current,
    isKnownRetired,
    nextAttempt: Math.max(-1, ...disks.map(attemptOf)) + 1,
    claimed: [...(known === null || isGivenUp ? [] : [known.diskId]), ...current.map(({ id }) => id)],
  };
}

/** The known disk was made for another machine or another SDS than the node has now; people move static ones as they like. */
export function isReplaced(slot: SlotView): boolean {
  const { sds, host } = slot.node;
  const applied = slot.known?.applied ?? null;
  if (applied === null || isStatic(slot)) return false;
  return (sds !== null && applied.sds !== sds.id) || (host !== null && applied.hostId !== host.id);
}

/** A raised incarnation gives up what was replaced, and what is lost; what is in its place stays in use. */
function isRetired(slot: SlotView, { applied, diskId }: Known): boolean {
  if (applied === null || slot.node.incarnation <= applied.incarnation) return false;
  return isReplaced(slot) || !isSeen(slot, diskId);
}

/** By any of its traces. */
export function isSeen({ view }: SlotView, diskId: string): boolean {
  const disk = view.disks.find(({ id }) => id === diskId);
  return (disk !== undefined && isThere(disk)) || hasTrace(view, diskId);
}

/** Where a disk without its tags still shows: its machine and its SDS name it. */
export function hasTrace(view: SlotView['view'], diskId: string): boolean {
  const isMapped = view.nodes.some(({ host }) => host?.mappings.some((mapping) => mapping.diskId === diskId) === true);
  return isMapped || view.devices.some(({ name }) => name === diskId);
}

function attemptOf({ slot }: CloudDisk): number {
  return slot?.attempt ?? 0;
}
