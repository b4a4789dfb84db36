/** JSON with the place of everything in it, and with what its own parser lets pass: keys given twice, digits that get lost. */
import { LineCounter } from 'yaml';
import type { Json } from '../model/ref.ts';
import { compareMistakes } from './fault.ts';
import type { Mistake, Path, Place } from './fault.ts';
import { readSpots } from './json-spots.ts';
import type { Spot } from './json-spots.ts';

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

/** Lines are counted when the first place is asked for: nearly every file has nothing wrong. */
function placesIn(text: string): (offset: number) => Place {
  let lines: LineCounter | null = null;
  return (offset) => {
    lines ??= linesOf(text);
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}
