/** Without its memory the agent cannot tell what is its own, what it bought, and what was there before and is missing. */
import { needsIntent } from '../../model/change.ts';
import type { Change, Op } from '../../model/change.ts';
import { isWorkload, kindOf } from '../../model/ref.ts';
import { objection } from './types.ts';
import type { MakeGuard } from './types.ts';

export const memoryLost: MakeGuard = (facts) => (change) => {
  const { memory } = facts.inputs;
  if (memory.lost === null || !needsMemory(change)) return null;
  return objection('memory-lost', `what the agent remembered is lost (${memory.lost.why}): merge the Approval that the status asks for`);
};

const ALWAYS: ReadonlySet<Op> = new Set(['delete', 'grow', 'map', 'move', 'rename', 'unmap']);

/** Everything but keeping apps, pods and jobs, and the settings of storage, as declared. */
function needsMemory(change: Change): boolean {
  const { op, ref } = change;
  return ALWAYS.has(op) || needsIntent(change) || (op === 'create' && !isWorkload(kindOf(ref)));
}
