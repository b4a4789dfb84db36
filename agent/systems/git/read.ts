/** Reads what git has of proposals: the list of branches, nothing of what is in them. */
import type { Live } from '../../model/observed.ts';
import type { Repo } from '../../model/repo.ts';
import type { GitFacets } from './types.ts';

/** Never throws. */
export async function readGit(repo: Repo): Promise<Live<GitFacets>> {
  return { branches: await repo.branches() };
}
