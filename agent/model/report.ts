/** What a pass found and did: the input of status, exit codes and the schedule. */
import type { Instant } from '../clock.ts';
import type { Plan, Result } from './change.ts';
import type { Desired, DocError } from './desired.ts';
import type { Health, Reading } from './observed.ts';

export interface PassReport {
  readonly cluster: string;
  readonly at: Instant;
  readonly durationMs: number;
  /** The documents in force; unknown when git cannot be read or no commit was ever accepted. */
  readonly source: Reading<Desired>;
  /** The newest commit, when it was refused: the accepted one stays in force. */
  readonly refused: { readonly commit: string; readonly errors: readonly DocError[] } | null;
  readonly warnings: readonly DocError[];
  readonly plan: Plan | null;
  readonly results: readonly Result[];
  readonly health: Health;
  /** When something that waits should be looked at again; null: nothing waits. */
  readonly wakeInMs: number | null;
}
