/** "Did you mean": the known name nearest to a misspelt one. */

/** Names looked at for one suggestion: a wrong name in each of ten thousand files must not take minutes. */
const MOST_CANDIDATES = 500;

/** The candidate that is at most a third of its letters away, upper and lower case alike; null when none is. */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const near = [...candidates]
    .filter((candidate) => Math.abs(candidate.length - name.length) <= tolerated(candidate))
    .slice(0, MOST_CANDIDATES);
  const distances = near.map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }));
  const [best] = distances
    .filter(({ candidate, distance }) => distance <= tolerated(candidate))
    .toSorted((a, b) => a.distance - b.distance);
  return best?.candidate ?? null;
}

/** Of two letters, one wrong makes another name. */
function tolerated(name: string): number {
  return name.length < 3 ? 0 : Math.max(1, Math.floor(name.length / 3));
}

/** `; did you mean x?`, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const all = [...candidates];
  const candidate = nearest(name, all) ?? theOneWith(name, all);
  return candidate === null ? '' : `; did you mean ${candidate}?`;
}

/** `container/bridge` for `bridge`: the only candidate of which the name is a word. */
function theOneWith(name: string, candidates: readonly string[]): string | null {
  const word = name.toLowerCase();
  const isWordOf = (text: string): boolean => text.includes(word) && text.split(/[/-]/).includes(word);
  const [only = null, another] = word === '' ? [] : candidates.filter((candidate) => isWordOf(candidate.toLowerCase()));
  return another === undefined ? only : null;
}

/** Longer names are no typos of ours; it bounds the work. */
const LONGEST = 128;

/** Letters to insert, remove, replace, or swap with the next one (Damerau-Levenshtein), one row of the table at a time. */
function editDistance(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return Infinity;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 0; i < a.length; i += 1) [before, row] = [row, nextRow(a.slice(0, i + 1), b, row, before)];
  return row.at(-1) ?? 0;
}

/** The distances of `a` to the beginnings of `b`; `row` and `before` are those of `a` with one and two letters less. */
function nextRow(a: string, b: string, row: readonly number[], before: readonly number[]): readonly number[] {
  const [last, secondLast] = [a.at(-1), a.at(-2)];
  const next = [a.length];
  for (const [j, letter] of b.split('').entries()) {
    const replaced = (row[j] ?? 0) + (last === letter ? 0 : 1);
    const isSwap = last === b[j - 1] && secondLast === letter;
    const swapped = isSwap ? (before[j - 1] ?? 0) + 1 : replaced;
    next.push(Math.min(replaced, swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
  }
  return next;
}
