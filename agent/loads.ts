/** Documents of the commits read lately: a commit never changes, so it is loaded once. */
import { openDiskCache } from './desired/disk-cache.ts';
import type { DiskCache, DiskCacheOptions } from './desired/disk-cache.ts';
import { newLoadCache } from './desired/load-cache.ts';
import { loadDesired } from './desired/load.ts';
import type { LoadOptions } from './desired/types.ts';
import type { Loaded } from './model/desired.ts';
import type { Repo } from './model/repo.ts';
import { VERSION } from './version.ts';

/** The head, the accepted commit and the one before it, and one to spare. */
const KEPT = 4;

export interface LoaderOptions extends LoadOptions, Pick<DiskCacheOptions, 'warn'> {
  /** Where what was parsed is kept for the next process. */
  readonly cacheFile: string;
}

export function makeLoader(repo: Repo, options: LoaderOptions): (commit: string) => Promise<Loaded> {
  const cache = newLoadCache();
  const loads = new Map<string, Loaded>();
  let disk: Promise<DiskCache> | null = null;
  const load = async (commit: string): Promise<Loaded> => {
    disk ??= openDiskCache({ file: options.cacheFile, version: VERSION, limits: options.limits, warn: options.warn }, cache);
    const { save } = await disk;
    try {
      return await loadDesired(await repo.source(commit), { ...options, cache });
    } finally {
      // Also what a load parsed that took too long: the next one goes on there.
      await save();
    }
  };
  return async (commit) => {
    const loaded = loads.get(commit) ?? (await load(commit));
    loads.delete(commit);
    loads.set(commit, loaded);
    for (const oldest of [...loads.keys()].slice(0, -KEPT)) loads.delete(oldest);
    return loaded;
  };
}
