/**
 * How long this agent may go on writing without having seen the branches: a listing that showed it as the writer counts for
 * two minutes. Whoever takes over waits ten seconds longer than that (see memory/writer.ts), so that two never write at once.
 */
import type { Clock, Instant } from './clock.ts';

export interface Lease {
  readonly seenAt: Instant;
  readonly seenMonotonicMs: number;
}

/** For the call itself, which was allowed before: less than what the next writer waits. */
export const LAST_CALL_MS = 125_000;

export function newLease(clock: Clock): Lease {
  return { seenAt: clock.now(), seenMonotonicMs: clock.monotonicMs() };
}

/** By the clock that went further: one that was set back, or a process that was paused, makes no lease longer. */
export function leaseAgeMs(lease: Lease, clock: Clock): number {
  return Math.max(clock.now() - lease.seenAt, clock.monotonicMs() - lease.seenMonotonicMs);
}
