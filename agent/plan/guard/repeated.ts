/**
 * A change that was made and, looked at again, is still to be made will not come about by making it once more: each time an
 * app would restart. Either its normal form and the vendor's disagree, or somebody else sets it back at once.
 */
import type { Change, Result } from '../../model/change.ts';
import type { Guard } from './types.ts';

/** How often each change was made in a row; one that is no longer planned starts anew. */
export type Repeats = ReadonlyMap<string, number>;

const MOST = 3;

export function repeated(repeats: Repeats): Guard {
  return (change) => {
    if ((repeats.get(keyOf(change)) ?? 0) < MOST) return null;
    const fields = change.fields.map(({ path }) => path).join(', ');
    return {
      by: 'keeps-differing',
      why: `it was made ${MOST} times in a row and still differs in ${fields}: see who else sets it, or report this`,
    };
  };
}

/** The count after a pass with these results. */
export function countRepeats(repeats: Repeats, results: readonly Result[]): Repeats {
  const counts = results.map(({ change, outcome }): [string, number] => {
    return [keyOf(change), (repeats.get(keyOf(change)) ?? 0) + Number(outcome.kind === 'applied')];
  });
  return new Map(counts.filter(([, count]) => count > 0));
}

function keyOf(change: Change): string {
  return JSON.stringify([change.id, change.fields]);
}
