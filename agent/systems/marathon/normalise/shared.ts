/**
 * Equal parts of kept forms are one part: most apps are alike in most of what they say, and what thousands of comparisons look at is then
 * small enough to stay near the processor (measured: half the time).
 */
import { isKeptList } from './rules.ts';
import type { Kept } from './rules.ts';

/** More than this in a part is hardly in two apps. */
const MOST_CHARACTERS = 500;
/** When there are more parts, sharing begins anew: what is shared already stays so. */
const MOST_PARTS = 20_000;

const lists = new Map<string, readonly Kept[]>();
const values = new Map<Kept, Kept>();

/** The same, with its parts shared; what is kept never has a null, which is how a missing part is written. */
export function withSharedParts(kept: Kept): Kept {
  return isKeptList(kept) ? kept.map(shared) : kept;
}

function shared(kept: Kept): Kept {
  if (!isKeptList(kept)) return typeof kept === 'string' || typeof kept === 'number' ? known(values, kept, kept) : kept;
  const list = kept.map(shared);
  const key = JSON.stringify(list);
  return key.length > MOST_CHARACTERS ? list : known(lists, key, list);
}

function known<K, V>(parts: Map<K, V>, key: K, part: V): V {
  const before = parts.get(key);
  if (before !== undefined) return before;
  if (parts.size >= MOST_PARTS) parts.clear();
  parts.set(key, part);
  return part;
}
