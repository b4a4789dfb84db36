/**
 * Time. Everything that decides by time asks a Clock; only sockets use real timers. A clock file (see `virtualClock`)
 * lets the simulator move time for a real agent process.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { declareErrors, PlumblineError } from './errors.ts';

/** Milliseconds since the Unix epoch. */
export type Instant = number & { readonly __unit: 'epochMs' };

export interface Clock {
  now(): Instant;
  /** Milliseconds that never jump, for measuring and deadlines; always real time. */
  monotonicMs(): number;
  /** Resolves after `ms` of this clock's time, or as soon as the signal aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export function instant(epochMs: number): Instant {
  return epochMs as Instant;
}

/** `2026-11-21T14:02:00.000Z` */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}

/** Reads `formatInstant`'s form; null for anything that is no date. */
export function parseInstant(text: string): Instant | null {
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? null : instant(epochMs);
}

export function systemClock(): Clock {
  return { now: realNow, monotonicMs: () => performance.now(), sleep: (ms, signal) => realSleep(ms, signal) };
}

export const clockErrors = declareErrors('clock', {
  fileUnreadable: {
    class: 'stalled',
    help: 'Make clock.file name the clock file that the simulator writes, or remove `clock` from plumbline.yaml.',
  },
});

interface ClockFile {
  readonly realMs: number;
  readonly virtualMs: number;
  readonly factor: number;
}

/** How often a virtual sleep looks at the clock file again, in real milliseconds. */
const POLL_MS = 20;

/** A clock whose time is read from a file `{realMs, virtualMs, factor}`: virtualMs + (real now - realMs) * factor. */
export function virtualClock(file: string): Clock {
  const now = (): Instant => {
    const at = readClockFile(file);
    return instant(at.virtualMs + (realNow() - at.realMs) * at.factor);
  };
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    const until = now() + ms;
    while (!signal.aborted && now() < until) await realSleep(POLL_MS, signal);
  };
  return { now, monotonicMs: () => performance.now(), sleep };
}

function readClockFile(file: string): ClockFile {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isClockFile(parsed)) return parsed;
    throw new TypeError('it has no numbers realMs, virtualMs and factor');
  } catch (cause) {
    throw new PlumblineError(clockErrors.fileUnreadable, `The clock file ${file} cannot be read: ${String(cause)}`, { file }, { cause });
  }
}

function isClockFile(value: unknown): value is ClockFile {
  if (typeof value !== 'object' || value === null) return false;
  const { realMs, virtualMs, factor } = value as Record<string, unknown>;
  return [realMs, virtualMs, factor].every((number) => typeof number === 'number' && Number.isFinite(number));
}

function realNow(): Instant {
  // oxlint-disable-next-line no-restricted-properties -- the one place that asks the machine
  return instant(Date.now());
}

async function realSleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await delay(ms, undefined, { signal }).catch((thrown: unknown) => {
    if (!signal.aborted) throw thrown;
  });
}
