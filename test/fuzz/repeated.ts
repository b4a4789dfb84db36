/** Texts in which something stands over and over: what is slow, or deep, or heavy when there is much of it. */
import fc from 'fast-check';
import type { KnownText } from './case.ts';

/** What opens something, or has to be looked at twice. */
const PIECES = [
  '[',
  '{',
  '{a: ',
  '{a: [',
  '- ',
  '-\n',
  '? ',
  '? - ',
  '- ? ',
  ': ',
  'a: ',
  '&a ',
  '!x ',
  '!<',
  '*a ',
  '"',
  "'",
  '|\n',
  '>\n ',
  ',',
  ', ',
  '[],',
  '{},',
  '---\n',
  '...\n',
  '%TAG\n',
  '#',
  '# \n',
  '\n',
  ' ',
  '\t',
  '\r\n',
  'a:\n',
  'a: 1\n',
  '<<: *a\n',
  '\\',
  '"\\x',
  '${vars.',
  '${vars.a}',
  '@',
  '`',
  ']',
  '}',
  '_',
  'é',
  '\u2028',
] as const;

/** Each time one level deeper, or two. */
const DEEPER = ['[', '{a: ', '{a: [', '- ', '? - ', '- ? ', '? '] as const;
/** Beyond what is allowed, and beyond what a recursion can follow; what is refused in time costs little. */
const MORE_THAN_ALLOWED = 80;
const MOST_LEVELS = 50_000;

export interface RepeatedText {
  readonly text: string;
  readonly is: KnownText['is'] | null;
}

const MORE_TIMES = 5_000;
/** Of one character more than a file may have. */
const MOST_TIMES = 1_100_000;

/** `size` 1: up to some ten thousand characters, and seldom so many. */
export function repeatedTexts(size: number): fc.Arbitrary<RepeatedText> {
  const starts = fc.constantFrom('', 'a: ', '&a x: y\n', '\n');
  const ends = fc.constantFrom('', '\n', '1', ']', 'a: 1\n');
  const pieces = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 3 });
  const times = fc.oneof({ weight: 4, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.nat(Math.min(MORE_TIMES * size, MOST_TIMES)) });
  const any = fc.tuple(starts, pieces, times, ends).map(([start, parts, count, end]): RepeatedText => {
    return { text: start + parts.join('').repeat(count) + end, is: null };
  });
  const levels = fc.integer({ min: MORE_THAN_ALLOWED, max: MOST_LEVELS });
  const deep = fc.tuple(starts, fc.constantFrom(...DEEPER), levels, ends).map(([start, piece, count, end]): RepeatedText => {
    return { text: start + piece.repeat(count) + end, is: { kind: 'wrong' } };
  });
  return fc.oneof({ weight: 4, arbitrary: any }, { weight: 1, arbitrary: deep });
}
