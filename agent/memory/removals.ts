import type { Instant } from '../clock.ts';

/** How long a removal, or an error that was cleared, counts. */
export const DAY_MS = 24 * 3_600_000;

/** The same list when none of them is older. */
export function ofLastDay<T extends { readonly at: Instant }>(all: readonly T[], now: Instant): readonly T[] {
  return all.every(({ at }) => now - at < DAY_MS) ? all : all.filter(({ at }) => now - at < DAY_MS);
}
