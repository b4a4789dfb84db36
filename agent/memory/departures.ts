/** Which remembered objects may be dropped after a pass, and which of those only when they were asked for by their id. Pure. */
import type { Change, Result } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory, Owned } from '../model/memory.ts';
import { declaredState } from '../model/owners.ts';
import { kindOf, systemOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';

export interface DepartureFacts {
  readonly desired: Desired;
  readonly results: readonly Result[];
}

/**
 * Whether a list is not enough to drop it. What is declared absent is known by its id: once that were forgotten, for a list that is
 * not whole or a call that only seemed to be made, its tombstone would be about whatever has its name. Snapshots have none of their
 * own: see snapshots.ts.
 */
export function isAskedFor(ref: Ref): boolean {
  return systemOf(ref) === 'scaleio' && kindOf(ref) !== 'Snapshot';
}

/** Those of them that are declared absent, or that a call of this pass deleted, it is said. */
export function departures({ inventory }: Pick<Memory, 'inventory'>, { desired, results }: DepartureFacts): readonly Owned[] {
  const deletions = results.filter(({ change, outcome }) => isLastOfDeletion(change) && outcome.kind === 'applied');
  return [...inventory.values()].filter((owned) => {
    if (!isAskedFor(owned.ref)) return false;
    return declaredState(desired, owned.ref) === 'absent' || deletions.some((result) => isDeletionOf(owned, result));
  });
}

export function isDeletionOf({ ref, backendId }: Owned, { change, outcome }: Result): boolean {
  return change.ref === ref && isLastOfDeletion(change) && outcome.kind === 'applied' && outcome.backendId === backendId;
}

/** A removal in several steps has one to come after each but the last. */
export function isLastOfDeletion({ op, then }: Change): boolean {
  return op === 'delete' && then.length === 0;
}
