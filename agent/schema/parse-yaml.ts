/**
 * Text to documents. The parser is fed token by token because nesting must be bounded before anything recursive sees it:
 * a few kilobytes of `[[[[` or `- - - -` abort the whole process in yaml 2.9.1, and `? ? ? ?` keeps it busy for minutes.
 */
import { Composer, Lexer, LineCounter, Parser } from 'yaml';
import type { CST, Document, Node } from 'yaml';
import type { Limits } from '../model/desired.ts';
import { aliasMistakes } from './aliases.ts';
import { schemaErrors } from './errors.ts';
import { compareMistakes, START } from './fault.ts';
import type { Mistake, Path, Place } from './fault.ts';
import { placeInYaml } from './place.ts';
import { plainnessMistakes } from './plain-yaml.ts';
import { syntaxMistakes } from './syntax.ts';

export type YamlLimits = Pick<Limits, 'fileBytes' | 'depth' | 'aliases'>;

export interface YamlDocument {
  /** Which of the text's documents it is, from 0. */
  readonly index: number;
  /** Plain JSON data; null for an empty document. */
  readonly value: unknown;
  /** Where a value or its key stands; the nearest one around it when it is not written there itself. */
  place(path: Path, at: 'value' | 'key'): Place;
}

export interface ParsedYaml {
  /** Those that could be read, although there may be mistakes in them. */
  readonly documents: readonly YamlDocument[];
  readonly mistakes: readonly Mistake[];
  /** False when some document could not be read at all: what it declares is unknown. */
  readonly complete: boolean;
}

/** Every document of a text, and everything wrong with how it is written. Never throws. */
export function parseYaml(text: string, limits: YamlLimits): ParsedYaml {
  if (Buffer.byteLength(text) > limits.fileBytes) {
    return unreadable(schemaErrors.tooLarge.code, START, `The file is larger than ${limits.fileBytes / 1024} KiB; split it.`);
  }
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => placeAt(lines, offset);
  const tokens = tokensOf(text, lines, limits.depth);
  if (typeof tokens === 'number') {
    return unreadable(schemaErrors.tooDeep.code, placeOf(tokens), `This is nested more than ${limits.depth} levels deep.`);
  }
  const directives = tokens.filter((token) => token.type === 'directive').map((token) => directiveMistake(placeOf(token.offset)));
  if (directives.length > 0) return { documents: [], mistakes: directives, complete: false };
  const composed = [...new Composer({ prettyErrors: false, stringKeys: true, uniqueKeys: false }).compose(tokens, false, text.length)];
  return together(composed.map((document, index) => readDocument(document, index, placeOf, limits.aliases)));
}

interface ReadDocument {
  readonly document: YamlDocument | null;
  readonly mistakes: readonly Mistake[];
}

function readDocument(document: Document.Parsed, index: number, placeOf: (offset: number) => Place, maxAliases: number): ReadDocument {
  const broken = [...syntaxMistakes(document, placeOf), ...aliasMistakes(document, placeOf, maxAliases)];
  if (broken.length > 0) return { document: null, mistakes: broken };
  const place = (path: Path, at: 'value' | 'key'): Place =>
    placeOf(placeInYaml(document.contents as Node | null, path, at) ?? document.range[0]);
  // Aliases were bounded before: the library's own bound throws without a place.
  return { document: { index, value: document.toJS({ maxAliasCount: -1 }), place }, mistakes: plainnessMistakes(document, placeOf) };
}

function together(read: readonly ReadDocument[]): ParsedYaml {
  return {
    documents: read.flatMap(({ document }) => (document === null ? [] : [document])),
    mistakes: read.flatMap(({ mistakes }) => mistakes).toSorted(compareMistakes),
    complete: read.every(({ document }) => document !== null),
  };
}

/** `%YAML 1.1` would turn every `yes` and `no` into a boolean. */
function directiveMistake(place: Place): Mistake {
  return { code: schemaErrors.notPlain.code, ...place, message: 'Directives (`%...`) are not read; remove the line.' };
}

/** The tokens of a text, or the offset at which it is nested too deep. */
function tokensOf(text: string, lines: LineCounter, maxDepth: number): readonly CST.Token[] | number {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > maxDepth) return parser.offset;
  }
  tokens.push(...parser.end());
  return tokens;
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function unreadable(code: string, place: Place, message: string): ParsedYaml {
  return { documents: [], mistakes: [{ code, ...place, message }], complete: false };
}
