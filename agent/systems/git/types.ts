/** Git as a system: the branches the agent proposes things on. */
import type { Repo } from '../../model/repo.ts';

/** What this system is handed instead of an address. */
export interface GitPort {
  readonly repo: Repo;
  /** Takes secrets out of what is pushed. */
  redact(text: string): string;
}

export interface GitFacets {
  /** Branch -> commit, as the remote has them. */
  readonly branches: ReadonlyMap<string, string>;
}

/** A new branch with one commit that adds or replaces one file. */
export interface PushProposal {
  readonly system: 'git';
  readonly do: 'pushProposal';
  readonly args: {
    readonly branch: string;
    /** The commit it follows. */
    readonly parent: string;
    readonly file: string;
    readonly text: string;
    readonly message: string;
    /** Of the change it would approve: what is remembered as proposed. */
    readonly key: string;
  };
}

export type GitAction = PushProposal;
