/** Trees kept in memory, those used last: what two commits share is read once. */
import type { TreeEntry } from './parse-tree.ts';

/** Files and folders in them, some 40 MiB. */
const MAX_ENTRIES = 300_000;

export type TreeCache = (id: string, read: () => Promise<readonly TreeEntry[]>) => Promise<readonly TreeEntry[]>;

export function treeCache(): TreeCache {
  const trees = new Map<string, readonly TreeEntry[]>();
  let size = 0;
  return async (id, read) => {
    const entries = trees.get(id) ?? (await read());
    if (!trees.delete(id)) size += entries.length;
    trees.set(id, entries);
    for (const [oldest, { length }] of trees) {
      if (size <= MAX_ENTRIES || oldest === id) break;
      trees.delete(oldest);
      size -= length;
    }
    return entries;
  };
}
