/** JSON with the place of everything in it, and with what its own parser lets pass: keys given twice, digits that get lost. */
import type { Json } from '../model/ref.ts';
import { compareMistakes } from './fault.ts';
import type { Mistake, Path, Place } from './fault.ts';
import { readSpots } from './json-spots.ts';
import type { Spot } from './json-spots.ts';
import { placesIn } from './lines.ts';

export interface ParsedJson {
  /** Null when the text is not JSON: then a mistake says where it stops being any. */
  readonly json: { readonly value: Json } | null;
  readonly mistakes: readonly Mistake[];
  /** Where a value or its key stands; the nearest one around it when it is not written there itself. */
  place(path: Path, at: 'value' | 'key'): Place;
}

/** `depth`: how many lists and mappings may be inside each other. Never throws; linear in the text. */
export function parseJson(text: string, limits: { readonly depth: number }): ParsedJson {
  const placeOf = placesIn(text);
  const { root, wrong, end } = readSpots(text, limits.depth, (offset) => placeOf(offset).line);
  const mistakes = [...wrong, ...(end === null ? [] : [end])];
  return {
    json: end === null ? { value: JSON.parse(text) as Json } : null,
    mistakes: mistakes.map(({ code, start, message }) => ({ code: code.code, ...placeOf(start), message })).toSorted(compareMistakes),
    place: (path, at) => placeOf(root === null ? 0 : offsetIn(root, path, at)),
  };
}

function offsetIn(root: Spot, path: Path, at: 'value' | 'key'): number {
  let spot = root;
  for (const part of path) {
    const next = spot.parts.get(String(part));
    if (next === undefined) return spot.start;
    spot = next;
  }
  return at === 'key' ? (spot.key ?? spot.start) : spot.start;
}
