/** How a disk compares with the row it is for, or could be for. */
import type { FieldDiff } from '../../../model/change.ts';
import type { CloudDisk, CloudHost } from '../../../systems/cloud-disks/types.ts';
import type { Row } from '../pool-view.ts';
import { field } from './drafts.ts';

/** Whether a left-over disk can be a slot's: ScaleIO never had it, so there is nothing on it; what can be modified afterwards does not matter. */
export function fits(disk: CloudDisk, row: Row, { zone }: CloudHost): boolean {
  const isFree = disk.state === 'available' && disk.attachments.length === 0 && !disk.isOffered && disk.removedAt === null;
  const isSame = disk.sizeGiB === row.sizeGiB && disk.type === row.type && disk.encrypted === row.encrypted && disk.zone === zone;
  return isFree && isSame && (row.kmsKeyId === null || row.kmsKeyId === disk.kmsKeyId);
}

/** What can be modified while the disk is in use; what the row leaves open stays as it is. */
export function differing(disk: CloudDisk, row: Row): readonly FieldDiff[] {
  const fields = [
    field('type', disk.type, row.type),
    field('iops', disk.iops, row.iops),
    field('throughputMiBs', disk.throughputMiBs, row.throughputMiBs),
  ];
  return fields.filter(({ from, to }) => to !== null && from !== to);
}
