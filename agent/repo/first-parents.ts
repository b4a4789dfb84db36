/** The line of commits that a branch went along, whatever was merged into it. */
import type { Instant } from '../clock.ts';
import type { DatedCommit } from '../model/repo.ts';
import type { FoundCommit } from './find-commit.ts';
import type { Objects } from './objects.ts';

/** Commits listed at most: what is asked about them costs a look at each. */
const MOST = 5_000;

/**
 * Newest first: until one was committed before `since` (that one included), or the first commit, or one whose parent is not
 * here, as at the end of a shallow clone.
 */
export async function firstParents(objects: Objects, newest: FoundCommit, since: Instant): Promise<readonly DatedCommit[]> {
  const listed: DatedCommit[] = [];
  let next: FoundCommit | null = newest;
  while (next !== null && listed.length < MOST) {
    const { id, parent, committedAt } = next;
    listed.push({ commit: id, at: committedAt, parent });
    if (parent === null || committedAt < since) break;
    next = await objects.findCommit(parent);
  }
  return listed;
}
