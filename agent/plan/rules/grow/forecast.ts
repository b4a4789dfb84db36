/** When a pool would be full, as it filled in the last hours. */
import type { Instant } from '../../../clock.ts';
import type { Sample } from '../../../model/growth.ts';
import type { PoolStatistics } from '../../../systems/scaleio/types.ts';
import { kibToGib } from '../../../units.ts';

const WINDOW_MS = 6 * 3_600_000;
const LEAST_SAMPLES = 12;

/**
 * By a straight line through the samples (least squares), against what can be used now: capacity that was added meanwhile
 * does not bend it. Null: too few samples, or it does not fill.
 */
export function fullInMs(samples: readonly Sample[], { maxKib, spareKib }: PoolStatistics, now: Instant): number | null {
  const recent = samples.filter(({ at }) => now - at <= WINDOW_MS);
  if (recent.length < LEAST_SAMPLES) return null;
  const line = lineThrough(recent.map(({ at, inUseGiB }) => ({ x: at - now, y: inUseGiB })));
  if (line === null || line.slope <= 0) return null;
  return Math.max(0, (kibToGib(maxKib - spareKib) - line.atZero) / line.slope);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Null: all points are at one x. */
function lineThrough(points: readonly Point[]): { readonly slope: number; readonly atZero: number } | null {
  const x = mean(points.map((point) => point.x));
  const y = mean(points.map((point) => point.y));
  const spread = mean(points.map((point) => (point.x - x) ** 2));
  if (spread === 0) return null;
  const slope = mean(points.map((point) => (point.x - x) * (point.y - y))) / spread;
  return { slope, atZero: y - slope * x };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0) / numbers.length;
}
