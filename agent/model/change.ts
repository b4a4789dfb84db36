/** What is to be done, and what became of it. */
import type { Instant } from '../clock.ts';
import type { PlumblineError } from '../errors.ts';
import type { Json, Ref, SystemName } from './ref.ts';

/** What happens to the object as a whole. */
export type Op = 'create' | 'update' | 'restart' | 'scale' | 'grow' | 'rename' | 'move' | 'map' | 'unmap' | 'delete' | 'propose';
export type ChangeClass = 'additive' | 'disruptive' | 'spend' | 'destructive';
/**
 * Who moved, judged by the last applied spec. `git`: the file did. `drift`: the live object did. `conflict`: both, the same
 * field, to different values. `rule`: neither; a rule asks for it.
 */
export type Cause = 'git' | 'drift' | 'conflict' | 'rule';

/** One call to one system; only that system's `write` looks inside. */
export interface Action {
  readonly system: SystemName;
  readonly do: string;
  readonly args: { readonly [key: string]: Json };
}

export interface FieldDiff {
  /** As a person would write it: `container.docker.image`. */
  readonly path: string;
  /** null: not set. */
  readonly from: Json;
  readonly to: Json;
}

/** What must hold in the system right before the call, and is looked at again then. */
export interface Precondition {
  readonly system: SystemName;
  /**
   * `gone`: asked for by its id, the system has no such object (of the kind `args.kind`); a list may be wrong. `pool-keeps-without-device`: the pool can
   * give up the device and stays protected and below its high threshold. `no-device-named`: no SDS has a device of that name.
   * `cloud-would-accept`: a dry run of what `args` describes, and its quota. `no-other-scheduler`: no task of a framework of
   * `args.registration`'s name runs that was started under another id than the one now active. `pool-protected`: no copy is
   * lost, out of date or under way in the pool, and MDM and SDSs are well; `args.mayLackRoom`: although a device is away. `pool-empty`, `domain-empty`, `fault-set-empty`: nothing is in
   * it. `pools-keep-without-node`: every pool the SDS has devices in can give it up and stays protected and below its high
   * threshold. `maintenance-safe`: no other SDS of its pools is away, and what it has exists elsewhere. `address-safe`: the pools
   * of the SDS are protected, and all other SDSs of its domain are well. `sdc-disconnected`: the
   * SDC has no connection. `host-undeclared`: each of `args.mappedTo` is one SDC, and none is `args.sdcId`, as far as the SDCs that
   * have the volume are listed. `host-fenced`: the machine with an address of `args.ips` is stopped or gone. `no-task-on`: no task
   * runs on an agent in reach with an address of `args.ips`. `newer-snapshot`: the volume has a snapshot newer than this one,
   * `args.newer`.
   */
  readonly check:
    | 'volume-unmapped'
    | 'volume-without-snapshots'
    | 'app-unlocked'
    | 'gone'
    | 'pool-keeps-without-device'
    | 'no-device-named'
    | 'cloud-would-accept'
    | 'no-other-scheduler'
    | 'pool-protected'
    | 'pool-empty'
    | 'domain-empty'
    | 'fault-set-empty'
    | 'pools-keep-without-node'
    | 'maintenance-safe'
    | 'address-safe'
    | 'sdc-disconnected'
    | 'host-undeclared'
    | 'host-fenced'
    | 'no-task-on'
    | 'newer-snapshot';
  /**
   * The vendor's id of the object that is looked at; of `no-device-named` the name, of `cloud-would-accept` the host, of
   * `no-other-scheduler` the Framework's Ref.
   */
  readonly backendId: string;
  readonly args?: { readonly [key: string]: Json };
}

/** What a change buys. `monthlyUsd` is null when there is no price to be had. */
export interface Spend {
  readonly disks: number;
  readonly monthlyUsd: number | null;
}

