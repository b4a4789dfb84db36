/** One writer: the newest claim on the cluster counts. Pure. */
import type { Instant } from '../clock.ts';
import type { Memory, Writer } from '../model/memory.ts';
import type { Standing } from '../model/report.ts';

export interface Claimant {
  readonly instance: string;
  readonly version: string;
  readonly verb: 'run' | 'apply';
  /** An `apply` claims for a time; null: until it is released or taken over. */
  readonly until: Instant | null;
  /** No other process of this instance is alive: what its former one began is over. */
  readonly isRestart: boolean;
  /** Of the claim this very process made before; null: none. */
  readonly epoch: number | null;
}

export function claim(_memory: Memory, _me: Claimant, _now: Instant): Writer {
  throw new Error('to come');
}

/** The newest claim wins once; a process that lost its claim takes back only what was released or has lapsed. */
export function mayClaim(_memory: Memory, _epoch: number | null, _now: Instant): boolean {
  throw new Error('to come');
}

/** What a process that made the claim `epoch` (null: none) is now. */
export function standingOf(_memory: Memory, _epoch: number | null, _now: Instant): Standing {
  throw new Error('to come');
}

export function released(writer: Writer): Writer {
  return { ...writer, released: true };
}
