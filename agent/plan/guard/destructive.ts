/** Nothing that destroys data is ever made without an Approval; this version cannot read one, so nothing is destroyed. */
import type { Guard } from './types.ts';

export const destructive: Guard = (change) => {
  if (change.class !== 'destructive') return null;
  return { by: 'needs-approval', why: `${change.ref} would be destroyed; this version makes no destructive change, do it by hand` };
};
