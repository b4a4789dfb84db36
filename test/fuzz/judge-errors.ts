/** Whether every error names a place that is there, in words that a person can read. */
import { isDeepStrictEqual } from 'node:util';
import type { DocError, Loaded } from '../../agent/model/desired.ts';
import type { FuzzCase, Spot } from './case.ts';

/** For any one sentence with what it names. */
const LONGEST_MESSAGE = 1_000;
const NOT_SHOWN = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

export function errorProblems(loaded: Loaded, one: FuzzCase): readonly string[] {
  const errors = loaded.kind === 'refused' ? loaded.errors : [];
  const problems = [...errors, ...loaded.warnings].flatMap((error) =>
    whatIsWrong(error, one).map((why) => `${why}: ${JSON.stringify(error)}`),
  );
  if (loaded.kind === 'refused' && errors.length === 0) problems.push('It is refused without an error.');
  return [...problems, ...orderProblems(errors), ...orderProblems(loaded.warnings)];
}

function whatIsWrong({ code, file, line, column, message }: DocError, one: FuzzCase): readonly string[] {
  const problems: string[] = [];
  if (!/^[a-z]+\/[a-z-]+$/.test(code)) problems.push('This is no code');
  if (message.length === 0 || message.length > LONGEST_MESSAGE) problems.push('This message is too short or too long');
  if (NOT_SHOWN.test(message) || NOT_SHOWN.test(file)) problems.push('This cannot be shown');
  const text = textOf(file, one);
  if (text === null) problems.push('There is no such file');
  else if (!isInside(text, line, column)) problems.push('There is no such place in the file');
  return problems;
}

/** Null: there is nothing of that name. A folder has one place, its start. */
function textOf(file: string, { files, options }: FuzzCase): string | null {
  if (file === options.path || file === '.') return '';
  const found = Object.entries(files).find(([path]) => path === file || escaped(path) === file);
  return found === undefined ? null : new TextDecoder().decode(found[1].bytes);
}

/** As JSON writes what cannot be shown. */
function escaped(path: string): string {
  return path.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The end of a line, and of the file, are places too. */
function isInside(text: string, line: number, column: number): boolean {
  const found = text.split('\n')[line - 1];
  return found !== undefined && Number.isInteger(column) && column >= 1 && column <= found.length + 1;
}

function orderProblems(errors: readonly DocError[]): readonly string[] {
  const ranks = errors.map(({ file, line, column, code }) => [file, line, column, code] as const);
  const isSorted = ranks.every((rank, index) => index === 0 || isBefore(ranks[index - 1] ?? rank, rank));
  const isTwice = errors.some((error, index) => index > 0 && isDeepStrictEqual(error, errors[index - 1]));
  return [...(isSorted ? [] : [`These are in no order: ${JSON.stringify(ranks)}`]), ...(isTwice ? ['The same is said twice.'] : [])];
}

function isBefore(a: readonly (string | number)[], b: readonly (string | number)[]): boolean {
  const first = a.findIndex((part, index) => part !== b[index]);
  return first === -1 || (a[first] ?? 0) < (b[first] ?? 0);
}

/** Nobody finds the second mistake when only the first is told. */
export function spotProblems(errors: readonly DocError[], spots: readonly Spot[]): readonly string[] {
  return spots
    .filter(({ file, from, to, codes }) => {
      const there = errors.filter(
        (error) => (error.file === file || error.file === escaped(file)) && error.line >= from && error.line <= to,
      );
      return codes.length === 0 ? there.length === 0 : !there.some(({ code }) => codes.includes(code));
    })
    .map((spot) => `Nothing is said of ${JSON.stringify(spot)}, but ${JSON.stringify(errors.slice(0, 5))}`);
}
