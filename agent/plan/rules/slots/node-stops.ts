/** What is wrong with the node or the machine of a slot. */
import type { Instant } from '../../../clock.ts';
import type { DiskApplied } from '../../../model/growth.ts';
import type { CloudDisk, CloudHost } from '../../../systems/cloud-disks/types.ts';
import type { PoolNode } from '../pool-view.ts';
import type { SlotView } from './slot-view.ts';
import { forPeople, overdue } from './stop.ts';
import type { Stop } from './stop.ts';

/** Of a disk that was made for another node than its row has now: see replaced-nodes.ts. */
export const OTHER_NODE = 'DiskOfOtherNode';

interface Replacement {
  readonly disks: number;
  /** Of buying them anew. */
  readonly price: string;
  /** What says that this is meant. */
  readonly incarnation: number;
}

/** Of all such disks of a node at once. */
export function nodeReplaced({ sds, host }: PoolNode, { disks, price, incarnation }: Replacement): Stop {
  const is = `machine ${host?.id ?? 'unknown'} and SDS ${sds?.id ?? 'unknown'}`;
  const count = disks === 1 ? 'a disk of it was' : `${disks} disks of it were`;
  return forPeople(
    'NodeReplaced',
    `it is ${is} now, and ${count} made for another one`,
    `If it was replaced on purpose, raise its spec.incarnation to ${incarnation}: its disks are then bought anew, ${price}, and the old ones left over. If not, bring it back.`,
  );
}

export function replaced({ ref }: PoolNode, diskId: string, before: DiskApplied): Stop {
  const why = `its disk ${diskId} was made for machine ${before.hostId} and SDS ${before.sds}`;
  return forPeople(OTHER_NODE, why, `See what is said of ${ref}.`, ref);
}

export function strayed({ node: { ref } }: SlotView, { id, slot }: CloudDisk): Stop {
  const why = `disk ${id} is tagged for this row and SDS ${slot?.sds ?? 'unknown'}, which no declared node has`;
  return forPeople(OTHER_NODE, why, `See what is said of ${ref}.`, ref);
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
