/** What is to be done, and what became of it. */
import type { Instant } from '../clock.ts';
import type { PlumblineError } from '../errors.ts';
import type { Json, Ref, SystemName } from './ref.ts';

/** What happens to the object as a whole. */
export type Op = 'create' | 'update' | 'restart' | 'scale' | 'grow' | 'delete';
export type ChangeClass = 'additive' | 'disruptive' | 'spend' | 'destructive';
/** `git`: the file changed. `drift`: the file did not, the live object did. */
export type Cause = 'git' | 'drift';

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

export interface Change<A extends Action = Action> {
  /** `${intent} ${ref}`, intent keep or remove: the same until the intent is fulfilled. */
  readonly id: string;
  readonly ref: Ref;
  /** The vendor's id of the live object; null when there is none yet. */
  readonly backendId: string | null;
  readonly op: Op;
  readonly class: ChangeClass;
  readonly cause: Cause;
  /** The one next call, complete: what is shown is what is sent. */
  readonly action: A;
  /** Steps still to come, for the reader. */
  readonly then: readonly string[];
  /** Must be `ready` in live before the call. */
  readonly needs: readonly Ref[];
  /** Facets this change was derived from; an unknown one makes it wait. */
  readonly reads: readonly { readonly system: SystemName; readonly facet: string }[];
  readonly reason: string;
  readonly fields: readonly FieldDiff[];
  /** Sentences a person reads: "restarts 3 tasks", "scales 2 -> 5". */
  readonly effects: readonly string[];
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

export type BlockedBy = 'needs-approval' | 'keeps-differing';

export type Verdict =
  | { readonly change: Change; readonly kind: 'allowed' }
  | { readonly change: Change; readonly kind: 'blocked'; readonly by: BlockedBy; readonly why: string };

export type Written =
  | { readonly kind: 'applied'; readonly backendId: string }
  | { readonly kind: 'waiting' | 'skipped'; readonly why: string };

export type Outcome =
  | Written
  | { readonly kind: 'failed'; readonly error: PlumblineError }
  | { readonly kind: 'blocked'; readonly by: BlockedBy; readonly why: string };

export interface Result {
  readonly change: Change;
  readonly outcome: Outcome;
}
