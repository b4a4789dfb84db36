/** That no two documents are about one object: what one is known to be about is no other one's, whatever its name is now. Pure. */
import { declaredState, otherOwners } from '../../model/owners.ts';
import { kindOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import type { Inputs } from '../../model/system.ts';
import type { Target } from './resolve.ts';

interface Named {
  readonly id: string;
  readonly name: string | null;
}

/** What was found by its name or its path, unless it is another one's. */
export function unlessTaken<T extends Named>(target: Target<T>, ref: Ref, inputs: Inputs): Target<T> {
  if (target.kind !== 'one') return target;
  const { id, name } = target.value;
  const by = whoseIs(id, ref, inputs);
  return by === null ? target : { kind: 'taken', by, id, name };
}

/** Another Ref of the kind under which the object is known; null: none that a file declares. A renamed document is the same one. */
export function whoseIs(id: string, ref: Ref, { desired, memory }: Inputs): Ref | null {
  const others = otherOwners({ ref, backendId: id }, memory.inventory);
  return others.find((other) => kindOf(other) === kindOf(ref) && declaredState(desired, other) !== null) ?? null;
}
