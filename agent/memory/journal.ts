/** Commits the journal, and what goes with it, to the status branch: by compare-and-swap, never by force. */
import type { Clock } from '../clock.ts';
import type { Memory } from '../model/memory.ts';
import type { Repo } from '../model/repo.ts';

export interface JournalDeps {
  readonly repo: Repo;
  readonly cluster: string;
  /** The status branch. */
  readonly branch: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The status branch at the commit that the next one goes on top of. */
export interface JournalPlace {
  /** A file's text, '' when it is not there. */
  readonly textOf: (path: string) => Promise<string>;
  /** Clusters that have a folder on the branch. */
  readonly clusters: readonly string[];
}

export interface Entry {
  readonly after: Memory;
  /** Whole files beside the journal's own, which follow from `after`; null deletes. */
  readonly files: ReadonlyMap<string, string | null>;
  readonly message: string;
}

/** Derived anew when somebody else moved the branch meanwhile; null: there is nothing to write. */
export type Derive = (memory: Memory, at: JournalPlace) => Promise<Entry | null>;

/** What is remembered once it is pushed and verified. Throws `memory/*` and `repo/*`: then the branch says all of it, or nothing. */
export async function commitJournal(_deps: JournalDeps, _memory: Memory, _derive: Derive): Promise<Memory> {
  throw new Error('to come');
}