/** A change as a system drafts it; who caused it and the key that approves it are the plan's to say. */
export interface Draft<A extends Action = Action> {
  /** `${intent} ${ref}`, intent keep, remove, repair or propose: the same until the intent is fulfilled. */
  readonly id: string;
  readonly ref: Ref;
  /** The vendor's id of the live object, or the key of the row that a growth commits; null when there is none yet. */
  readonly backendId: string | null;
  readonly op: Op;
  readonly class: ChangeClass;
  /** The one next call, complete: what is shown is what is sent. */
  readonly action: A;
  /** Steps still to come, for the reader. */
  readonly then: readonly string[];
  /** Must be `ready` in live before the call. */
  readonly needs: readonly Ref[];
  /** Facets this change was derived from; an unknown one makes it wait. */
  readonly reads: readonly { readonly system: SystemName; readonly facet: string }[];
  /** Looked at again right before the call; one that fails makes it wait. */
  readonly requires: readonly Precondition[];
  /**
   * `schedule`: destroys only what the schedule in its merged document says is over, as was promised when it was made: no
   * Approval is asked for, and it counts for no limit of removals. `approval`: asks for one although it destroys nothing. Left
   * out: its class decides.
   */
  readonly consent?: 'schedule' | 'approval';
  /** What it sets is new, not changed by anybody: REX-Ray maps a volume anew, say, without the limits of the mapping before. So git asks for it. */
  readonly isOfNew?: boolean;
  /** The cluster named by the ownership mark on the live object; null when it carries none. */
  readonly markedBy: string | null;
  /** Null unless the class is `spend`. */
  readonly spend: Spend | null;
  readonly reason: string;
  readonly fields: readonly FieldDiff[];
  /** Sentences a person reads: "restarts 3 tasks", "scales 2 -> 5". */
  readonly effects: readonly string[];
}

export interface Change<A extends Action = Action> extends Draft<A> {
  readonly cause: Cause;
  /** What an Approval has to name beside the id: see plan/approval-key.ts. */
  readonly approvalKey: string;
}

export interface UnknownFacet {
  readonly system: SystemName;
  readonly facet: string;
  readonly error: PlumblineError;
}

export interface Plan {
  readonly changes: readonly Change[];
  /** Over id, op, class, backend id and fields of every change: never commit, time or prose. */
  readonly digest: string;
  readonly at: Instant;
  readonly commit: string;
  readonly unknown: readonly UnknownFacet[];
}

/** One for each guard: see agent/plan/guard/. */
export type BlockedBy =
  | 'not-the-writer'
  | 'newer-schema'
  | 'git-partition'
  | 'memory-lost'
  | 'held'
  | 'observed'
  | 'itself'
  | 'not-ours'
  | 'missing'
  | 'conflict'
  | 'drift-reported'
  | 'looks-like-rename'
  | 'needs-approval'
  | 'blast-radius'
  | 'delete-rate'
  | 'ceiling'
  | 'window'
  | 'max-disruptive'
  | 'keeps-differing';

/** Why a change is not made. `recheckAt`: when time alone may lift it; null: a person has to act. */
export interface Objection {
  readonly by: BlockedBy;
  readonly why: string;
  readonly recheckAt: Instant | null;
}

export type Verdict =
  | { readonly change: Change; readonly kind: 'allowed' }
  | ({ readonly change: Change; readonly kind: 'blocked' } & Objection);

/** Work that a call began in a system, and that goes on after the answer. */
export interface Began {
  /** As the system names it. */
  readonly id: string;
  /** `rollback`: it takes back what was begun before. */
  readonly what: 'create' | 'change' | 'rollback';
}

export type Written =
  | {
      readonly kind: 'applied';
      readonly backendId: string;
      /** `tookBack`: what was applied before does not stand any more. */
      readonly tookBack?: true;
      /** Left out: nothing goes on, or its name was not told. */
      readonly began?: Began;
    }
  | { readonly kind: 'waiting' | 'skipped'; readonly why: string };

export type Outcome = Written | { readonly kind: 'failed'; readonly error: PlumblineError } | ({ readonly kind: 'blocked' } & Objection);

export interface Result {
  readonly change: Change;
  readonly outcome: Outcome;
}

/** What can be taken back until it is begun, a purchase or a consent, is written down, pushed and verified before it is done. */
export function needsIntent({ class: changeClass, consent }: Pick<Change, 'class' | 'consent'>): boolean {
  return changeClass === 'spend' || changeClass === 'destructive' || consent === 'approval';
}

/** Whether it mends a fault, as `Cluster.spec.remediation` lets it, and brings no object nearer to what is declared of it. */
export function isRepair({ id }: Pick<Change, 'id'>): boolean {
  return id.startsWith('repair ');
}
