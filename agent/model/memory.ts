/** What the agent remembers between passes and processes: only what the status branch holds. */
import type { Instant } from '../clock.ts';

export interface AcceptedCommit {
  readonly commit: string;
  /** Id of every tree that was read for it: see Desired.inputs. */
  readonly inputs: string;
}

export interface Memory {
  /** The status branch's newest commit; null before the first one. */
  readonly tip: string | null;
  /** The newest commit whose files were all valid: what is in force. */
  readonly accepted: AcceptedCommit | null;
  /** The newest commit at which nothing was left to change: what differs from it was changed in git, the rest is drift. */
  readonly settled: AcceptedCommit | null;
  readonly published: Published | null;
}

/** What the status on the branch says, as far as the next one depends on it. */
export interface Published {
  /** Over the meaning of the status: equal digests, nothing new to say. */
  readonly digest: string;
  readonly at: Instant;
  readonly conditions: readonly Condition[];
}

export type ConditionType = 'Ready' | 'Reconciling' | 'Stalled' | 'Degraded' | 'DriftDetected' | 'ApprovalRequired';

export interface Condition {
  readonly type: ConditionType;
  readonly status: 'True' | 'False' | 'Unknown';
  /** PascalCase. */
  readonly reason: string;
  readonly message: string;
  /** When the status last became what it is. */
  readonly since: Instant;
}

/** File names in the cluster's folder of the status branch. */
export const STATUS_FILES = { accepted: 'accepted.json', status: 'status.json', readme: 'README.md' } as const;
