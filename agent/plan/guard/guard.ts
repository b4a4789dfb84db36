/** Guards: each looks at one change and may block it. A change that no guard blocks is allowed. */
import type { Change, Plan, Verdict } from '../../model/change.ts';
import { destructive } from './destructive.ts';
import { repeated } from './repeated.ts';
import type { Repeats } from './repeated.ts';
import type { Guard } from './types.ts';

/** One verdict a change, in the plan's order; the first guard that objects is the one named. */
export function judge(plan: Plan, repeats: Repeats): readonly Verdict[] {
  const guards = [destructive, repeated(repeats)];
  return plan.changes.map((change) => {
    const blocked = firstObjection(guards, change);
    return blocked ? { change, kind: 'blocked', ...blocked } : { change, kind: 'allowed' };
  });
}

function firstObjection(guards: readonly Guard[], change: Change): ReturnType<Guard> {
  for (const guard of guards) {
    const objection = guard(change);
    if (objection) return objection;
  }
  return null;
}
