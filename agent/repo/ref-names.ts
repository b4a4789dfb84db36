/** Names of refs that a person gives: branches, tags, commit ids. */
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';

const FULL_ID = /^[0-9a-f]{40}$/;
/** git accepts no shorter abbreviation. */
const SHORT_ID = /^[0-9a-f]{4,40}$/;

export function isFullId(ref: string): boolean {
  return FULL_ID.test(ref);
}

export function isShortId(ref: string): boolean {
  return SHORT_ID.test(ref);
}

/** The rules of git-check-ref-format that matter to a path: none of its parts may escape, hide or look like a lock. */
export function isRefName(name: string): boolean {
  const parts = name.split('/');
  const badPart = (part: string): boolean => part === '' || part.startsWith('.') || part.endsWith('.') || part.endsWith('.lock');
  // oxlint-disable-next-line no-control-regex -- git forbids control characters
  return !parts.some(badPart) && !/\.\.|@\{|[\x00-\x20\x7f~^:?*[\\]/.test(name) && !name.startsWith('-');
}

/** `refs/heads/<branch>`; throws `repo/bad-branch`. */
export function branchRef(branch: string): string {
  if (isRefName(branch)) return `refs/heads/${branch}`;
  throw new PlumblineError(repoErrors.badBranch, `"${branch}" is not a name that git allows for a branch.`, { branch });
}

export function noSuchRef(ref: string, place: string): PlumblineError {
  return new PlumblineError(repoErrors.noSuchRef, `${place} has no branch, tag or commit "${ref}".`, { ref });
}

/** The one commit an abbreviated id names. Throws `repo/no-such-ref` or `repo/ambiguous-ref`. */
export function onlyCommit(ref: string, commits: readonly string[], place: string): string {
  const [first, ...others] = commits;
  if (first === undefined) throw noSuchRef(ref, place);
  if (others.length === 0) return first;
  const some = commits.slice(0, 5);
  throw new PlumblineError(repoErrors.ambiguousRef, `"${ref}" begins ${commits.length} commit ids: ${some.join(', ')}.`, { ref });
}
