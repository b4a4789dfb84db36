/** Finds the offset at which a value, or its key, is written. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair, YAMLMap } from 'yaml';
import type { Path } from './fault.ts';

/** Offset of the value at `path` or of its key; where the path leads nowhere, of the last thing on it. Null: no offset known. */
export function placeInYaml(root: Node | null, path: Path, at: 'value' | 'key'): number | null {
  let node: Node | null = root;
  let key: Node | null = null;
  for (const part of path) {
    const found = step(node, part);
    if (found === null) return startOf(node) ?? startOf(key);
    ({ key, node } = found);
  }
  return at === 'key' ? (startOf(key) ?? startOf(node)) : (startOf(node) ?? startOf(key));
}

function step(node: Node | null, part: string | number): { readonly key: Node | null; readonly node: Node | null } | null {
  if (isSeq(node)) {
    const item = node.items[Number(part)] as Node | undefined;
    return item === undefined ? null : { key: null, node: item };
  }
  if (!isMap(node)) return null;
  const pair = pairsOf(node).get(String(part));
  return pair === undefined ? null : { key: pair.key, node: pair.value };
}

type Entry = Pair<Node, Node | null>;

const known = new WeakMap<YAMLMap, ReadonlyMap<unknown, Entry>>();

/** By name of key, the first of several; kept, for a mapping with a mistake in each of its fields is asked for all of them. */
function pairsOf(map: YAMLMap): ReadonlyMap<unknown, Entry> {
  const before = known.get(map);
  if (before !== undefined) return before;
  const pairs = new Map<unknown, Entry>();
  for (const pair of (map as YAMLMap<Node, Node | null>).items) {
    const name = isScalar(pair.key) ? pair.key.value : null;
    if (!pairs.has(name)) pairs.set(name, pair);
  }
  known.set(map, pairs);
  return pairs;
}

function startOf(node: Node | null): number | null {
  return node?.range?.[0] ?? null;
}
