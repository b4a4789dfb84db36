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
  const candidate = nearest(name, candidates);
  return candidate === null ? '' : `; did you mean ${candidate}?`;
}

/** Longer names are no typos of ours; it bounds the work. */
const LONGEST = 128;

/** Letters to insert, remove or replace (Levenshtein), one row of the table at a time. */
function editDistance(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
