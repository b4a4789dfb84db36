/** Which condition a blocked change raises: whose turn it is. */
import type { BlockedBy, Result } from '../model/change.ts';
import type { ConditionType } from '../model/memory.ts';

/** ApprovalRequired: an Approval lifts it. Stalled: only an edit or another act of a person does. Reconciling: time does. null: somebody wants it so. */
const RAISES: { readonly [by in BlockedBy]: ConditionType | null } = {
  'not-the-writer': 'Reconciling',
  'newer-schema': 'Stalled',
  'git-partition': 'Reconciling',
  'memory-lost': 'Stalled',
  held: null,
  observed: null,
  itself: 'Stalled',
  'not-ours': 'Stalled',
  missing: 'ApprovalRequired',
  conflict: 'Stalled',
  'drift-reported': 'DriftDetected',
  'looks-like-rename': 'ApprovalRequired',
  'needs-approval': 'ApprovalRequired',
  'blast-radius': 'ApprovalRequired',
  'delete-rate': 'Reconciling',
  ceiling: 'Stalled',
  window: 'Reconciling',
  'max-disruptive': 'Reconciling',
  'keeps-differing': 'Stalled',
};

/** null: not blocked, or as somebody wants it. */
export function raisedBy({ outcome }: Result): ConditionType | null {
  return outcome.kind === 'blocked' ? RAISES[outcome.by] : null;
}
