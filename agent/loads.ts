/** Documents of the commits read lately: a commit never changes, so it is loaded once. */
import { newLoadCache } from './desired/load-cache.ts';
import { loadDesired } from './desired/load.ts';
import type { LoadOptions } from './desired/types.ts';
import type { Loaded } from './model/desired.ts';
import type { Repo } from './model/repo.ts';

/** The head, the accepted commit and the one before it, and one to spare. */
const KEPT = 4;

export function makeLoader(repo: Repo, options: LoadOptions): (commit: string) => Promise<Loaded> {
  const cache = options.cache ?? newLoadCache();
  const loads = new Map<string, Loaded>();
  return async (commit) => {
    const known = loads.get(commit);
    const loaded = known ?? (await loadDesired(await repo.source(commit), { ...options, cache }));
    loads.delete(commit);
    loads.set(commit, loaded);
    for (const oldest of [...loads.keys()].slice(0, -KEPT)) loads.delete(oldest);
    return loaded;
  };
}
