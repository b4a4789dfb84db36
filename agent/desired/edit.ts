/** Adds one row to a pool by splicing one line into its file; every other byte stays. Pure. */
import { parseYaml } from '../schema/parse-yaml.ts';
import type { ParsedYaml, YamlLimits } from '../schema/parse-yaml.ts';
import { digestOf } from './digest.ts';
import { spotForRow } from './edit-spot.ts';

export type Edited = { readonly kind: 'ok'; readonly text: string } | { readonly kind: 'refused'; readonly why: string };

export interface Addition {
  /** Which document of the text, from 0. */
  readonly index: number;
  readonly key: string;
  readonly sizeGiB: number;
}

/** `why` is a sentence that says what to change in the file. */
export function addRow(text: string, addition: Addition, limits: YamlLimits): Edited {
  const { index, key, sizeGiB } = addition;
  const before = parseYaml(text, limits);
  const [mistake] = before.mistakes;
  if (mistake !== undefined) return refused(`Line ${mistake.line} is not valid: ${mistake.message}`);
  const spot = spotForRow(text, index, key);
  if (spot.kind === 'refused') return spot;
  const { line, newline } = lineAfter(text, spot.after);
  const added = `${spot.indent}${key}: ${sizeGiB}`;
  const edited = line.isWhole ? `${text.slice(0, line.end)}${added}${newline}${text.slice(line.end)}` : `${text}${newline}${added}`;
  return addsOnly(before, parseYaml(edited, limits), addition)
    ? { kind: 'ok', text: edited }
    : refused(`A line ${added.trim()} under spec.cloudDisks.rows would be read as something else; write one row a line there.`);
}

function refused(why: string): Edited {
  return { kind: 'refused', why };
}

interface LineEnd {
  readonly line: { readonly end: number; readonly isWhole: boolean };
  /** As that line ends, or the file's first one does. */
  readonly newline: string;
}

/** Where the line that `offset` is in ends, its line break included; the last one of a file may have none. */
function lineAfter(text: string, offset: number): LineEnd {
  const feed = text.indexOf('\n', offset);
  const shown = feed < 0 ? text.indexOf('\n') : feed;
  const newline = text[shown - 1] === '\r' ? '\r\n' : '\n';
  return { line: { end: feed < 0 ? text.length : feed + 1, isWhole: feed >= 0 }, newline };
}

/** Whether the whole file now reads as before but for the one row more. */
function addsOnly(before: ParsedYaml, after: ParsedYaml, addition: Addition): boolean {
  const wanted = before.documents.map(({ index, value }) => (index === addition.index ? withRow(value, addition) : value));
  const found = after.documents.map(({ value }) => value);
  return after.mistakes.length === 0 && after.complete && digestOf(found) === digestOf(wanted);
}

type Tree = { readonly [key: string]: unknown };

function withRow(document: unknown, { key, sizeGiB }: Addition): Tree {
  const { spec, ...rest } = document as Tree & { readonly spec: Tree & { readonly cloudDisks: Tree } };
  const rows = { ...(spec.cloudDisks['rows'] as Tree | null), [key]: sizeGiB };
  return { ...rest, spec: { ...spec, cloudDisks: { ...spec.cloudDisks, rows } } };
}
