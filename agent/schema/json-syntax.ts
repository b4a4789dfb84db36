/** JSON with the place of everything in it, and with what its own parser lets pass: keys given twice, digits that get lost. */
import type { Json } from '../model/ref.ts';
import type { Path } from './fault.ts';
import { readSpots } from './json-spots.ts';
import type { Spot } from './json-spots.ts';
import { placesIn } from './lines.ts';
import { newMistakes } from './mistakes.ts';
import type { Mistakes } from './mistakes.ts';
import { wordAt } from './written.ts';
import type { Written } from './written.ts';

export interface ParsedJson {
  /** Null when the text is not JSON: then a mistake says where it stops being any. */
  readonly json: { readonly value: Json } | null;
  /** More can be added: there is one bound for all of a file. */
  readonly mistakes: Mistakes;
  /** Where a value or its key begins; the nearest one around it when it is not written there itself. */
  offset(path: Path, at: 'value' | 'key'): number;
  place(path: Path, at: 'value' | 'key'): Written;
}

/** `depth`: how many lists and mappings may be inside each other. Never throws; linear in the text. */
export function parseJson(text: string, { depth }: { readonly depth: number }): ParsedJson {
  const placeOf = placesIn(text);
  const mistakes = newMistakes(placeOf);
  const { root, isJson } = readSpots({ text, depth, mistakes, lineOf: (offset) => placeOf(offset).line });
  const offset = (path: Path, at: 'value' | 'key'): number => (root === null ? 0 : offsetIn(root, path, at));
  return {
    json: isJson ? { value: JSON.parse(text) as Json } : null,
    mistakes,
    offset,
    place: (path, at) => ({ ...placeOf(offset(path, at)), word: wordAt(text, offset(path, at)) }),
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
