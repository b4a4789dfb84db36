/** An explanation as text, never wider than `WIDTH`. */
import { ANY_NAME } from '../schema/fields.ts';
import type { Explanation, Form, Meaning, Told } from './explanation.ts';
import { yamlText } from './yaml-text.ts';

/** Columns. */
const WIDTH = 100;
const INDENT = '  ';

/** The kinds, when none was named. */
export function kindsText(kinds: readonly { readonly kind: string; readonly description: string }[]): string {
  const rows = table(kinds.map(({ kind, description }) => [kind, description]));
  return lines([...rows, '', 'plumbline explain KIND.path tells of a field: plumbline explain App.container.docker.image']);
}

export function explanationText({ path, meanings }: Explanation): string {
  return lines([path, ...meanings.flatMap((meaning, index) => [...(index === 0 ? [] : ['']), ...meaningLines(meaning)])]);
}

function meaningLines(meaning: Meaning): readonly string[] {
  const { type, unit, required, of, description, forms } = meaning;
  const what = [
    type,
    ...(unit === null ? [] : [unit]),
    ...(required ? ['required'] : []),
    ...(of.length === 0 ? [] : [`in ${of.join(', ')}`]),
  ];
  const rows = rowsOf(meaning);
  return [
    ...wrapped(what.join(', '), WIDTH),
    '',
    ...wrapped(description, WIDTH - INDENT.length).map(indented),
    ...(rows.length === 0 ? [] : ['', ...table(rows).map(indented)]),
    ...forms.flatMap((form) => formLines(form, forms.length > 1)),
  ];
}

/** Label and text of what is known beside the description. */
function rowsOf({ leftOut, allowed, examples, ...meaning }: Meaning): readonly Row[] {
  return [
    ...('default' in meaning ? [['default', yamlText(meaning.default).trimEnd()] as const] : []),
    ...(leftOut === null ? [] : [['left out', leftOut] as const]),
    ...(allowed.length === 0 ? [] : [['allowed', allowed.join('\n')] as const]),
    ...examples.map((example) => ['example', yamlText(example).trimEnd()] as const),
  ];
}

function formLines({ name, description, fields }: Form, isOneOfMany: boolean): readonly string[] {
  const heading = isOneOfMany ? [`Form ${name}`, ...(description === '' ? [] : [description])].join(': ') : headingOf(fields);
  return ['', ...wrapped(heading, WIDTH), ...columns(fields).map(indented)];
}

function headingOf(fields: readonly Told[]): string {
  return fields.every(({ name }) => name === ANY_NAME) ? `Keys (${ANY_NAME} stands for each)` : 'Fields (* required)';
}

/** One line a field, cut at the width. */
function columns(fields: readonly Told[]): readonly string[] {
  const names = fields.map(({ name, required }) => `${name}${required ? '*' : ''}`);
  const nameWidth = widest(names);
  const typeWidth = widest(fields.map(({ type }) => type));
  return fields.map(({ type, description }, index) => {
    const line = `${(names[index] ?? '').padEnd(nameWidth)}  ${type.padEnd(typeWidth)}  ${description}`;
    const most = WIDTH - INDENT.length;
    return line.length > most ? `${line.slice(0, most - 3).trimEnd()}...` : line;
  });
}

type Row = readonly [label: string, text: string];

/** Labels in one column, their texts wrapped in the other. */
function table(rows: readonly Row[]): readonly string[] {
  const labelWidth = widest(rows.map(([label]) => label)) + 2;
  return rows.flatMap(([label, text]) => {
    const parts = text.split('\n').flatMap((part) => wrapped(part, WIDTH - INDENT.length - labelWidth));
    return parts.map((part, index) => `${(index === 0 ? label : '').padEnd(labelWidth)}${part}`);
  });
}

/** Breaks at spaces, and a word that is wider than all of it anywhere. Keeps the spaces a line begins with. */
function wrapped(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  const space = text.lastIndexOf(' ', width);
  const at = space > 0 && text.slice(0, space).trim() !== '' ? space : width;
  return [text.slice(0, at), ...wrapped(text.slice(at).trimStart(), width)];
}

function indented(line: string): string {
  return line === '' ? line : `${INDENT}${line}`;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line.trimEnd()}\n`).join('');
}
