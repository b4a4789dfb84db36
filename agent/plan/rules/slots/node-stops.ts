/** What is wrong with the node or the machine of a slot. */
import type { Instant } from '../../../clock.ts';
import type { DiskApplied } from '../../../model/growth.ts';
import type { CloudDisk, CloudHost } from '../../../systems/cloud-disks/types.ts';
import type { PoolNode } from '../pool-view.ts';
import type { SlotView } from './slot-view.ts';
import { forPeople, overdue } from './stop.ts';
import type { Stop } from './stop.ts';

export function replaced({ ref, sds, host }: PoolNode, diskId: string, before: DiskApplied): Stop {
  const was = `machine ${before.hostId} and SDS ${before.sds}`;
  const is = `machine ${host?.id ?? 'unknown'} and SDS ${sds?.id ?? 'unknown'}`;
  return forPeople(
    'NodeReplaced',
    `its disk ${diskId} was made for ${was}, and ${ref} is ${is} now`,
    `If it was replaced on purpose, raise spec.incarnation of ${ref} to ${before.incarnation + 1}: its old disks are retired, and bought anew.`,
    ref,
  );
}

export function strayed({ node }: SlotView, { id, slot }: CloudDisk): Stop {
  return forPeople(
    'NodeReplaced',
    `disk ${id} is tagged for this row and SDS ${slot?.sds ?? 'unknown'}, which no declared node has`,
    `If ${node.ref} takes the place of that SDS, raise its spec.incarnation; otherwise remove the disk ${id}.`,
    node.ref,
  );
}

export function sdsAway({ ref, sds }: PoolNode, now: Instant): Stop {
  return overdue(now, {
    code: 'NodeNotConnected',
    why: sds === null ? `ScaleIO has no SDS for ${ref}` : `the SDS of ${ref} is not connected or not well`,
    remedy: 'Bring the node back; its disk is seen to then.',
    causedBy: ref,
  });
}

export function hostUnknown({ ref }: PoolNode, now: Instant): Stop {
  return overdue(now, {
    code: 'HostUnknown',
    why: `no running machine, or more than one, has an address of ${ref}`,
    remedy: 'Check the addresses of the SDS, and systems.cloud in plumbline.yaml: region, and vpc where addresses are used twice.',
    causedBy: ref,
  });
}

export function attachLimit({ id, type, attachFree }: CloudHost): Stop {
  const why = attachFree === null ? `it is not known how many more disks ${id} (${type}) takes` : `${id} (${type}) takes no more disks`;
  return forPeople('AttachLimit', why, 'Use fewer, larger rows, or a larger machine.');
}

export function noName({ id }: CloudHost): Stop {
  return forPeople('AttachLimit', `all device names of ${id} are taken`, 'Use fewer, larger rows.');
}
