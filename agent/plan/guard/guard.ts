/** Guards: each looks at one change and may block it. A change that no guard blocks is allowed. */
import type { Change, Plan, Verdict } from '../../model/change.ts';
import { destructive } from './destructive.ts';
import type { Guard } from './types.ts';

const GUARDS: readonly Guard[] = [destructive];

/** One verdict a change, in the plan's order; the first guard that objects is the one named. */
export function judge(plan: Plan): readonly Verdict[] {
  return plan.changes.map((change) => {
    const blocked = firstObjection(change);
    return blocked ? { change, kind: 'blocked', ...blocked } : { change, kind: 'allowed' };
  });
}

function firstObjection(change: Change): ReturnType<Guard> {
  for (const guard of GUARDS) {
    const objection = guard(change);
    if (objection) return objection;
  }
  return null;
}
