/** Nothing that destroys data is made without an Approval that names it by id and key. */
import { ASK, isGranted } from './granted.ts';
import { objection } from './types.ts';
import type { MakeGuard } from './types.ts';

export const needsApproval: MakeGuard = (facts) => (change) => {
  if (change.class !== 'destructive' || isGranted(change, facts)) return null;
  return objection('needs-approval', `it destroys data: ${ASK}`);
};
