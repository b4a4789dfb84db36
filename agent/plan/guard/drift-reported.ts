/** Only the live object was changed, and its kind is not to be put back by itself: `sync.selfHeal`. */
import { declaringRef, kindOf } from '../../model/ref.ts';
import { selfHealOf } from '../../model/sync.ts';
import { lostIdOf } from '../missing.ts';
import { objection } from './types.ts';
import type { MakeGuard } from './types.ts';

export const driftReported: MakeGuard = (facts) => (change) => {
  const { inputs } = facts;
  if (change.cause !== 'drift' || selfHealOf(inputs.desired, change.ref) === 'heal') return null;
  // A person is asked anyway.
  if (change.consent === 'approval') return null;
  // Of what is missing, whether it is made anew was asked already: see missing.ts.
  if (lostIdOf(change, inputs.memory) !== null) return null;
  return objection(
    'drift-reported',
    `it was changed although its file was not; write what it should be into the file, or sync.selfHeal: {${kindOf(declaringRef(change.ref))}: heal}`,
  );
};
