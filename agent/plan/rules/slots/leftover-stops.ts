/** Disks that are no slot's, and still paid for. */
import { formatInstant } from '../../../clock.ts';
import type { Instant } from '../../../clock.ts';
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import { formatGib } from '../../../units.ts';
import { forPeople } from './stop.ts';
import type { Stop } from './stop.ts';

export function deletedLater({ id }: CloudDisk, from: Instant): Stop {
  return {
    code: 'DiskRemoved',
    why: `its disk ${id} is detached, still paid for, and deleted from ${formatInstant(from)} on`,
    remedy: 'Nothing has to be done. What was on it was moved off before.',
    causedBy: null,
    recheckAt: from,
  };
}

export function orphaned({ id, sizeGiB, type, slot }: CloudDisk, price: string, recheckAt: Instant | null): Stop {
  const tags = slot === null ? 'none' : `pool ${slot.pool}, SDS ${slot.sds}, row ${slot.row}`;
  return {
    code: 'DiskOrphan',
    why: `disk ${id} (${formatGib(sizeGiB)} ${type}, ${price}) is for no row that is declared; its tags say ${tags}`,
    remedy: 'Once it is a day old, an Approval to delete it is proposed; a row that it fits uses it, if ScaleIO never did.',
    causedBy: null,
    recheckAt,
  };
}

export function forgotten({ id, slot }: CloudDisk): Stop {
  return forPeople(
    'DiskForgotten',
    `ScaleIO uses disk ${id}, and no row in git is for it: its tags say row ${slot?.row ?? 'none'} on SDS ${slot?.sds ?? 'none'}`,
    'Write its row and its node again; with state: absent on the row, to have the disk removed.',
  );
}
