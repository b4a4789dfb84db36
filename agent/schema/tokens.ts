/**
 * Text to the tokens of whole documents. The parser is fed piece by piece because nesting and size must be bounded before
 * anything recursive sees them: a few kilobytes of `[[[[` or `- - - -` abort the whole process in yaml 2.9.1, `? ? ? ?`
 * keeps it busy for minutes, and a mebibyte of commas needs a gigabyte of memory.
 */
import { Lexer, Parser } from 'yaml';
import type { CST } from 'yaml';
import type { ErrorCode } from '../errors.ts';
import { schemaErrors } from './errors.ts';

/** Words, marks, spaces and line ends of one document: far above any that a person writes; some 130 MiB while it is read. */
export const MOST_PIECES = 250_000;

export interface Stop {
  readonly offset: number;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface Take {
  /** A token at the top level, a whole document for one. */
  token(token: CST.Token): Stop | null;
  /** A tag, wherever it stands: nodes do not say where theirs is. */
  tag(offset: number): void;
}

/** Gives everything to `take`; and why it stopped before the end, null when it did not. */
export function readTokens(text: string, depth: number, take: Take): Stop | null {
  const parser = new Parser();
  let pieces = 0;
  for (const piece of new Lexer().lex(text)) {
    pieces += 1;
    for (const token of parser.next(piece)) {
      pieces = 0;
      const stop = take.token(token);
      if (stop !== null) return stop;
    }
    if (parser['type'] === 'tag') take.tag(parser.offset - piece.length);
    const stop = stopAt(parser, depth, pieces);
    if (stop !== null) return stop;
  }
  for (const token of parser.end()) {
    const stop = take.token(token);
    if (stop !== null) return stop;
  }
  return null;
}

function stopAt({ stack, offset }: Parser, depth: number, pieces: number): Stop | null {
  if (pieces > MOST_PIECES)
    return { offset, code: schemaErrors.tooLarge, message: `This document has more than ${MOST_PIECES} words and marks; split it.` };
  // The document itself is on the stack too, and what is no list or mapping may be on top.
  if (stack.length < depth + 2) return null;
  const deepest = stack.at(-1);
  if (deepest === undefined || !COLLECTIONS.has(deepest.type)) return null;
  return { offset: deepest.offset, code: schemaErrors.tooDeep, message: tooDeep(depth) };
}

const COLLECTIONS: ReadonlySet<string> = new Set(['block-map', 'block-seq', 'flow-collection']);

export function tooDeep(depth: number): string {
  return `This is nested more than ${depth} levels deep.`;
}
