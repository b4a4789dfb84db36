/** When a pool would be full, as it filled in the last hours. */
import type { Instant } from '../../../clock.ts';
import type { Sample } from '../../../model/growth.ts';
import type { PoolStatistics } from '../../../systems/scaleio/types.ts';
import { kibToGib } from '../../../units.ts';

export interface Forecast {
  /** Until it is full. */
  readonly leftMs: number;
  /** How many were measured for it, rounded. */
  readonly spanHours: number;
}

const HOUR_MS = 3_600_000;
const WINDOW_MS = 6 * HOUR_MS;
/** What came at once, longer ago than this, does not go on. */
const LATELY_MS = HOUR_MS;
const LEAST_SAMPLES = 12;

/**
 * By a straight line through the samples (least squares), against what can be used now: capacity that was added meanwhile
 * does not bend it. The later of what the last hours and the last hour alone say. Null: too few samples, or it does not fill.
 */
export function forecastOf(samples: readonly Sample[], statistics: PoolStatistics, now: Instant): Forecast | null {
  const recent = samples.filter(({ at }) => now - at <= WINDOW_MS);
  if (recent.length < LEAST_SAMPLES) return null;
  const [whole, lately] = [fullInMs(recent, WINDOW_MS, statistics, now), fullInMs(recent, LATELY_MS, statistics, now)];
  return whole === null || lately === null ? null : { leftMs: Math.max(whole, lately), spanHours: Math.round(spanOf(recent) / HOUR_MS) };
}

/** Null also where less than half of the time was measured: minutes say nothing of hours. */
function fullInMs(samples: readonly Sample[], withinMs: number, { maxKib, spareKib }: PoolStatistics, now: Instant): number | null {
  const recent = samples.filter(({ at }) => now - at <= withinMs);
  if (spanOf(recent) < withinMs / 2) return null;
  const line = lineThrough(recent.map(({ at, inUseGiB }) => ({ x: at - now, y: inUseGiB })));
  if (line.slope <= 0) return null;
  return Math.max(0, (kibToGib(maxKib - spareKib) - line.atZero) / line.slope);
}

/** Oldest first. */
function spanOf(samples: readonly Sample[]): number {
  const [oldest, newest] = [samples[0], samples.at(-1)];
  return oldest === undefined || newest === undefined ? 0 : newest.at - oldest.at;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The points are not all at one x. */
function lineThrough(points: readonly Point[]): { readonly slope: number; readonly atZero: number } {
  const x = mean(points.map((point) => point.x));
  const y = mean(points.map((point) => point.y));
  const spread = mean(points.map((point) => (point.x - x) ** 2));
  const slope = mean(points.map((point) => (point.x - x) * (point.y - y))) / spread;
  return { slope, atZero: y - slope * x };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0) / numbers.length;
}
