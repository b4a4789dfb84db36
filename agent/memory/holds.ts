/** Holds: what people stopped for a time, in a file that they may edit. Pure. */
import type { Hold } from '../model/memory.ts';
import type { Ref } from '../model/ref.ts';

/** One more hold; of the same object, the new one counts. */
export function withHold(holds: readonly Hold[], hold: Hold): readonly Hold[] {
  return [...withoutHold(holds, hold.ref), hold];
}

/** The same list when nothing was held under that name. */
export function withoutHold(holds: readonly Hold[], ref: Ref | '*'): readonly Hold[] {
  return holds.some((hold) => hold.ref === ref) ? holds.filter((hold) => hold.ref !== ref) : holds;
}
