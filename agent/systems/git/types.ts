/** Git as a system: the branches the agent proposes things on. */
import type { Limits } from '../../model/desired.ts';
import type { Repo } from '../../model/repo.ts';

/** What this system is handed instead of an address. */
export interface GitPort {
  readonly repo: Repo;
  /** By which the files in force were read. */
  readonly limits: Limits;
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

/** One row more in the rows of a pool: one line spliced into the file that declares it, everything else kept as it is. */
export type AddRow = {
  readonly system: 'git';
  /** `proposeRow` pushes it on a branch; `commitRow` on the tracked one, which must be at `parent`. */
  readonly do: 'proposeRow' | 'commitRow';
  readonly args: {
    readonly branch: string;
    readonly parent: string;
    /** The branch's commit that may be replaced, because it is our own untouched one; null: there must be no such branch. */
    readonly replaces: string | null;
    readonly file: string;
    /** Which document of the file, from 0. */
    readonly index: number;
    readonly pool: string;
    readonly row: string;
    readonly sizeGiB: number;
    readonly message: string;
  };
};

/** Takes back a proposal that nobody touched. */
export type WithdrawProposal = {
  readonly system: 'git';
  readonly do: 'withdrawProposal';
  readonly args: { readonly branch: string; readonly commit: string };
};

export type GitAction = PushProposal | AddRow | WithdrawProposal;
