/** Whether a slot's disk is the one it should be, where it should be; nothing of this is ever repaired. */
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import { heldBy } from './disk.ts';
import { deviceOf, isStatic } from './slot-view.ts';
import type { SlotView } from './slot-view.ts';
import { deviceElsewhere, diskFailed, elsewhere, inOtherZone, notEncrypted, sizeDiffers } from './disk-stops.ts';
import type { Stop } from './stop.ts';

/** The first that is wrong; null: it fits. */
export function misfit(slot: SlotView, disk: CloudDisk): Stop | null {
  const { node, view, row } = slot;
  const device = deviceOf(disk, view);
  if (device !== undefined && (device.sdsId !== node.sds?.id || device.storagePoolId !== view.pool.id))
    return deviceElsewhere(disk, device);
  if (disk.sizeGiB !== row.sizeGiB) return sizeDiffers(slot, disk);
  return isStatic(slot) ? null : cloudMisfit(slot, disk);
}

function cloudMisfit({ node: { host }, row }: SlotView, disk: CloudDisk): Stop | null {
  const away = heldBy(disk).find(({ hostId }) => hostId !== host?.id);
  if (host !== null && away !== undefined) return elsewhere(disk, away, host);
  if (host !== null && disk.zone !== host.zone) return inOtherZone(disk, host);
  if (disk.state === 'error') return diskFailed(disk);
  return row.encrypted && !disk.encrypted ? notEncrypted(disk) : null;
}
