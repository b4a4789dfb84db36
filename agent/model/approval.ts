/** What people approved, as far as the plan needs it. */
import type { Instant } from '../clock.ts';
import type { BlockedBy } from './change.ts';
import type { Ref } from './ref.ts';

/** One entry of one Approval document in force. */
export interface Grant {
  /** The document, `Approval/drop-old-pg`. */
  readonly approval: Ref;
  /** The id of the change it approves: `remove Volume/pg`. */
  readonly change: string;
  readonly key: string;
  /** `expired`: its time, or 72 h since the commit that brought it, is over. */
  readonly state: 'valid' | 'expired';
  /** Until when a start is allowed. */
  readonly until: Instant;
  /** Where it stands, for warnings. */
  readonly file: string;
}

/** The branch that proposes the Approval of this key. */
export function approvalBranch(key: string): string {
  return `plumbline/approve/${approvalName(key)}`;
}

/** The name of the Approval document that is proposed for this key. */
export function approvalName(key: string): string {
  return key.slice(0, 12);
}

const APPROVABLE: ReadonlySet<BlockedBy> = new Set(['needs-approval', 'missing', 'blast-radius', 'looks-like-rename']);

/** Whether an Approval lifts what this guard objects to. */
export function isApprovable(by: BlockedBy): boolean {
  return APPROVABLE.has(by);
}
