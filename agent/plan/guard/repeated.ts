/** How often each change was made in a row. */
import type { Change, Result } from '../../model/change.ts';

/** One that is no longer planned starts anew. */
export type Repeats = ReadonlyMap<string, number>;

/** The count after a pass with these results. */
export function countRepeats(repeats: Repeats, results: readonly Result[]): Repeats {
  const counts = results.map(({ change, outcome }): [string, number] => {
    return [keyOf(change), repeatsOf(change, repeats) + Number(outcome.kind === 'applied')];
  });
  return new Map(counts.filter(([, count]) => count > 0));
}

export function repeatsOf(change: Change, repeats: Repeats): number {
  return repeats.get(keyOf(change)) ?? 0;
}

function keyOf(change: Change): string {
  return JSON.stringify([change.id, change.action.do, change.fields]);
}
