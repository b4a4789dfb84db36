/** The git repository as rooms other than repo/ see it. */
import type { Instant } from '../clock.ts';
import type { Reading } from './observed.ts';
import type { Source } from './desired.ts';

export interface Repo {
  /** Branch name -> commit id, as the remote has it now; brings nothing over. */
  branches(): Promise<Reading<ReadonlyMap<string, string>>>;
  /** The commit a branch, tag or (abbreviated) commit id names, brought over and present; throws `repo/no-such-ref`. */
  resolve(ref: string): Promise<string>;
  /** Whether `ancestor` is `commit` or one of its ancestors. */
  contains(commit: string, ancestor: string): Promise<boolean>;
  /**
   * A branch's line of commits from `commit` back, following first parents, newest first: until one was committed before
   * `since` (that one included), or the history ends.
   */
  firstParents(commit: string, since: Instant): Promise<readonly DatedCommit[]>;
  /** The files of a commit; brings the commit over if it is not here yet. */
  source(commit: string): Promise<Source>;
  /** Writes a commit object: `parent`'s tree with `files` replaced (null deletes). Nothing moves until it is pushed. */
  commit(change: NewCommit): Promise<string>;
  /**
   * Moves `branch` from `expected` (null: it must not exist) to `commit` (null: deletes it), compare-and-swap, verified on the
   * remote. A branch below plumbline/grow/ may be replaced by a commit that does not follow the expected one; no other may.
   */
  push(branch: string, commit: string | null, expected: string | null): Promise<'pushed' | 'lost-race' | 'declined'>;
}

export interface DatedCommit {
  readonly commit: string;
  /** When it was committed: what the committer's clock said. */
  readonly at: Instant;
  /** Its first parent; null for the very first commit. Of the last one listed, it may not be here. */
  readonly parent: string | null;
}

export interface NewCommit {
  readonly parent: string | null;
  readonly files: ReadonlyMap<string, string | null>;
  readonly message: string;
  /** Seconds since the epoch, UTC. */
  readonly timestampS: number;
}
