/** Whether a left-over disk can be a slot's, so that none is bought. */
import type { CloudDisk, CloudHost } from '../../../systems/cloud-disks/types.ts';
import type { Row } from '../pool-view.ts';

/** ScaleIO never had it, so there is nothing on it; what can be modified afterwards does not matter. */
export function fits(disk: CloudDisk, row: Row, { zone }: CloudHost): boolean {
  const isFree = disk.state === 'available' && disk.attachments.length === 0 && !disk.isOffered && disk.removedAt === null;
  const isSame = disk.sizeGiB === row.sizeGiB && disk.type === row.type && disk.encrypted === row.encrypted && disk.zone === zone;
  return isFree && isSame && (row.kmsKeyId === null || row.kmsKeyId === disk.kmsKeyId);
}
