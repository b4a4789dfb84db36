/** What a disk says of itself. */
import type { CloudDisk, CloudHost, DiskAttachment } from '../../../systems/cloud-disks/types.ts';

/** Neither deleted nor about to be. */
export function isThere({ state }: CloudDisk): boolean {
  return state !== 'deleting' && state !== 'deleted';
}

/** The attachments that hold it to some machine. */
export function heldBy({ attachments }: CloudDisk): readonly DiskAttachment[] {
  return attachments.filter(({ state }) => state !== 'detached');
}

/** It came to nothing without ScaleIO having had it, or is detached for good: its slot gets another one. */
export function isOver(disk: CloudDisk): boolean {
  if (disk.removedAt !== null) return !heldBy(disk).some(({ state }) => state === 'attached');
  return disk.state === 'error' && !disk.isOffered;
}

/** What the machine says of itself counts as much as what the disk says of it; one of the two may lag. */
export function isMapped({ id }: CloudDisk, { mappings }: CloudHost): boolean {
  return mappings.some(({ diskId }) => diskId === id);
}
