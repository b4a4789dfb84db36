/** Opens the repository that git.url names. */
import type { GitConfig } from '../model/config.gen.ts';
import { parseAddress } from './address.ts';
import type { OpenedRepo, RepoDeps } from './deps.ts';
import { openLocal, watchPathsOf } from './local.ts';
import { openRemote } from './remote.ts';

/**
 * A local repository is opened in place, an http(s) one mirrored below `deps.dataDir`. Throws `repo/unsupported-url`,
 * `repo/not-found` (a local one), `repo/unsupported-format` or `repo/locked`; no server is asked yet.
 */
export async function openRepo(config: GitConfig, deps: RepoDeps): Promise<OpenedRepo> {
  const address = parseAddress(config.url);
  if (address.kind === 'remote') return openRemote(address.url, config, deps);
  const { repo, gitdir } = await openLocal(address.path, deps);
  return { repo, watchPaths: watchPathsOf(gitdir), close: async () => {} };
}
