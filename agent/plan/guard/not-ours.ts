/**
 * Whose an object is. Without a tombstone only what the agent made or adopted is deleted, only of kinds that people named, and
 * never storage.
 */
import { findDoc } from '../../model/desired.ts';
import type { Change, Objection } from '../../model/change.ts';
import { isWorkload, kindOf } from '../../model/ref.ts';
import { syncOf } from '../../model/sync.ts';
import type { Inputs } from '../../model/system.ts';
import { objection } from './types.ts';
import type { MakeGuard } from './types.ts';

export const notOurs: MakeGuard = (facts) => (change) => {
  const { inputs } = facts;
  const [cluster] = inputs.desired.docs.Cluster.keys();
  if (change.markedBy !== null && change.markedBy !== cluster) {
    return objection('not-ours', `it carries the mark of cluster ${change.markedBy}: one of the two must give it up`);
  }
  // A disk goes by its row's tombstone, or as an orphan, and then only with an Approval that names its volume.
  const isPrune = change.op === 'delete' && kindOf(change.ref) !== 'Disk';
  return isPrune && findDoc(inputs.desired, change.ref)?.state !== 'absent' ? objectionToPrune(change, inputs) : null;
};

function objectionToPrune({ ref, backendId }: Change, { desired, memory }: Inputs): Objection | null {
  const kinds: readonly string[] = syncOf(desired)?.prune ?? [];
  if (!isWorkload(kindOf(ref)) || !kinds.includes(kindOf(ref))) {
    return objection(
      'not-ours',
      'no file declares it, and objects of its kind are not pruned: declare it with state: absent to have it deleted',
    );
  }
  const owned = memory.inventory.get(ref);
  if (owned?.backendId === backendId) return null;
  return objection('not-ours', 'no file declares it, and the agent neither made nor adopted it');
}
