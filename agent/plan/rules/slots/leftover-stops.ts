/** Disks that are no slot's, and still paid for. */
import { formatInstant } from '../../../clock.ts';
import type { Instant } from '../../../clock.ts';
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import { formatGib } from '../../../units.ts';
import type { WhyLeft } from './why-left.ts';
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

interface Orphaned extends Pick<Stop, 'recheckAt'> {
  readonly left: WhyLeft;
  readonly price: string;
}

export function orphaned({ id, sizeGiB, type, isOffered }: CloudDisk, { left: { why }, price, recheckAt }: Orphaned): Stop {
  const use = isOffered ? '' : '; a row that it fits uses it';
  return {
    code: 'DiskOrphan',
    why: `disk ${id} (${formatGib(sizeGiB)} ${type}, ${price}) is left over: ${why}`,
    remedy: `Once it is a day old, an Approval to delete it is proposed${use}.`,
    causedBy: null,
    recheckAt,
  };
}

const FORGOTTEN_REMEDY: { readonly [kind in WhyLeft['kind']]: string } = {
  row: 'Write its row again; with state: absent, to have the disk removed.',
  node: 'If its node was replaced, remove the device in ScaleIO once its data is rebuilt: an Approval to delete the disk is proposed then. If it was not, write its node again.',
  place: 'Remove the device in ScaleIO once its data is rebuilt: an Approval to delete the disk is proposed then.',
};

export function forgotten({ id }: CloudDisk, { kind, why }: WhyLeft): Stop {
  return forPeople('DiskForgotten', `ScaleIO uses disk ${id}, and no slot does: ${why}`, FORGOTTEN_REMEDY[kind]);
}

/** Nobody but a person can tell whose it is. */
export function strange({ id, sizeGiB, type, slot }: CloudDisk, price: string): Stop {
  const why = slot === null ? 'some of its plumbline/ tags are missing' : `its tags are of the ScaleIO system ${slot.system}`;
  const remedy =
    slot === null
      ? 'Put its tags back (system, pool, sds, row and attempt), or delete it by hand.'
      : 'If that is another cluster, give one of the two another name in plumbline.yaml; if it is no more, delete the disk by hand.';
  return forPeople('DiskStrange', `disk ${id} (${formatGib(sizeGiB)} ${type}, ${price}) counts against the ceilings, and ${why}`, remedy);
}
