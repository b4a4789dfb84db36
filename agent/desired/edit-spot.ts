/** Where in a file's text one more line belongs to `spec.cloudDisks.rows`. Pure. */
import { isAlias, isMap, isScalar, parseAllDocuments, visit } from 'yaml';
import type { Node, Pair, YAMLMap } from 'yaml';

export type Spot =
  /** After the line that this offset is in, with these spaces before it. */
  { readonly kind: 'ok'; readonly after: number; readonly indent: string } | Refusal;

interface Refusal {
  readonly kind: 'refused';
  readonly why: string;
}

const WAY = ['spec', 'cloudDisks', 'rows'] as const;

/** Only for a text without mistakes: nothing in it is nested too deep, and no key is there twice. */
export function spotForRow(text: string, index: number, key: string): Spot {
  const document = [...parseAllDocuments(text, { stringKeys: true, uniqueKeys: false, prettyErrors: false })][index];
  const way = wayTo((document?.contents ?? null) as Node | null);
  if (way.kind === 'refused') return way;
  const { key: rowsKey, value: rows, parentKey, passed } = way;
  const shared = [...passed, rowsKey, rows].find((node) => node !== null && isShared(node, node === rows));
  if (shared) return refused(`Line ${lineOf(text, shared)} shares YAML by & or *; write spec.cloudDisks.rows out.`);
  if (isMap(rows)) return afterLastRow(text, rows, key);
  const isEmpty = rows === null || (isScalar(rows) && rows.source === '');
  return isEmpty
    ? belowKey(text, rowsKey, parentKey)
    : refused(`Line ${lineOf(text, rows)} gives rows a value; leave \`rows:\` alone there.`);
}

type Entry = Pair<Node, Node | null>;

interface Way {
  readonly kind: 'ok';
  readonly parentKey: Node | null;
  readonly key: Node | null;
  readonly value: Node | null;
  /** The mappings on the way, from the outermost on. */
  readonly passed: readonly YAMLMap[];
}

function wayTo(root: Node | null): Way | Refusal {
  let way: Way | Refusal = { kind: 'ok', parentKey: null, key: null, value: root, passed: [] };
  for (const part of WAY) {
    way = step(way, part);
    if (way.kind === 'refused') return way;
  }
  return way;
}

function step({ key, value, passed }: Way, part: string): Way | Refusal {
  if (isAlias(value)) return refused(`${part} is inside an alias (*); write out what it stands for.`);
  const entry = isMap(value) ? entryOf(value, part) : undefined;
  if (!isMap(value) || entry === undefined) return refused(`There is no ${WAY.join('.')} in the document; write \`rows:\` there.`);
  if (value.flow === true) return refused(`${part} stands in braces; write it on a line of its own, indented, without { }.`);
  return { kind: 'ok', parentKey: key, key: entry.key, value: entry.value, passed: [...passed, value] };
}

function entryOf(map: YAMLMap, name: string): Entry | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name) as Entry | undefined;
}

/** Of the mappings around, only an anchor on themselves matters; of rows, everything in it. */
function isShared(node: Node, isDeep: boolean): boolean {
  let found = 'anchor' in node && node.anchor !== undefined;
  if (isDeep) {
    visit(node, {
      Node(_key, inner) {
        found ||= isAlias(inner) || inner.anchor !== undefined;
      },
    });
  }
  return found;
}

function afterLastRow(text: string, rows: YAMLMap, key: string): Spot {
  if (rows.flow === true) return refused(`Line ${lineOf(text, rows)} has rows in braces; write one row a line, without { }.`);
  const there = entryOf(rows, key);
  if (there !== undefined) return refused(`The row ${key} is there already, in line ${lineOf(text, there.key)}.`);
  const first = rows.items[0] as Entry | undefined;
  const indent = first === undefined ? null : spacesBefore(text, startOf(first.key));
  if (indent === null) return refused(`Line ${lineOf(text, rows)} has more than spaces before a row; write one row a line.`);
  return { kind: 'ok', after: endOf(rows), indent };
}

/** Comments below `rows:` that are indented deeper belong to it: the first row comes after them. */
function belowKey(text: string, rows: Node | null, parent: Node | null): Spot {
  const [own, outer] = [spacesBefore(text, startOf(rows)), spacesBefore(text, startOf(parent))];
  if (own === null || outer === null) return refused(`Line ${lineOf(text, rows)} has more than spaces before rows:.`);
  const comments = new RegExp(`\\n(?: {${own.length + 1},}#[^\\n]*(?=\\n|$))`, 'y');
  let after = lineEnd(text, startOf(rows));
  for (;;) {
    comments.lastIndex = after;
    const [comment] = comments.exec(text) ?? [];
    if (comment === undefined) return { kind: 'ok', after, indent: own + own.slice(outer.length) };
    after += comment.length;
  }
}

/** Offset of the line feed that ends the line, or of the end of the text. */
function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed;
}

/** Null when there is anything else before it on its line. */
function spacesBefore(text: string, offset: number): string | null {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^ *$/.test(before) ? before : null;
}

/** Where the last thing in a block ends: the block's own range takes in the comments below it. */
function endOf(node: Node | null): number {
  if (!isMap(node) || node.flow === true) return node?.range?.[1] ?? 0;
  const last = node.items.at(-1) as Entry | undefined;
  return last === undefined ? startOf(node) : Math.max(endOf(last.key), endOf(last.value));
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

function lineOf(text: string, node: Node | null): number {
  return text.slice(0, startOf(node)).split('\n').length;
}

function refused(why: string): Refusal {
  return { kind: 'refused', why };
}
