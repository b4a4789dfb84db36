/** Errors of devices that were cleared: one that fails again soon is not tried again and again by the agent alone. Pure. */
import type { Instant } from '../clock.ts';
import type { Change, Result } from '../model/change.ts';
import type { ClearedError, Memory } from '../model/memory.ts';
import { ofLastDay } from './removals.ts';

export interface ClearedFacts {
  readonly results: readonly Result[];
  /** Approval keys of changes whose call was begun. */
  readonly tried: ReadonlySet<string>;
  readonly now: Instant;
}

/** Those of the last 24 hours; the same list when nothing changed. */
export function clearedAfter({ cleared }: Pick<Memory, 'cleared'>, facts: ClearedFacts): Memory['cleared'] {
  const recent = ofLastDay(cleared, facts.now);
  const more = facts.results.flatMap((result) => clearedBy(result, facts));
  return more.length === 0 ? recent : [...recent, ...more];
}

/** A call without an answer may have been made, too. */
function clearedBy({ change, outcome }: Result, { tried, now }: ClearedFacts): readonly ClearedError[] {
  const { ref, backendId, approvalKey } = change;
  const mayBeMade = outcome.kind === 'applied' || (outcome.kind === 'failed' && tried.has(approvalKey));
  return isClearing(change) && backendId !== null && mayBeMade ? [{ ref, backendId, at: now }] : [];
}

function isClearing({ action }: Change): boolean {
  return action.do === 'setDevice' && action.args['call'] === 'clearDeviceError';
}
