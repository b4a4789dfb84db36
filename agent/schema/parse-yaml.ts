/** Text to documents of plain data, with everything that is wrong with how it is written. */
import type { CST, ErrorCode as ParserCode, Node } from 'yaml';
import type { Limits } from '../model/desired.ts';
import { composed } from './compose.ts';
import { schemaErrors } from './errors.ts';
import type { Mistake, Path, Place } from './fault.ts';
import { placesIn } from './lines.ts';
import { newMistakes } from './mistakes.ts';
import type { Mistakes } from './mistakes.ts';
import { placeInYaml } from './place.ts';
import { plainValue } from './plain-yaml.ts';
import { sentenceOf, TAG } from './syntax.ts';
import { readTokens } from './tokens.ts';
import type { Stop } from './tokens.ts';
import { wordAt } from './written.ts';
import type { Written } from './written.ts';

export type YamlLimits = Pick<Limits, 'fileBytes' | 'depth' | 'aliases' | 'documents'>;

/**
 * Without methods: V8 11 keeps a function that is a field of an object, and all that it refers to, until it sweeps all of
 * the memory, and a cold load of ten thousand files took twice the time and memory.
 */
export interface YamlDocument {
  /** Which of the text's documents it is, from 0. */
  readonly index: number;
  /** Plain JSON data; null for an empty document. */
  readonly value: unknown;
  readonly root: Node | null;
  readonly offset: number;
  readonly placeOf: (offset: number) => Place;
  /** All of the text. */
  readonly text: string;
}

export interface ParsedYaml {
  /** Those that could be read, although there may be mistakes in them. */
  readonly documents: readonly YamlDocument[];
  readonly mistakes: readonly Mistake[];
  /** Characters by which all of them are larger than the text, as aliases are written out. */
  readonly added: number;
  /** False when some document could not be read at all: what it declares is unknown. */
  readonly complete: boolean;
}

interface Reading {
  readonly text: string;
  readonly limits: YamlLimits;
  readonly mistakes: Mistakes;
  readonly placeOf: (offset: number) => Place;
  readonly documents: YamlDocument[];
  /** Documents until here, those too that could not be read. */
  seen: number;
  added: number;
  isComplete: boolean;
}

/** Where a value or its key stands; the nearest one around it when it is not written there itself. */
export function placeIn({ root, offset, placeOf, text }: YamlDocument, path: Path, at: 'value' | 'key'): Written {
  const place = placeInYaml(root, path, at) ?? offset;
  return { ...placeOf(place), word: wordAt(text, place) };
}

/** Every document of a text, and everything wrong with how it is written. Never throws; linear in the text. */
export function parseYaml(text: string, limits: YamlLimits): ParsedYaml {
  const placeOf = placesIn(text);
  const reading: Reading = { text, limits, mistakes: newMistakes(placeOf), placeOf, documents: [], seen: 0, added: 0, isComplete: true };
  const stop =
    Buffer.byteLength(text) > limits.fileBytes
      ? tooLarge(limits)
      : readTokens(text, limits.depth, {
          token: (token) => take(token, reading),
          tag: (offset) => reading.mistakes.add(offset, schemaErrors.notPlain, TAG),
        });
  if (stop !== null) reading.mistakes.add(stop.offset, stop.code, stop.message);
  return {
    documents: reading.documents,
    mistakes: reading.mistakes.sorted(),
    added: reading.added,
    complete: reading.isComplete && stop === null,
  };
}

function tooLarge({ fileBytes }: YamlLimits): Stop {
  return {
    offset: 0,
    code: schemaErrors.tooLarge,
    message: `The file is larger than ${fileBytes / 1024} KiB: split it, or raise limits.fileKiB in plumbline.yaml.`,
  };
}

/** What the parser says of tags, which are told wherever they stand. */
const OF_TAGS: ReadonlySet<ParserCode> = new Set(['TAG_RESOLVE_FAILED', 'MULTIPLE_TAGS', 'BAD_COLLECTION_TYPE']);

/** One token at the top level of the text. */
function take(token: CST.Token, reading: Reading): Stop | null {
  if (token.type === 'document') return takeDocument(token, reading);
  // `%YAML 1.1` would turn every `yes` and `no` into a boolean.
  if (token.type === 'directive') reading.mistakes.add(token.offset, schemaErrors.notPlain, sentenceOf('BAD_DIRECTIVE'));
  if (token.type === 'error') complain(token.offset, reading);
  if (token.type === 'doc-end') for (const { type, offset } of token.end ?? []) if (!EMPTY.has(type)) complain(offset, reading);
  return null;
}

const EMPTY: ReadonlySet<string> = new Set(['space', 'comment', 'newline']);

/** Something that belongs to no document: nobody knows what it should have been. */
function complain(offset: number, reading: Reading): void {
  reading.mistakes.addOncePerLine(offset, schemaErrors.syntax, sentenceOf('UNEXPECTED_TOKEN'));
  reading.isComplete = false;
}

function takeDocument(token: CST.Document, reading: Reading): Stop | null {
  const { limits, mistakes, placeOf } = reading;
  const index = reading.seen;
  reading.seen += 1;
  if (reading.seen > limits.documents)
    return {
      offset: token.offset,
      code: schemaErrors.tooLarge,
      message: `There are more than ${limits.documents} documents in this file; split it.`,
    };
  let isBroken = false;
  const document = composed(token, (offset, code) => {
    if (!OF_TAGS.has(code)) mistakes.addOncePerLine(offset, schemaErrors.syntax, sentenceOf(code));
    isBroken = true;
  });
  const root = document?.contents as Node | null;
  const plain = isBroken ? null : plainValue(root, limits, mistakes, placeOf);
  if (plain === null) {
    reading.isComplete = false;
    return null;
  }
  reading.added += plain.added;
  reading.documents.push({ index, value: plain.value, root, offset: token.offset, placeOf, text: reading.text });
  return null;
}
