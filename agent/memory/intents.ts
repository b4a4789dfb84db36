/** Calls that spend or destroy: written down before they are made, and logged exactly once when they were. Pure. */
import type { Instant } from '../clock.ts';
import type { Change, Result } from '../model/change.ts';
import type { ChangeLine, Intent, Memory, Owned, Removal } from '../model/memory.ts';
import type { Health, Reading } from '../model/observed.ts';

export interface IntentContext {
  /** The commit it is planned from. */
  readonly commit: string;
  /** The status branch's commit before the one that brings the intent. */
  readonly tip: string | null;
  readonly epoch: number;
  readonly now: Instant;
}

export function intentOf(_change: Change, _context: IntentContext): Intent {
  throw new Error('to come');
}

/** The intent of this very call: of the same change on the same object. */
export function intentFor(intents: readonly Intent[], change: Pick<Change, 'id' | 'approvalKey'>): Intent | undefined {
  return intents.find(({ line, approvalKey }) => approvalKey === change.approvalKey && line.id === change.id);
}

export interface IntentFacts {
  /** Approval keys of everything planned in this pass. */
  readonly planned: ReadonlySet<string>;
  readonly results: readonly Result[];
  readonly sees: (owned: Pick<Owned, 'ref' | 'backendId'>) => Reading<boolean>;
  readonly health: Pick<Health, 'ids' | 'ready'>;
  readonly now: Instant;
}

export interface SettledIntents {
  /** Those that are still to be made, or of which it is not known. */
  readonly open: readonly Intent[];
  /** Of those that were made; the change log has no other line for them. */
  readonly lines: readonly ChangeLine[];
  /** Of those that deleted in an earlier pass; this pass's own deletes are inventoryAfter's to record. */
  readonly removals: readonly Removal[];
}

/** What became of every intent: made, given up, or still open. */
export function settleIntents(memory: Pick<Memory, 'intents' | 'inventory'>, _facts: IntentFacts): SettledIntents {
  return { open: memory.intents, lines: [], removals: [] };
}
