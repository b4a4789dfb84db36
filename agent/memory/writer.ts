/** One writer: the newest claim on the cluster counts. Pure. */
import { instant } from '../clock.ts';
import type { Instant } from '../clock.ts';
import type { Memory, Takeover, Writer } from '../model/memory.ts';
import type { Standing } from '../model/report.ts';

/** How long whoever takes over waits: one that is cut off from git goes on for two minutes, and its last call may take a while. */
export const TAKEOVER_WAIT_MS = 130_000;
/** Two that take the cluster from each other in this time are flapping; both stop for as long. */
export const FLAPPING_MS = 10 * 60_000;

export interface Claimant {
  /** Of this claim, random. */
  readonly claim: string;
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

/** Only for one that may claim. */
export function claim({ writer: before }: Memory, me: Claimant, now: Instant): Writer {
  const takeover = takeoverOf(before, me, now);
  const takeovers = [...(before?.takeovers ?? []).filter(({ at }) => isRecent(at, now)), ...(takeover === null ? [] : [takeover])];
  const isFlap = takeover !== null && takeovers.some((other) => isReturn(other, takeover));
  return {
    // A branch that went back may name an older epoch than the one this process had.
    epoch: Math.max(before?.epoch ?? 0, me.epoch ?? 0) + 1,
    claim: me.claim,
    instance: me.instance,
    version: me.version,
    verb: me.verb,
    claimedAt: now,
    until: me.until,
    released: false,
    writesFrom: takeover === null ? waitGoesOn(before, me, now) : afterWait(now),
    takeovers,
    flappingSince: isFlap ? now : null,
  };
}

/** The newest claim wins once; a process that lost its claim takes back only what was released or has lapsed. */
export function mayClaim({ writer, isNewer }: Memory, epoch: number | null, now: Instant): boolean {
  if (isNewer) return false;
  if (writer === null) return true;
  if (flappingSince(writer, now) !== null) return false;
  return !stands(writer, now) || epoch === null || writer.epoch < epoch;
}

/** What a process that made the claim `epoch` (null: none) is now. */
export function standingOf({ writer, isNewer }: Memory, epoch: number | null, now: Instant): Standing {
  if (isNewer) return { kind: 'outdated' };
  if (writer === null) return { kind: 'onlooker' };
  const since = flappingSince(writer, now);
  if (since !== null) return { kind: 'flapping', since, with: otherOf(writer, epoch) };
  if (epoch === null || !stands(writer, now)) return { kind: 'onlooker' };
  if (writer.epoch === epoch) return { kind: 'writer', epoch, writesFrom: writer.writesFrom };
  return { kind: 'standby', writer };
}

export function released(writer: Writer): Writer {
  return { ...writer, released: true };
}

/** Neither released nor lapsed. */
function stands({ released: isReleased, until }: Writer, now: Instant): boolean {
  return !isReleased && (until === null || now < until);
}

/** null when there is no standing claim, or it is this instance's own and nobody is left to act on it. */
function takeoverOf(before: Writer | null, me: Claimant, now: Instant): Takeover | null {
  if (before === null || !stands(before, now)) return null;
  return isOwnClaim(before, me) ? null : { from: before.instance, by: me.instance, at: now };
}

/**
 * The wait begun by an earlier claim: whom it was for may still be writing, also when that claim was released. A claim that
 * lapsed unreleased may have been seen a moment before its end, and counts for as long as any listing does.
 */
function waitGoesOn(before: Writer | null, me: Claimant, now: Instant): Instant {
  if (before === null) return now;
  const isLapsed = !before.released && before.until !== null && !isOwnClaim(before, me);
  const from = Math.max(before.writesFrom, isLapsed ? before.until + TAKEOVER_WAIT_MS : now, now);
  // Not beyond a whole wait: the clock that began it may have been ahead.
  return instant(Math.min(from, afterWait(now)));
}

function isOwnClaim(before: Writer, me: Claimant): boolean {
  return before.instance === me.instance && (me.isRestart || before.epoch === me.epoch);
}

function afterWait(now: Instant): Instant {
  return instant(now + TAKEOVER_WAIT_MS);
}

function flappingSince({ flappingSince: since }: Writer, now: Instant): Instant | null {
  return since !== null && isRecent(since, now) ? since : null;
}

/** Also of a moment to come: instances do not share a clock, and one that is years ahead must not stop the others for years. */
function isRecent(at: Instant, now: Instant): boolean {
  return Math.abs(now - at) < FLAPPING_MS;
}

/** One that takes over, releases and takes over again is an `apply` next to a `run`; back and forth is a quarrel. */
function isReturn(one: Takeover, other: Takeover): boolean {
  // Both may use one data folder, and so have one name.
  return one.from !== one.by && one.from === other.by && one.by === other.from;
}

function otherOf(writer: Writer, epoch: number | null): string {
  return writer.epoch === epoch ? (writer.takeovers.at(-1)?.from ?? writer.instance) : writer.instance;
}
