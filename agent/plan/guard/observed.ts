/** What the Cluster document says is only observed; and a cluster that was in use before, until it says anything. */
import { modeOf } from '../../model/sync.ts';
import { kindOf } from '../../model/ref.ts';
import { objection } from './types.ts';
import type { MakeGuard } from './types.ts';

export const observed: MakeGuard = (facts) => (change) => {
  const { desired, memory } = facts.inputs;
  // It asks about a change that is not observed itself.
  if (kindOf(change.ref) === 'Approval') return null;
  const mode = modeOf(desired, change.ref);
  if (mode === 'observe') return objection('observed', 'sync in the Cluster document says that it is only observed');
  if (mode === 'apply' || memory.contact === 'empty') return null;
  return objection(
    'observed',
    'the cluster had objects when the agent first met it: write sync: {mode: apply} into the Cluster document to have changes made',
  );
};
