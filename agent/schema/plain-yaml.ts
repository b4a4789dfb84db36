/** Nodes to plain data. YAML that reads differently from how it looks is a mistake, because a cluster hangs on it. */
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Limits } from '../model/desired.ts';
import { INVISIBLE, short } from '../model/printable.ts';
import { aliasValue, readAnchored } from './aliases.ts';
import { schemaErrors } from './errors.ts';
import type { Place } from './fault.ts';
import { HIDDEN_IN_KEY } from './mistakes.ts';
import type { Mistakes } from './mistakes.ts';
import { KEY_TOO_LONG, LONGEST_KEY } from './syntax.ts';
import { tooDeep } from './tokens.ts';
import { refuse, startOf } from './walk.ts';
import type { Walk } from './walk.ts';

/** The value of a document without mistakes of syntax, with the characters that aliases add; null when there is no telling what it says. */
export function plainValue(
  root: Node | null,
  limits: Pick<Limits, 'depth' | 'aliases'>,
  mistakes: Mistakes,
  placeOf: (offset: number) => Place,
): { readonly value: unknown; readonly added: number } | null {
  const walk: Walk = { limits, mistakes, placeOf, anchors: new Map(), aliases: 0, size: 0, added: 0, deepest: 0, isBroken: false };
  const value = valueOf(root, 0, walk);
  return walk.isBroken ? null : { value, added: walk.added };
}

/** `depth`: how many lists and mappings it is in. */
function valueOf(node: Node | null, depth: number, walk: Walk): unknown {
  if (node === null) return null;
  if (isAlias(node)) return aliasValue(node, depth, walk);
  return node.anchor === undefined
    ? contentOf(node, depth, walk)
    : readAnchored(node.anchor, depth, walk, () => contentOf(node, depth, walk));
}

function contentOf(node: Node, depth: number, walk: Walk): unknown {
  if (isScalar(node)) return scalarValue(node, walk);
  if (depth === walk.limits.depth) return refuse(walk, node, schemaErrors.tooDeep, tooDeep(depth));
  walk.size += 1;
  walk.deepest = Math.max(walk.deepest, depth + 1);
  if (isMap(node)) return mapValue(node as YAMLMap<Node, Node | null>, depth + 1, walk);
  return isSeq(node) ? (node as YAMLSeq<Node>).items.map((item) => valueOf(item, depth + 1, walk)) : null;
}

function scalarValue(node: Scalar, walk: Walk): unknown {
  const { value } = node;
  walk.size += 1;
  if (typeof value === 'string') walk.size += value.length;
  if (typeof value !== 'number') return value;
  if (!isExact(value))
    walk.mistakes.add(
      startOf(node),
      schemaErrors.unsafeNumber,
      `${short(node.source ?? '')} is no number that can be kept exactly; quote it if it is a text.`,
    );
  // Zero has no sign in JSON.
  return value === 0 ? 0 : value;
}

/** Infinity is no integer and left to the schema, where no field takes it. */
function isExact(number: number): boolean {
  return !Number.isInteger(number) || Number.isSafeInteger(number);
}

type Entry = Pair<Node, Node | null>;

function mapValue({ items }: { readonly items: readonly Entry[] }, depth: number, walk: Walk): unknown {
  const map: { [key: string]: unknown } = {};
  for (const { key, value } of items) {
    const name = String(valueOf(key, depth, walk));
    if (name.length > LONGEST_KEY) refuse(walk, key, schemaErrors.syntax, KEY_TOO_LONG);
    if (Object.hasOwn(map, name) && !walk.mistakes.isFull())
      walk.mistakes.add(startOf(key), schemaErrors.duplicateKey, duplicate(items, name, walk));
    if (INVISIBLE.test(name)) walk.mistakes.add(startOf(key), schemaErrors.hiddenInKey, HIDDEN_IN_KEY);
    if (name === '<<') walk.mistakes.add(startOf(key), schemaErrors.notPlain, 'Merge keys (`<<`) are not read; write the fields out.');
    put(map, name, valueOf(value, depth, walk));
  }
  return map;
}

/** `__proto__` is a key like any other: an assignment would change what the object inherits. */
function put(map: { [key: string]: unknown }, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
  else map[key] = value;
}

function duplicate(items: readonly Entry[], name: string, walk: Walk): string {
  const first = items.find(({ key }) => isScalar(key) && key.value === name);
  const line = first === undefined ? '' : ` in line ${walk.placeOf(startOf(first.key)).line}`;
  return `${short(name)} is already given${line}; keep one of them.`;
}
