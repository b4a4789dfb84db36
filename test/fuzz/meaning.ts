/** What a tree means, worked out from the rules and not by the product: its value, or that it must be refused. */
import { mapping } from './tree.ts';
import type { Tree } from './tree.ts';

/** The documented bounds, written down once more: a change of one must be seen here. */
const MOST_DEPTH = 64;
const MOST_ALIASES = 100;
/** Beyond the one aliases stand for too much, whatever is counted; up to the other for little enough. */
const SURELY_TOO_MUCH = 512 * 1024;
const SURELY_LITTLE = 128 * 1024;
const LONGEST_KEY = 1000;

export type Meaning = { readonly kind: 'right'; readonly value: unknown } | { readonly kind: 'wrong' } | { readonly kind: 'unsure' };

interface Known {
  readonly value: unknown;
  /** Lists and mappings inside each other. */
  readonly height: number;
  /** Values and characters, aliases written out. */
  readonly size: number;
}

interface Reading {
  /** Null while it is open: an alias to it would contain itself. */
  readonly anchors: Map<string, { readonly known: Known | null }>;
  aliases: number;
  added: number;
  isWrong: boolean;
  isUnsure: boolean;
}

export function meaningOf(tree: Tree): Meaning {
  const reading: Reading = { anchors: new Map(), aliases: 0, added: 0, isWrong: false, isUnsure: false };
  const { value, height } = read(tree, reading);
  if (reading.isWrong || height > MOST_DEPTH || reading.aliases > MOST_ALIASES || reading.added > SURELY_TOO_MUCH) return { kind: 'wrong' };
  return reading.isUnsure || reading.added > SURELY_LITTLE ? { kind: 'unsure' } : { kind: 'right', value };
}

function read(tree: Tree, reading: Reading): Known {
  switch (tree.kind) {
    case 'plain':
      reading.isWrong ||= tree.value === undefined;
      return { value: tree.value, height: 0, size: 1 };
    case 'text':
      return { value: tree.value, height: 0, size: 1 + tree.value.length };
    case 'tag':
      reading.isWrong = true;
      return read(tree.of, reading);
    case 'map':
      return readMap(tree.fields, reading);
    case 'list':
      return around(
        tree.items.map((item) => read(item, reading)),
        (values) => values,
      );
    case 'anchor':
      return readAnchor(tree, reading);
    case 'alias':
      return readAlias(tree.name, reading);
  }
}

function around(parts: readonly Known[], make: (values: readonly unknown[]) => unknown): Known {
  return {
    value: make(parts.map(({ value }) => value)),
    height: 1 + parts.reduce((most, { height }) => Math.max(most, height), 0),
    size: 1 + parts.reduce((sum, { size }) => sum + size, 0),
  };
}

function readMap(fields: readonly (readonly [string, Tree])[], reading: Reading): Known {
  const keys = fields.map(([key]) => key);
  reading.isWrong ||= new Set(keys).size < keys.length || keys.includes('<<');
  reading.isUnsure ||= keys.some((key) => key.length > LONGEST_KEY);
  const parts = fields.map(([, inner]) => read(inner, reading));
  return around(parts, (values) => mapping(keys.map((key, index) => [key, values[index]] as const)));
}

function readAnchor({ name, of }: Extract<Tree, { kind: 'anchor' }>, reading: Reading): Known {
  const open = { known: null };
  reading.anchors.set(name, open);
  const known = read(of, reading);
  // Unless it was given again within.
  if (reading.anchors.get(name) === open) reading.anchors.set(name, { known });
  return known;
}

function readAlias(name: string, reading: Reading): Known {
  const known = reading.anchors.get(name)?.known ?? null;
  reading.aliases += 1;
  reading.added += known?.size ?? 0;
  reading.isWrong ||= known === null;
  return known ?? { value: null, height: 0, size: 0 };
}
