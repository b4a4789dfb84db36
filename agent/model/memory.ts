/** What the agent remembers between passes and processes: only what the status branch holds. */
import type { Instant } from '../clock.ts';
import type { Began, Cause, ChangeClass } from './change.ts';
import type { GrowthRecord, Sample } from './growth.ts';
import type { Json, ObjectKind, Ref, SystemName } from './ref.ts';

export interface AcceptedCommit {
  readonly commit: string;
  /** Id of every tree that was read for it: see Desired.inputs. */
  readonly inputs: string;
}

/** Who may write to the cluster: the newest claim. */
export interface Writer {
  /** Counts claims; never goes back. */
  readonly epoch: number;
  /** Of this very claim: random, so that a process knows its own whatever became of the answer to its push. */
  readonly claim: string;
  /** `host-id`, the same for every process that uses one data folder. */
  readonly instance: string;
  readonly version: string;
  readonly verb: 'run' | 'apply';
  readonly claimedAt: Instant;
  /** An `apply` claims for a time; null: until it is released or taken over. */
  readonly until: Instant | null;
  readonly released: boolean;
  /** From when this writer may write to systems: the one before may not have seen the claim yet. */
  readonly writesFrom: Instant;
  /** Claims over another instance's standing claim, in the last ten minutes. */
  readonly takeovers: readonly Takeover[];
  /** Two take-overs of one pair within ten minutes: neither writes; null: no such thing. */
  readonly flappingSince: Instant | null;
}

export interface Takeover {
  readonly from: string;
  readonly by: string;
  readonly at: Instant;
}

/** An object the agent has seen whole: created by it, or adopted because it was declared and there. */
export interface Owned {
  readonly ref: Ref;
  readonly backendId: string;
  /** The last applied spec; null while it has not yet been brought to what is declared. */
  readonly applied: Json;
  readonly specDigest: string | null;
  readonly how: 'created' | 'adopted';
  /** The commit it was last applied from. */
  readonly commit: string;
  readonly since: Instant;
  /** When its document vanished from git; null while it is declared. */
  readonly forgottenAt: Instant | null;
  /** The newest work on it that the agent began, and that may still go on; left out: none is known. */
  readonly began?: Began;
}

export interface Hold {
  /** `*`: everything. */
  readonly ref: Ref | '*';
  readonly until: Instant;
  readonly reason: string;
  readonly by: string;
}

/** An object that went: deleted by the agent, or its document taken out of git. */
export interface Removal {
  readonly kind: ObjectKind;
  readonly ref: Ref;
  readonly backendId: string;
  readonly what: 'deleted' | 'forgotten';
  readonly at: Instant;
  /** Of the change that deleted it; '' for a forgotten one. */
  readonly approvalKey: string;
  readonly applied: Json;
}

/** The error of a device that was cleared, by the agent alone or with an Approval. */
export interface ClearedError {
  readonly ref: Ref;
  /** Of the device. */
  readonly backendId: string;
  readonly at: Instant;
}

/** One line of the change log: a call that changed something. */
export interface ChangeLine {
  /** Equal for the same call: a line that is already there is not written twice. */
  readonly line: string;
  readonly at: string;
  readonly commit: string;
  readonly id: string;
  readonly op: string;
  readonly class: ChangeClass;
  readonly cause: Cause;
  readonly backendId: string;
  readonly effects: readonly string[];
}

/** A spending or destructive call about to be made, pushed and verified before it is. */
export interface Intent {
  /** The line that is logged when it is found done; its `line` names the intent, too. */
  readonly line: ChangeLine;
  readonly system: SystemName;
  readonly ref: Ref;
  readonly approvalKey: string;
  readonly epoch: number;
}

/** The status branch is gone, or went back, while marks of ours exist. */
export interface MemoryLost {
  readonly since: Instant;
  readonly why: string;
}

export interface Memory {
  /** The status branch's newest commit; null before the first one. */
  readonly tip: string | null;
  /** A newer version of Plumbline wrote it: this one only observes. */
  readonly isNewer: boolean;
  readonly writer: Writer | null;
  /** The newest commit whose files were all valid: what is in force. */
  readonly accepted: AcceptedCommit | null;
  /** The newest accepted commit that its predecessor's limits did not hold up: its own count now, so that no commit loosens its own. */
  readonly before: AcceptedCommit | null;
  /** Whether the cluster had objects when the agent first met it; null before. */
  readonly contact: 'empty' | 'existing' | null;
  /** Which system is behind each address, as first seen. */
  readonly pins: { readonly [system: string]: string };
  readonly lost: MemoryLost | null;
  readonly inventory: ReadonlyMap<Ref, Owned>;
  readonly holds: readonly Hold[];
  /** Of the last 24 hours. */
  readonly removals: readonly Removal[];
  /** Of the last 24 hours, oldest first. */
  readonly cleared: readonly ClearedError[];
  readonly intents: readonly Intent[];
  /** Keys of the approvals for which a branch was pushed: a person who deletes it has declined. */
  readonly proposed: readonly string[];
  /** The newest growth of each pool, and those of the last 24 hours. */
  readonly growths: readonly GrowthRecord[];
  /** How full each pool was, oldest first: what this process measured, after what was there when it started. */
  readonly samples: ReadonlyMap<Ref, readonly Sample[]>;
  readonly published: Published | null;
}

/** What the status on the branch says, as far as the next one depends on it. */
export interface Published {
  /** Over the meaning of the status: equal digests, nothing new to say. */
  readonly digest: string;
  readonly at: Instant;
  readonly conditions: readonly Condition[];
}

export type ConditionType = 'Ready' | 'Reconciling' | 'Stalled' | 'Degraded' | 'DriftDetected' | 'ApprovalRequired';

export interface Condition {
  readonly type: ConditionType;
  readonly status: 'True' | 'False' | 'Unknown';
  /** PascalCase. */
  readonly reason: string;
  readonly message: string;
  /** When the status last became what it is. */
  readonly since: Instant;
}

/** File names in the cluster's folder of the status branch. */
export const STATUS_FILES = {
  accepted: 'accepted.json',
  writer: 'writer.json',
  holds: 'holds.json',
  removals: 'forgets.jsonl',
  status: 'status.json',
  readme: 'README.md',
  samples: 'samples.json',
} as const;

/** Nothing is remembered: before the first commit on the status branch. */
export const NO_MEMORY: Memory = {
  tip: null,
  isNewer: false,
  writer: null,
  accepted: null,
  before: null,
  contact: null,
  pins: {},
  lost: null,
  inventory: new Map(),
  holds: [],
  removals: [],
  cleared: [],
  intents: [],
  proposed: [],
  growths: [],
  samples: new Map(),
  published: null,
};
