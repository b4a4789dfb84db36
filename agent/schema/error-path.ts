/** Where misfits are, as the rest of the room writes paths. */
import { compareText } from './fault.ts';
import type { Path } from './fault.ts';
import type { Misfit } from './misfits.ts';

/** `/spec/volumes/0` -> `['spec', 'volumes', 0]`; `~1` and `~0` are the slash and the tilde of a key. */
export function pathOf(error: Misfit): Path {
  const parts = error.instancePath.split('/').slice(1);
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** Finds the errors at a JSON pointer and below, without looking at all others: there may be as many paths as errors. */
export function errorsByPath(errors: readonly Misfit[]): (path: string) => readonly Misfit[] {
  const sorted = errors.toSorted((a, b) => compareText(a.instancePath, b.instancePath));
  const between = (from: string, end: string): readonly Misfit[] => sorted.slice(firstFrom(from, sorted), firstFrom(end, sorted));
  // No text lies between the path and the path with the least of all characters; '0' is the one after '/'.
  return (path) => [...between(path, `${path}\u0000`), ...between(`${path}/`, `${path}0`)];
}

/** The index of the first error whose path is not before `path`. */
function firstFrom(path: string, sorted: readonly Misfit[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sorted[middle]?.instancePath ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return low;
}
