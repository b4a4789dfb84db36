import type { Instant } from '../clock.ts';
import type { Removal } from '../model/memory.ts';

/** How long a removal counts. */
export const DAY_MS = 24 * 3_600_000;

/** The same list when none of them is older. */
export function ofLastDay(removals: readonly Removal[], now: Instant): readonly Removal[] {
  return removals.every(({ at }) => now - at < DAY_MS) ? removals : removals.filter(({ at }) => now - at < DAY_MS);
}
