/**
 * Storage that was there and is gone is not made anew, empty, without consent; and what uses it is left running: its tasks may
 * be all that still holds the data, and started anew they would get an empty volume.
 */
import { findDoc } from '../../model/desired.ts';
import type { Ref } from '../../model/ref.ts';
import { lostIdOf } from '../missing.ts';
import { ASK, isGranted } from './granted.ts';
import { objection } from './types.ts';
import type { GuardFacts, MakeGuard } from './types.ts';

export const missing: MakeGuard = (facts) => (change) => {
  const lostId = lostIdOf(change, facts.inputs.memory);
  if (lostId !== null && !isGranted(change, facts)) {
    return objection('missing', `it was there with the id ${lostId} and is gone, with its data: ${ASK}, without them`);
  }
  const used = change.op === 'delete' ? undefined : missingLink(change.ref, facts);
  return used === undefined ? null : objection('missing', `it uses ${used}, which is missing: left as it is until that is decided`);
};

function missingLink(ref: Ref, { inputs, sight }: GuardFacts): Ref | undefined {
  return findDoc(inputs.desired, ref)?.links.find((link) => sight.health.ready.get(link)?.kind === 'missing');
}
