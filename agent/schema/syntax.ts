/** The parser's own complaints, in words for people who do not know the parser. */
import type { Document, YAMLParseError, YAMLWarning } from 'yaml';
import { schemaErrors } from './errors.ts';
import type { Mistake, Place } from './fault.ts';

/** Codes of the yaml package (its ErrorCode type) -> our sentence; others keep the parser's. */
const SENTENCES: { readonly [code: string]: string } = {
  BAD_INDENT: 'The indentation does not fit the lines around it, or a bracket before it was not closed.',
  BLOCK_AS_IMPLICIT_KEY: 'There are two `key:` on one line; put the second on a line of its own, or quote the text.',
  MISSING_CHAR: 'A closing quote, bracket, comma or colon is missing here.',
  NON_STRING_KEY: 'A key must be a text.',
  TAG_RESOLVE_FAILED: 'Tags (`!...`) are not read; write the plain value.',
  TAB_AS_INDENT: 'A tab cannot indent YAML; use spaces.',
};

/** Errors and warnings alike (an unknown tag is only a warning, and reads as a text): one a line, for one slip makes several. */
export function syntaxMistakes(document: Document.Parsed, placeOf: (offset: number) => Place): readonly Mistake[] {
  const byLine = new Map<number, Mistake>();
  for (const problem of [...document.errors, ...document.warnings]) {
    const place = placeOf(problem.pos[0]);
    if (!byLine.has(place.line)) byLine.set(place.line, { code: codeOf(problem), ...place, message: sentenceOf(problem) });
  }
  return [...byLine.values()];
}

function codeOf(problem: YAMLParseError | YAMLWarning): string {
  return problem.code === 'TAG_RESOLVE_FAILED' ? schemaErrors.notPlain.code : schemaErrors.syntax.code;
}

function sentenceOf(problem: YAMLParseError | YAMLWarning): string {
  return SENTENCES[problem.code] ?? `This is not YAML: ${problem.message}.`;
}
