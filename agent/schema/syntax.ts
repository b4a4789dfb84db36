/** The parser's own complaints, in words for people who do not know the parser. */
import type { ErrorCode as ParserCode } from 'yaml';

/** In characters; the parser of YAML has the same bound for nearly all. */
export const LONGEST_KEY = 1024;

export const KEY_TOO_LONG = `A key has at most ${LONGEST_KEY} characters.`;

const NOT_CLOSED = 'or a bracket or quote before it was not closed.';

/** Of every tag, whatever the parser thinks of it. */
export const TAG = 'Tags (`!...`) are not read; write the plain value.';

/** None of the parser's own words: they can hold any part of the text. */
const SENTENCES: { readonly [Code in ParserCode]: string } = {
  ALIAS_PROPS: 'An alias (`*`) cannot have an anchor or a tag.',
  BAD_ALIAS: 'An anchor (`&`) or alias (`*`) needs a name, and no colon at its end.',
  BAD_COLLECTION_TYPE: TAG,
  BAD_DIRECTIVE: 'Directives (`%...`) are not read; remove the line.',
  BAD_DQ_ESCAPE: 'There is no such escape in a text in double quotes; write `\\\\` for a backslash, or use single quotes.',
  BAD_INDENT: 'The indentation does not fit the lines around it, or a bracket before it was not closed.',
  BAD_PROP_ORDER: 'An anchor (`&`) or tag (`!`) stands on the wrong side of `-`, `?` or `:`.',
  BAD_SCALAR_START: 'A text cannot start with this character; quote it.',
  BLOCK_AS_IMPLICIT_KEY: 'There are two `key:` on one line; put the second on a line of its own, or quote the text.',
  BLOCK_IN_FLOW: 'Inside brackets, write lists and mappings with brackets too, and commas between entries.',
  DUPLICATE_KEY: 'This key is given twice; keep one of them.',
  IMPOSSIBLE: `This does not fit what is around it, ${NOT_CLOSED}`,
  KEY_OVER_1024_CHARS: KEY_TOO_LONG,
  MISSING_CHAR: 'A closing quote, bracket, comma or colon is missing here, or the indentation does not fit the lines around it.',
  MULTILINE_IMPLICIT_KEY: 'A key stands on one line, with a colon and a blank behind it.',
  MULTIPLE_ANCHORS: 'A value can have only one anchor (`&`).',
  MULTIPLE_DOCS: 'There is a second document.',
  MULTIPLE_TAGS: TAG,
  NON_STRING_KEY: 'A key must be a text.',
  RESOURCE_EXHAUSTION: `This cannot be read, ${NOT_CLOSED}`,
  TAB_AS_INDENT: 'A tab cannot indent YAML; use spaces.',
  TAG_RESOLVE_FAILED: TAG,
  UNEXPECTED_TOKEN: `This does not belong here, ${NOT_CLOSED}`,
};

export function sentenceOf(code: ParserCode): string {
  return SENTENCES[code];
}
