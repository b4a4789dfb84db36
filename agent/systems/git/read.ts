/** Reads what git has of proposals: the list of branches, nothing of what is in them. */
import type { Live } from '../../model/observed.ts';
import type { GitFacets, GitPort } from './types.ts';

/** Never throws. */
export async function readGit({ repo }: GitPort): Promise<Live<GitFacets>> {
  return { branches: await repo.branches() };
}
