/**
 * Virtual time. It runs `factor` times as fast as real time (0: stands still) and jumps when told to. Acts that fell due
 * run when somebody looks: each at its own time, so that an act that asks for another one hours later sees the right hour.
 */
import type { WorldClock } from './service.ts';

/** Virtual time as the clock file holds it: virtualMs + (real now - realMs) * factor. */
export interface ClockReading {
  readonly realMs: number;
  readonly virtualMs: number;
  readonly factor: number;
}

export interface SimulatorClock extends WorldClock {
  /** Jumps ahead by `ms` and runs what falls due on the way. */
  advance(ms: number): void;
  /** From now on virtual time runs `factor` times as fast as real time. */
  autoAdvance(factor: number): void;
  runDue(): void;
  reading(): ClockReading;
}

interface Due {
  readonly atMs: number;
  readonly act: () => void;
}

export interface ClockOptions {
  readonly startMs: number;
  readonly factor: number;
  /** Real time in milliseconds since the epoch. */
  readonly realNow: () => number;
}

export function makeClock(options: ClockOptions): SimulatorClock {
  let reading: ClockReading = { realMs: options.realNow(), virtualMs: options.startMs, factor: options.factor };
  /** The time of the act that is running, null between acts. */
  let actingAtMs: number | null = null;
  /** Latest first, so that the next one is popped off the end. */
  const waiting: Due[] = [];

  const running = (): number => reading.virtualMs + (options.realNow() - reading.realMs) * reading.factor;
  const now = (): number => Math.floor(actingAtMs ?? running());
  const rebase = (change: Partial<ClockReading>): void => {
    reading = { ...reading, virtualMs: running(), realMs: options.realNow(), ...change };
  };
  const runDue = (): void => {
    if (actingAtMs !== null) return;
    const untilMs = now();
    for (let next = waiting.at(-1); next !== undefined && next.atMs <= untilMs; next = waiting.at(-1)) {
      waiting.pop();
      actingAtMs = next.atMs;
      try {
        next.act();
      } finally {
        actingAtMs = null;
      }
    }
  };
  return {
    now,
    at(atMs, act) {
      // Whole milliseconds, as now() shows: at its time an act must not see a moment before it.
      const due = { atMs: Math.max(Math.ceil(atMs), now()), act };
      waiting.splice(placeOf(waiting, due.atMs), 0, due);
    },
    runDue,
    advance(ms) {
      runDue();
      rebase({ virtualMs: running() + ms });
      runDue();
    },
    autoAdvance(factor) {
      runDue();
      rebase({ factor });
    },
    reading: () => reading,
  };
}

/** Where an act of this time goes in the list, latest first; among equal times the one asked for last runs last. */
function placeOf(waiting: readonly Due[], atMs: number): number {
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((waiting[middle] as Due).atMs > atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
