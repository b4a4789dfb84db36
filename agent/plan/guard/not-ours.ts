/**
 * Whose an object is. Without a tombstone only what the agent made or adopted is deleted, only of kinds that people named, and
 * never storage; and never what another document declares present. A disk of a node is declared by a line of its document; a snapshot by none: it goes if the agent recorded it.
 */
import { findDoc } from '../../model/desired.ts';
import type { Change, Objection } from '../../model/change.ts';
import type { AnyDoc, Desired } from '../../model/desired.ts';
import { declaredState, otherOwners } from '../../model/owners.ts';
import { declaringRef, isWorkload, kindOf, nameOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
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
  if (!isPrune) return null;
  const owner = presentOwner(change, inputs);
  if (owner !== undefined) return objection('not-ours', `it is what ${owner} is known to be, which is declared present`);
  return isBuried(change.ref, inputs.desired) ? null : objectionToPrune(change, inputs);
};

/** However the two came to be about one object: no tombstone and no Approval of the one is consent to lose the other. */
function presentOwner({ ref, backendId }: Change, { desired, memory }: Inputs): Ref | undefined {
  if (backendId === null) return undefined;
  return otherOwners({ ref, backendId }, memory.inventory).find((other) => declaredState(desired, other) === 'present');
}

/** Whether a document says `state: absent` of it. */
function isBuried(ref: Ref, desired: Desired): boolean {
  const doc: AnyDoc | undefined = findDoc(desired, declaringRef(ref));
  if (doc?.kind !== 'StorageNode' || kindOf(ref) !== 'Device') return doc?.ref === ref && doc.state === 'absent';
  const name = nameOf(ref).slice(doc.name.length + 1);
  return doc.state === 'absent' || doc.spec.devices?.[name]?.state === 'absent';
}

function objectionToPrune({ ref, backendId }: Change, { desired, memory }: Inputs): Objection | null {
  const owned = memory.inventory.get(ref);
  const isOwned = owned !== undefined && owned.backendId === backendId;
  if (kindOf(ref) === 'Snapshot' && findDoc(desired, declaringRef(ref)) !== undefined) {
    return isOwned && owned.how === 'created' ? null : objection('not-ours', 'the agent did not record it as a snapshot that it took');
  }
  const kinds: readonly string[] = syncOf(desired)?.prune ?? [];
  if (!isWorkload(kindOf(ref)) || !kinds.includes(kindOf(ref))) {
    return objection(
      'not-ours',
      'no file declares it, and objects of its kind are not pruned: declare it with state: absent to have it deleted',
    );
  }
  if (isOwned) return null;
  return objection('not-ours', 'no file declares it, and the agent neither made nor adopted it');
}
