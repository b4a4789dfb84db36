/** Going on without what was remembered, as something that people approve like a change. */
import type { Ref } from '../../model/ref.ts';
import type { Lost } from '../../model/report.ts';
import type { Blocked } from './proposals.ts';

export function recoveryOf({ change, key, why }: Lost): Blocked {
  const ref = change.slice(change.indexOf(' ') + 1) as Ref;
  return {
    why: `the memory on the status branch was lost: ${why}`,
    change: {
      id: change,
      ref,
      backendId: null,
      class: 'destructive',
      reason: 'what the agent owns was rebuilt from what is declared and what is live',
      fields: [],
      effects: ['lets the agent delete, prune, grow and create storage again, by the memory that was rebuilt'],
      then: [],
      approvalKey: key,
    },
  };
}
