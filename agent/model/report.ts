/** What a pass found and did: the input of status, exit codes and the schedule. */
import type { Instant } from '../clock.ts';
import type { PlumblineError } from '../errors.ts';
import type { Plan, Result } from './change.ts';
import type { Desired, DocError } from './desired.ts';
import type { MemoryLost, Writer } from './memory.ts';
import type { Health, Reading } from './observed.ts';

export interface Refused {
  readonly commit: string;
  /** Why, when it is not for an error in a file: a clause, such as "it does not contain 1a2b3c4, the commit in force". */
  readonly why: string | null;
  readonly errors: readonly DocError[];
}

/** How long a writer that cannot read git goes on with what neither spends nor destroys. */
export const WITHOUT_GIT_MS = 120_000;

/** How long it goes on after that with the rescue of pools: by rows that people merged in advance. */
export const RESCUE_WITHOUT_GIT_MS = 24 * 3_600_000;

/** What this process is to the cluster in this pass. */
export type Standing =
  | { readonly kind: 'writer'; readonly epoch: number; readonly writesFrom: Instant }
  /** It has not claimed the cluster (yet): a verb that only looks, or an `apply` with nothing to write. */
  | { readonly kind: 'onlooker' }
  | { readonly kind: 'standby'; readonly writer: Writer }
  | { readonly kind: 'flapping'; readonly since: Instant; readonly with: string }
  /** A newer version keeps the journal. */
  | { readonly kind: 'outdated' }
  /** Git cannot be read since then; what was accepted before stays in force for a while. */
  | { readonly kind: 'partitioned'; readonly since: Instant; readonly epoch: number; readonly error: PlumblineError };

/** The memory is lost, and the Approval that ends this. */
export interface Lost extends MemoryLost {
  /** Id and key that the Approval has to name. */
  readonly change: string;
  readonly key: string;
}

export interface PassReport {
  readonly cluster: string;
  readonly at: Instant;
  readonly durationMs: number;
  /** The documents in force; unknown when git cannot be read or no commit was ever accepted. */
  readonly source: Reading<Desired>;
  /** The newest commit, when it was refused: the accepted one stays in force. */
  readonly refused: Refused | null;
  readonly standing: Standing;
  readonly lost: Lost | null;
  readonly warnings: readonly DocError[];
  readonly plan: Plan | null;
  readonly results: readonly Result[];
  readonly health: Health;
  /** When something that waits should be looked at again; null: nothing waits. */
  readonly wakeInMs: number | null;
}
