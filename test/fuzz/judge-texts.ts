/** Whether a text is read as the `yaml` package by itself reads it, within the bounds that are documented. */
import { isDeepStrictEqual } from 'node:util';
import { isAlias, parseAllDocuments, Schema, visit } from 'yaml';
import { parseDocuments } from '../../agent/desired/parse.ts';
import type { ParsedFile } from '../../agent/desired/types.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import type { FuzzCase } from './case.ts';
import { withoutMembers } from './groups.ts';

/** Written down once more, as in meaning.ts. */
const MOST_DEPTH = 64;
const MOST_ALIASES = 100;

export function textProblems({ files, texts }: FuzzCase): readonly string[] {
  const problems = texts.flatMap(({ file, is }): readonly string[] => {
    const parsed = parse(files[file]?.bytes);
    if (is.kind === 'wrong') return parsed.mistakes.length > 0 ? [] : [`${file} is wrong, and nobody says so.`];
    if (parsed.mistakes.length > 0) return [`${file} is right, and has ${JSON.stringify(parsed.mistakes)}`];
    const values = parsed.docs.map(({ value }) => value);
    return isDeepStrictEqual(
      values,
      is.values.filter((value) => value !== null),
    )
      ? []
      : [`${file} is read as something else.`];
  });
  const yaml = Object.entries(files).filter(([path]) => /\.ya?ml$/i.test(path));
  return [...problems, ...yaml.flatMap(([path, { bytes }]) => comparison(path, bytes))];
}

/** Of the last texts: most cases have the same files but one. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 200;

function comparison(path: string, bytes: Uint8Array): readonly string[] {
  const key = Buffer.from(bytes).toString('latin1');
  const problems = known.get(key) ?? compared(path, bytes);
  if (known.size > MOST_KNOWN) known.clear();
  known.set(key, problems);
  return problems;
}

function parse(bytes: Uint8Array = new Uint8Array()): ParsedFile {
  return parseDocuments(bytes, DEFAULT_LIMITS);
}

/** To make one takes longer than to read a small text. */
const CORE = new Schema({ schema: 'core' });

/** What passes is small enough to be given to the package as it is. */
function compared(path: string, bytes: Uint8Array): readonly string[] {
  const { docs, mistakes, complete } = parse(bytes);
  if (mistakes.length > 0 || !complete) return [];
  const documents = parseAllDocuments(new TextDecoder().decode(bytes), { stringKeys: true, uniqueKeys: false, schema: CORE });
  const problems: string[] = [];
  const values = documents.map((document) => {
    let aliases = 0;
    visit(document, (_key, node) => void (aliases += isAlias(node) ? 1 : 0));
    if (aliases > MOST_ALIASES) problems.push(`${path} passes with ${aliases} aliases in a document.`);
    return withoutSigns(document.toJS({ maxAliasCount: -1 }), new Map());
  });
  const read = docs.filter(({ bare }) => bare === null).map(({ value }) => value);
  if (values.some((value) => heightOf(value, new Map()) > MOST_DEPTH)) problems.push(`${path} passes although it is nested too deep.`);
  if (!isDeepStrictEqual(read, values.filter((value) => value !== null).map(withoutMembers)))
    problems.push(`${path} is not read as the package reads it.`);
  return problems;
}

/** Zero has no sign in what is read. */
function withoutSigns(value: unknown, known: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value === 0 ? 0 : value;
  if (known.has(value)) return known.get(value);
  const copy: unknown[] | object = Array.isArray(value) ? [] : {};
  known.set(value, copy);
  for (const [key, inner] of Object.entries(value)) {
    Object.defineProperty(copy, key, { value: withoutSigns(inner, known), writable: true, enumerable: true, configurable: true });
  }
  return copy;
}

/** What an alias means is the very same object, and looked at once. */
function heightOf(value: unknown, known: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 0;
  const before = known.get(value);
  if (before !== undefined) return before;
  const height = 1 + Object.values(value).reduce<number>((most, inner) => Math.max(most, heightOf(inner, known)), 0);
  known.set(value, height);
  return height;
}
