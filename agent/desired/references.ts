/** `${vars.name}` and `${secrets.name}` in the texts of a document: found, and put in. */
import type { Json } from '../model/ref.ts';
import type { Path } from '../schema/fault.ts';
import { isMapping } from './merge-patch.ts';
import type { Mapping } from './merge-patch.ts';

/** A text with a `${` in it: nearly every document has none. */
export interface MarkedText {
  readonly path: Path;
  /** Whether it is the value at `path`, or its key. */
  readonly at: 'value' | 'key';
  readonly text: string;
}

export interface Reference {
  readonly to: 'vars' | 'secrets';
  /** What stands between the dot and the brace, whatever it is. */
  readonly name: string;
  /** False without the closing brace. */
  readonly isClosed: boolean;
  /** As it is written. */
  readonly text: string;
}

export type Variables = ReadonlyMap<string, string | number | boolean>;

const MARK = '${';
const REFERENCE = /\$\{(vars|secrets)\.([^}]*)(\}?)/g;
const NONE: readonly MarkedText[] = [];

/** Every text of a value, and every key, that may hold a reference. */
export function markedTexts(value: Json): readonly MarkedText[] {
  const found: MarkedText[] = [];
  collect(value, [], found);
  return found.length === 0 ? NONE : found;
}

/** `path` is one list that grows and shrinks on the way: most documents need no copy of it. */
function collect(value: Json, path: (string | number)[], found: MarkedText[]): void {
  if (typeof value === 'string') {
    if (value.includes(MARK)) found.push({ path: [...path], at: 'value', text: value });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      path.push(index);
      collect(item, path, found);
      path.pop();
    }
  } else if (isMapping(value)) {
    for (const key of Object.keys(value)) {
      path.push(key);
      if (key.includes(MARK)) found.push({ path: [...path], at: 'key', text: key });
      collect(value[key] ?? null, path, found);
      path.pop();
    }
  }
}

export function referencesIn(text: string): readonly Reference[] {
  return [...text.matchAll(REFERENCE)].map(([whole, to, name = '', brace]) => {
    return { to: to === 'secrets' ? 'secrets' : 'vars', name, isClosed: brace === '}', text: whole };
  });
}

/** What was nearly a reference, as it is written: `${var.x}`, `${ vars.x }`. */
export function nearlyReferences(text: string): readonly string[] {
  const written = [...text.matchAll(/\$\{\s*(?:vars?|secrets?)\s*[.:][^}]*\}?/gi)].map(([whole]) => whole);
  return written.filter((whole) => !/^\$\{(?:vars|secrets)\./.test(whole));
}

/** Counts down the characters that variables may add to one document. */
export interface Room {
  left: number;
}

/**
 * The value with its variables put in; a name that no variable has stays as it is written. A text that is one reference
 * takes the variable's type. What holds no variable is the very same object. Nothing is put in once `room` has run out.
 */
export function withVariables(value: Json, variables: Variables, room: Room): Json {
  if (typeof value === 'string') return value.includes(MARK) ? textWithVariables(value, variables, room) : value;
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => withVariables(item, variables, room));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  return isMapping(value) ? mappingWithVariables(value, variables, room) : value;
}

function mappingWithVariables(value: Mapping, variables: Variables, room: Room): Mapping {
  const changes = new Map<string, Json>();
  for (const key of Object.keys(value)) {
    const before = value[key] ?? null;
    const after = withVariables(before, variables, room);
    if (after !== before) changes.set(key, after);
  }
  if (changes.size === 0) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, changes.get(key) ?? field]));
}

function textWithVariables(text: string, variables: Variables, room: Room): Json {
  const [first] = referencesIn(text);
  if (first?.text === text) return variableOf(first, variables, room) ?? text;
  return text.replaceAll(REFERENCE, (whole) => {
    const [reference] = referencesIn(whole);
    const value = reference === undefined ? undefined : variableOf(reference, variables, room);
    return value === undefined ? whole : String(value);
  });
}

/** Undefined: nothing is put in. */
function variableOf({ to, name, isClosed }: Reference, variables: Variables, room: Room): string | number | boolean | undefined {
  if (to !== 'vars' || !isClosed) return undefined;
  const value = variables.get(name);
  room.left -= value === undefined ? 0 : String(value).length;
  return room.left < 0 ? undefined : value;
}
