/** Why nothing is done for a slot: one stop, one finding. */
import { instant } from '../../../clock.ts';
import type { Instant } from '../../../clock.ts';
import type { Finding } from '../../../model/observed.ts';
import type { Ref } from '../../../model/ref.ts';

/** Without `recheckAt` only a person can end it. */
export type Stop = Omit<Finding, 'ref'>;

const LOOK_AGAIN_MS = 60_000;

/** As it is told. */
export function findingOf(ref: Ref, stop: Stop): Finding {
  return { ref, ...stop };
}

/** Its end is not in sight, and may come by itself. */
export function overdue(now: Instant, stop: Pick<Stop, 'code' | 'why' | 'remedy'> & Partial<Stop>): Stop {
  return { causedBy: null, recheckAt: instant(now + LOOK_AGAIN_MS), ...stop };
}

/** Only a person can end it. */
export function forPeople(code: string, why: string, remedy: string, causedBy: Ref | null = null): Stop {
  return { code, why, remedy, causedBy, recheckAt: null };
}
