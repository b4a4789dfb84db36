/** Suggestions for misspelt names, of which a hostile repository may have as many as it has documents. */
import { didYouMean } from '../schema/nearest.ts';

/** Of one kind and load: beyond, nobody goes by suggestions, and each costs a look at every name. */
const MOST_NAMES = 100;

/** `; did you mean x?`, or `.` where there is nothing to suggest. `names` are those that are there. */
export function suggester(names: () => readonly string[]): (wrong: string) => string {
  const known = new Map<string, string>();
  let candidates: readonly string[] | null = null;
  return (wrong) => {
    const before = known.get(wrong);
    if (before !== undefined) return before;
    if (known.size === MOST_NAMES) return '.';
    candidates ??= names();
    const suggestion = didYouMean(wrong, candidates) || '.';
    known.set(wrong, suggestion);
    return suggestion;
  };
}
