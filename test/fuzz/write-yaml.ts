/** A tree to YAML in one of the many ways in which people and programs write it. */
import type { Tree } from './tree.ts';

/** Gives a small number for each choice to be made; 0 is the plainest way. */
export type Style = () => number;

/** The choices in turn, over and over. */
export function styleOf(choices: readonly number[]): Style {
  let turn = 0;
  return () => {
    turn += 1;
    return choices.length === 0 ? 0 : (choices[turn % choices.length] ?? 0);
  };
}

/** Lines of one document, with a line end after each. */
export function writeYaml(tree: Tree, style: Style): string {
  return `${block(tree, '', style).replace(/^[ \n]+/, '')}\n`;
}

type Collection = Extract<Tree, { kind: 'map' | 'list' }>;

/** Anchors and tags that stand before a value, and the value. */
function unwrapped(tree: Tree): { readonly before: string; readonly bare: Exclude<Tree, { kind: 'anchor' | 'tag' }> } {
  let before = '';
  let bare = tree;
  while (bare.kind === 'anchor' || bare.kind === 'tag') {
    before += bare.kind === 'anchor' ? `&${bare.name} ` : `${bare.tag} `;
    bare = bare.of;
  }
  return { before, bare };
}

/** What stands behind `key:` or `-`: on the same line with a blank before it, or on lines of its own. */
function block(tree: Tree, indent: string, style: Style): string {
  const { before, bare } = unwrapped(tree);
  if ((bare.kind !== 'map' && bare.kind !== 'list') || sizeOf(bare) === 0 || style() === 1) return ` ${flow(tree, style)}`;
  const lines = bare.kind === 'map' ? fieldLines(bare.fields, indent, style) : itemLines(bare.items, indent, style);
  const note = style() === 3 ? ' # a note' : '';
  return `${before === '' ? '' : ` ${before.trimEnd()}`}${note}\n${lines.join('\n')}`;
}

function sizeOf(tree: Collection): number {
  return tree.kind === 'map' ? tree.fields.length : tree.items.length;
}

function fieldLines(fields: readonly (readonly [string, Tree])[], indent: string, style: Style): readonly string[] {
  return fields.flatMap(([key, value]) => {
    const spare = style() === 2 ? [`${indent}# note`, ''] : [];
    const name = style() === 3 ? `? ${text(key, style)}\n${indent}:` : `${text(key, style)}:`;
    return [...spare, `${indent}${name}${block(value, `${indent}  `, style)}`];
  });
}

function itemLines(items: readonly Tree[], indent: string, style: Style): readonly string[] {
  return items.map((item) => {
    const { before, bare } = unwrapped(item);
    const isCompact = before === '' && (bare.kind === 'map' || bare.kind === 'list') && sizeOf(bare) > 0 && style() === 0;
    if (!isCompact) return `${indent}-${block(item, `${indent}  `, style)}`;
    const lines = bare.kind === 'map' ? fieldLines(bare.fields, `${indent}  `, () => 0) : itemLines(bare.items, `${indent}  `, () => 0);
    return `${indent}- ${lines.join('\n').slice(indent.length + 2)}`;
  });
}

/** On one line, with brackets. */
function flow(tree: Tree, style: Style): string {
  const { before, bare } = unwrapped(tree);
  switch (bare.kind) {
    case 'plain':
      return before + bare.text;
    case 'text':
      return before + text(bare.value, style);
    case 'alias':
      return `${before}*${bare.name} `;
    case 'list':
      return `${before}[${bare.items.map((item) => flow(item, style)).join(style() === 2 ? ' ,  ' : ', ')}]`;
    case 'map':
      return `${before}{ ${bare.fields.map(([key, value]) => `${text(key, style)}: ${flow(value, style)}`).join(', ')} }`;
  }
}

/** What no schema of YAML reads as anything but a text. */
const SURELY_TEXT = /^(?!(?:true|false|null|nan|inf|yes|no|on|off|y|n)$)[a-z_/][a-z0-9_/-]*$/;
/** Printable, and nothing that could not stand between single quotes on one line. */
const ONE_LINE = /^[\u0020-\u007e\u00e0-\u00f6]*$/;

function text(value: string, style: Style): string {
  const choice = style();
  if (SURELY_TEXT.test(value) && choice !== 1 && choice !== 4) return value;
  return ONE_LINE.test(value) && choice === 4 ? `'${value.replaceAll("'", "''")}'` : doubleQuoted(value);
}

/** JSON's escapes are YAML's. */
export function doubleQuoted(value: string): string {
  return escaped(JSON.stringify(value));
}

/** What could mislead is escaped too. */
export function escaped(json: string): string {
  return json.replaceAll(/[^\t\n\r\u0020-\u007e\u00a1-\u00ac\u00ae-\u05ff\u4e00-\u9fff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
