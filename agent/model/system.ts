/** The contract of a system: one folder under systems/, the same files in each. */
import type { Clock, Instant } from '../clock.ts';
import type { Http } from '../http.ts';
import type { Log } from '../log.ts';
import type { Secret } from '../redact.ts';
import type { Action, Cause, Change, Written } from './change.ts';
import type { SecretRef } from './config.gen.ts';
import { findDoc } from './desired.ts';
import type { AnyDoc, Desired } from './desired.ts';
import type { Health, Live } from './observed.ts';

export interface Secrets {
  /** Reads the secret anew (it may have been rotated) and registers it with the redactor; throws `config/secret-unreadable`. */
  read(ref: SecretRef): Promise<Secret>;
  /** Registers a text that was derived from a secret (a token, a Basic header) with the redactor. */
  mask(text: string): void;
}

export interface Ctx {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Http;
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
}

export interface Inputs {
  readonly desired: Desired;
  /** The documents at the last commit that had settled; null when none has, or it could not be read. */
  readonly settled: Desired | null;
  readonly now: Instant;
}

/** `drift` when the document stands as it did when all had settled, so that the live object must have moved; else `git`. */
export function causeOf({ settled }: Inputs, doc: AnyDoc): Cause {
  const before = settled && findDoc(settled, doc.ref);
  return before?.specDigest === doc.specDigest && before.state === doc.state ? 'drift' : 'git';
}

// Method syntax on purpose: its bivariance is what lets System<F, A> stand in one map.
export interface System<F extends object = object, A extends Action = Action> {
  readonly name: A['system'];
  /**
   * Reads everything the diff needs, and may give the very objects it gave before where an answer's bytes are the same.
   * Never throws: what could not be read is unknown.
   */
  read(ctx: Ctx): Promise<Live<F>>;
  /** Pure: what this system's objects lack. Nothing is derived from an unknown facet. */
  diff(inputs: Inputs, live: Live<F>): readonly Change<A>[];
  /** Pure: readiness of every object declared for this system, and what a person should know. */
  health(inputs: Inputs, live: Live<F>): Health;
  /** Re-reads the object, then makes the one call. Throws PlumblineError; apply turns it into an outcome. */
  write(change: Change<A>, ctx: Ctx): Promise<Written>;
  /** Ends sessions. */
  close(ctx: Ctx): Promise<void>;
}
