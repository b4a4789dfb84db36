/** Bare Marathon definitions in JSON - an app, a list, a group - as the documents they stand for. */
import type { Limits } from '../model/desired.ts';
import type { Path, Place } from '../schema/fault.ts';
import { parseJson } from '../schema/json-syntax.ts';
import type { ParsedFile } from './types.ts';

/** Never throws: whatever is wrong is among the mistakes. */
export function parseBare(_bytes: Uint8Array, _limits: Limits): ParsedFile {
  return { docs: [], mistakes: [], complete: true, places: new Map() };
}

/** Where in the file's JSON stands what `path` is in the document made from the definition at `bare`. */
export function placeOfBare(bare: Path, path: Path): Path {
  const [section, field, ...rest] = path;
  if (section === 'spec') return field === undefined ? bare : [...bare, field, ...rest];
  return section === 'metadata' && field === 'name' ? [...bare, 'id'] : bare;
}

/** Finds what `path` is, in the document made from the definition at `bare`, in the text of its file as `readText` gives it. */
export function barePlaces(text: string, limits: Limits): (bare: Path, path: Path, at: 'value' | 'key') => Place {
  const { place } = parseJson(text, limits);
  return (bare, path, at) => place(placeOfBare(bare, path), at);
}
