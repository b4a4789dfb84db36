/** Where everything in a JSON text is written, down to where it stops being JSON. A loop, not a recursion: nesting cannot overflow it. */
import type { ErrorCode } from '../errors.ts';
import { INVISIBLE, short } from '../model/printable.ts';
import { schemaErrors } from './errors.ts';
import { jsonTokens } from './json-tokens.ts';
import type { JsonToken, NotJson } from './json-tokens.ts';
import { HIDDEN_IN_KEY } from './mistakes.ts';
import type { Mistakes } from './mistakes.ts';
import { KEY_TOO_LONG, LONGEST_KEY } from './syntax.ts';
import { tooDeep } from './tokens.ts';

/** A value's place, as offsets in the text. */
export interface Spot {
  readonly start: number;
  /** Of the key before it; null for an entry of a list. */
  readonly key: number | null;
  readonly isList: boolean;
  /** By key, or by index as text. */
  readonly parts: Map<string, Spot>;
}

type Expects = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'nothing';

interface Reading {
  readonly text: string;
  readonly depth: number;
  readonly mistakes: Mistakes;
  readonly lineOf: (offset: number) => number;
  /** Values until here. */
  values: number;
  /** Lists and mappings that are not closed yet, the innermost last. */
  readonly open: Spot[];
  root: Spot | null;
  key: { readonly name: string; readonly start: number } | null;
  expects: Expects;
  /** Offset of the last comma. */
  comma: number;
}

/** Says what is wrong; `isJson` is false when the reading ended there. `depth`: how many lists and mappings may be inside each other. */
export function readSpots(from: Pick<Reading, 'text' | 'depth' | 'mistakes' | 'lineOf'>): {
  readonly root: Spot | null;
  readonly isJson: boolean;
} {
  const reading: Reading = { ...from, values: 0, open: [], root: null, key: null, expects: 'value', comma: 0 };
  const end = readAll(reading);
  if (end !== null) reading.mistakes.add(end.start, end.code, end.message);
  return { root: reading.root, isJson: end === null };
}

/** What ends the reading. */
interface Wrong {
  readonly code: ErrorCode;
  readonly start: number;
  readonly message: string;
}

function readAll(reading: Reading): Wrong | null {
  for (const token of jsonTokens(reading.text)) {
    if (token.type === 'wrong' || !isExpected(reading, token)) return unexpected(reading, token);
    const bound = overBound(reading, token);
    if (bound !== null) return { ...bound, start: token.start };
    take(reading, token);
  }
  return null;
}

/** Of one file: far above any that a person writes, and below what takes long to check. */
const MOST_VALUES = 250_000;

/** What there is too much of with this token. */
function overBound({ expects, open, depth, values }: Reading, token: JsonToken): Omit<Wrong, 'start'> | null {
  if (opens(token) && open.length === depth) return { code: schemaErrors.tooDeep, message: tooDeep(depth) };
  const isKey = expects === 'key' || expects === 'first key';
  if (isKey && token.end - token.start > LONGEST_KEY + QUOTES) return { code: schemaErrors.syntax, message: KEY_TOO_LONG };
  if (values <= MOST_VALUES) return null;
  return { code: schemaErrors.tooLarge, message: `There are more than ${MOST_VALUES} values in this file; split it.` };
}

const QUOTES = 2;

const VALUES = ['{', '[', 'text', 'number', 'word'] as const;

const EXPECTED: { readonly [E in Expects]: readonly JsonToken['type'][] } = {
  value: VALUES,
  'first value': [...VALUES, ']'],
  key: ['text'],
  'first key': ['text', '}'],
  colon: [':'],
  comma: [','],
  nothing: ['end'],
};

function isExpected({ expects, open }: Reading, { type }: JsonToken): boolean {
  return EXPECTED[expects].includes(type) || (expects === 'comma' && type === closing(open.at(-1)));
}

function opens({ type }: JsonToken): boolean {
  return type === '{' || type === '[';
}

function closing(spot: Spot | undefined): ']' | '}' {
  return spot?.isList === true ? ']' : '}';
}

function take(reading: Reading, token: JsonToken): void {
  const { open, expects } = reading;
  if (token.type === ':') {
    reading.expects = 'value';
  } else if (token.type === ',') {
    reading.comma = token.start;
    reading.expects = open.at(-1)?.isList === true ? 'value' : 'key';
  } else if (token.type === ']' || token.type === '}') {
    open.pop();
    reading.expects = afterValue(open);
  } else if (expects === 'key' || expects === 'first key') {
    takeKey(reading, token);
  } else if (token.type !== 'end') {
    takeValue(reading, token);
  }
}

function afterValue(open: readonly Spot[]): Expects {
  return open.length === 0 ? 'nothing' : 'comma';
}

function takeKey(reading: Reading, { start, end }: JsonToken): void {
  const name = JSON.parse(reading.text.slice(start, end)) as string;
  const first = reading.open.at(-1)?.parts.get(name)?.key ?? null;
  if (first !== null) {
    const message = `${short(name)} is already given in line ${reading.lineOf(first)}; keep one of them.`;
    reading.mistakes.add(start, schemaErrors.duplicateKey, message);
  }
  if (INVISIBLE.test(name)) reading.mistakes.add(start, schemaErrors.hiddenInKey, HIDDEN_IN_KEY);
  reading.key = { name, start };
  reading.expects = 'colon';
}

const NO_PARTS: Spot['parts'] = new Map();

function takeValue(reading: Reading, token: JsonToken): void {
  const { open, key } = reading;
  const isList = token.type === '[';
  const spot: Spot = { start: token.start, key: key?.start ?? null, isList, parts: opens(token) ? new Map() : NO_PARTS };
  const around = open.at(-1);
  reading.values += 1;
  around?.parts.set(key?.name ?? String(around.parts.size), spot);
  reading.root ??= spot;
  reading.key = null;
  if (token.type === 'number') takeNumber(reading, token);
  if (opens(token)) open.push(spot);
  if (opens(token)) reading.expects = isList ? 'first value' : 'first key';
  else reading.expects = afterValue(open);
}

function takeNumber({ text, mistakes }: Reading, { start, end }: JsonToken): void {
  const written = text.slice(start, end);
  const number = Number(written);
  if (Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))) return;
  mistakes.add(start, schemaErrors.unsafeNumber, `${short(written)} is no number that can be kept exactly; quote it if it is a text.`);
}

function unexpected({ open, expects, comma }: Reading, token: JsonToken | NotJson): Wrong {
  const innermost = open.at(-1);
  const wrong = (start: number, message: string): Wrong => ({ code: schemaErrors.syntax, start, message });
  if (token.type === 'wrong') return wrong(token.start, token.message);
  if (token.type === 'end')
    return innermost === undefined ? wrong(0, 'The file is empty.') : wrong(innermost.start, 'This bracket is never closed.');
  const isAfterComma = expects === (innermost?.isList === true ? 'value' : 'key');
  if (isAfterComma && token.type === closing(innermost)) return wrong(comma, 'JSON takes no comma before a closing bracket; remove it.');
  return wrong(token.start, MISSING[expects] ?? `A comma or a closing ${closing(innermost)} is missing here.`);
}

const MISSING: { readonly [E in Expects]: string | null } = {
  value: 'A value is missing here.',
  'first value': 'A value is missing here.',
  key: 'A key in double quotes is missing here.',
  'first key': 'A key in double quotes is missing here.',
  colon: 'A colon is missing here.',
  comma: null,
  nothing: 'A second value begins here; a file holds one, which may be a list.',
};
