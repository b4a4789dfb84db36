/** What the agent remembers between passes and processes: only what the status branch holds. */

export interface Commit {
  readonly commit: string;
  /** Id of every tree that was read for it: see Desired.inputs. */
  readonly inputs: string;
}

export interface Memory {
  /** The newest commit whose files were all valid: what is in force. */
  readonly accepted: Commit | null;
  /** The newest commit at which nothing was left to change: what differs from it was changed in git, the rest is drift. */
  readonly settled: Commit | null;
}
