/** Approvals that do nothing (any more): a person should know, or take them out. */
import { declareErrors } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import type { Grant } from './model/approval.ts';
import type { Change } from './model/change.ts';
import type { DocError } from './model/desired.ts';
import type { Intent, Removal } from './model/memory.ts';

export const approvalErrors = declareErrors('approval', {
  used: { class: 'stalled', help: 'Take the Approval out of the repository: what it approves was done.' },
  expired: { class: 'stalled', help: 'If it is still wanted, commit it anew with a later `expires`; else take it out.' },
  otherObject: { class: 'stalled', help: 'See which object the plan means now; its key approves it, the old one does not.' },
  unmatched: { class: 'stalled', help: 'Compare the entry with the plan: the id and the key must both be as it shows them.' },
});

export interface ApprovalUse {
  readonly planned: readonly Pick<Change, 'id' | 'approvalKey'>[];
  readonly removals: readonly Pick<Removal, 'approvalKey'>[];
  readonly intents: readonly Pick<Intent, 'approvalKey'>[];
}

/** A warning for each entry that has expired, was used, or matches nothing that is planned. */
export function approvalWarnings(grants: readonly Grant[], use: ApprovalUse): readonly DocError[] {
  return grants.flatMap((grant) => {
    const found = warningOf(grant, use);
    if (found === null) return [];
    const [code, what] = found;
    const message = `${grant.approval} has an entry ${what}`;
    return [{ code: code.code, file: grant.file, line: 1, column: 1, message }];
  });
}

function warningOf({ change, key, state }: Grant, { planned, removals, intents }: ApprovalUse): readonly [ErrorCode, string] | null {
  // What was begun runs to its end, however long that takes.
  if (intents.some(({ approvalKey }) => approvalKey === key)) return null;
  if (removals.some(({ approvalKey }) => approvalKey === key)) return [approvalErrors.used, `that was used: ${change} is done.`];
  if (state === 'expired') return [approvalErrors.expired, `that has expired: ${change}.`];
  const now = planned.filter(({ id }) => id === change);
  if (now.some(({ approvalKey }) => approvalKey === key)) return null;
  const [other] = now;
  if (other === undefined) return [approvalErrors.unmatched, `that matches nothing planned: ${change}.`];
  const keys = `its key is ${other.approvalKey.slice(0, 12)} now, not ${key.slice(0, 12)}`;
  return [approvalErrors.otherObject, `for another object than the one that ${change} would change: ${keys}.`];
}
