/**
 * Nothing that destroys data is made without an Approval that names it by id and key, unless it is over by its own schedule; nor is
 * what people want to be asked about first.
 */
import type { Change } from '../../model/change.ts';
import { ASK, isGranted, isScheduled } from './granted.ts';
import { objection } from './types.ts';
import type { GuardFacts, MakeGuard } from './types.ts';

export const needsApproval: MakeGuard = (facts) => (change) => {
  const why = whyAsked(change, facts);
  return why === null || isGranted(change, facts) ? null : objection('needs-approval', `${why}: ${ASK}`);
};

/** Null: nobody is asked. */
function whyAsked(change: Change, facts: GuardFacts): string | null {
  if (change.class === 'destructive') return isScheduled(change, facts) ? null : whatIsLost(change);
  return change.consent === 'approval' ? 'it is made only when a person agrees' : null;
}

/** An update leaves the object, and the data less safe than they were. */
function whatIsLost({ op }: Change): string {
  return op === 'delete' || op === 'create' ? 'it destroys data' : 'it protects data less, or destroys some';
}
