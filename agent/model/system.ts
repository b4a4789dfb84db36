/** The contract of a system: one folder under systems/, the same files in each. */
import type { Clock, Instant } from '../clock.ts';
import type { Http } from '../http.ts';
import type { Log } from '../log.ts';
import type { Secret } from '../redact.ts';
import type { Action, Change, Draft, Precondition, Written } from './change.ts';
import type { SecretRef } from './config.gen.ts';
import type { Grant } from './approval.ts';
import type { Desired } from './desired.ts';
import type { Memory } from './memory.ts';
import type { Live, Reading, SystemHealth } from './observed.ts';
import type { ObjectKind, Ref } from './ref.ts';

export interface Secrets {
  /** Reads the secret anew (it may have been rotated) and registers it with the redactor; throws `config/secret-unreadable`. */
  read(ref: SecretRef): Promise<Secret>;
  /** Registers a text that was derived from a secret (a token, a Basic header) with the redactor. */
  mask(text: string): void;
}

export type SecretTexts = ReadonlyMap<string, Reading<Secret>>;

export interface Ctx {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Http;
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
}

export interface Inputs {
  readonly desired: Desired;
  /** The documents whose limits count: see Memory.before; null when there are none, or they are not to be had. */
  readonly accepted: Desired | null;
  readonly memory: Memory;
  /** Every entry of every Approval in force, with what is wrong with it. */
  readonly grants: readonly Grant[];
  /** By name: the text that `${secrets.name}` stands for, as it was read when the pass began; unknown when it could not be read. */
  readonly secretTexts: SecretTexts;
  /** Paths of an object's fields whose live value is kept: see model/sync.ts. */
  readonly ignored: (ref: Ref) => readonly string[];
  readonly now: Instant;
}

/** What `write` gets beside the context. */
export interface WriteCtx extends Ctx {
  /**
   * Called with the `monotonicMs` at which the object was read again, right before the call that changes it: throws
   * `apply/stale` when that is more than 5 s ago, or when this agent may no longer be the writer.
   */
  fresh(readAtMs: number): void;
  readonly secretTexts: SecretTexts;
  /** The mark a written object carries where its system has room for one: `prod/7`, cluster and epoch. */
  readonly mark: string;
}

/** What a read is for: whatever of it is not in a list has to be asked for by itself, since lists may leave out what one may not see. */
export interface Sought {
  /** Null: nothing is declared, or nobody can say what. */
  readonly desired: Desired | null;
  /** Refs of the inventory. */
  readonly remembered: readonly Ref[];
  /** System name -> the id that it is known to have; left out: of none it is known. */
  readonly pins?: { readonly [system: string]: string };
}

export const NOTHING_SOUGHT: Sought = { desired: null, remembered: [] };

export type Checked = { readonly kind: 'holds' } | { readonly kind: 'fails'; readonly why: string };

// Method syntax on purpose: its bivariance is what lets System<F, A> stand in one map.
export interface System<F extends object = object, A extends Action = Action> {
  readonly name: A['system'];
  /**
   * Reads everything the diff needs, and may give the very objects it gave before where an answer's bytes are the same.
   * Never throws: what could not be read is unknown.
   */
  read(ctx: Ctx, sought: Sought): Promise<Live<F>>;
  /**
   * Follows the system's own events until the signal aborts, and calls `wake` with a word on what happened. Reconnects by itself and
   * never throws: events only make a pass come sooner, reading stays the truth. Left out: it has none.
   */
  watch?(ctx: Ctx, wake: (why: string) => void): Promise<void>;
  /** Pure: what this system's objects lack. Nothing is derived from an unknown facet. */
  diff(inputs: Inputs, live: Live<F>): readonly Draft<A>[];
  /** Pure: readiness of every object declared for this system, and what a person should know. */
  health(inputs: Inputs, live: Live<F>): SystemHealth;
  /** Pure: the id by which this system knows itself (a framework id, a system id): what pins compare. */
  identity(live: Live<F>): Reading<string>;
  /** Pure: whether the vendor's object is there, whatever its name is now; unknown when that was not read. */
  sees(kind: ObjectKind, backendId: string, live: Live<F>): Reading<boolean>;
  /** Looks at a precondition again, now. Throws PlumblineError. */
  check(precondition: Precondition, ctx: Ctx): Promise<Checked>;
  /** Re-reads the object, asks `fresh`, then makes the one call. Throws PlumblineError; apply turns it into an outcome. */
  write(change: Change<A>, ctx: WriteCtx): Promise<Written>;
  /** Ends sessions. */
  close(ctx: Ctx): Promise<void>;
}
