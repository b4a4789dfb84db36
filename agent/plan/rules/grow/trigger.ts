/** Whether a pool is so full, or will be so soon, that it should grow. */
import type { GrowthTrigger } from '../../../model/kinds.gen.ts';
import type { Sample } from '../../../model/growth.ts';
import type { Ref } from '../../../model/ref.ts';
import { parseDuration } from '../../../units.ts';
import type { PoolMeasure } from '../see-pool.ts';
import type { RuleFacts } from '../types.ts';
import { forecastOf } from './forecast.ts';

/** Without amounts: they move from one minute to the next. */
export interface Trigger {
  readonly kind: 'critical' | 'used' | 'volumes' | 'forecast';
  /** As a clause. */
  readonly why: string;
}

export interface Pool {
  readonly ref: Ref;
  readonly measure: PoolMeasure;
  /** Raw KiB that declared thick volumes will take, and do not have yet; null: not known. */
  readonly plannedKib: number | null;
}

const APART_MS = 60_000;
/** So far below `when.usedPercent` no forecast counts: there is time to see whether it goes on. */
const FORECAST_POINTS = 15;

/** The most urgent one; null: there is no need. */
export function triggerOf({ ref, measure, plannedKib }: Pool, when: GrowthTrigger, facts: RuleFacts): Trigger | null {
  const { pool, statistics, usedPercent } = measure;
  if (usedPercent === null) return null;
  if (usedPercent >= pool.criticalPercent) {
    return { kind: 'critical', why: `the capacity after spare is used past the critical threshold of ${pool.criticalPercent} %` };
  }
  if (isHeld(usedPercent, when.usedPercent, ref, facts)) {
    return { kind: 'used', why: `the capacity after spare is used past ${when.usedPercent} %` };
  }
  if (plannedKib !== null && plannedKib > 2 * statistics.availableKib)
    return { kind: 'volumes', why: 'thick volumes that are declared do not fit' };
  if (usedPercent < when.usedPercent - FORECAST_POINTS) return null;
  const withinMs = parseDuration(when.fullWithin ?? '');
  const forecast = forecastOf(samplesOf(ref, facts), statistics, facts.inputs.now);
  if (withinMs === null || forecast === null || forecast.leftMs > withinMs) return null;
  return { kind: 'forecast', why: `it would be full within ${when.fullWithin}, as it filled in the last hours` };
}

/** In two readings at least a minute apart, and in all between: now, and one before. */
export function isHeld(usedPercent: number | null, atLeast: number, pool: Ref, facts: RuleFacts): boolean {
  if (usedPercent === null || usedPercent < atLeast) return false;
  for (const sample of samplesOf(pool, facts).toReversed()) {
    if (sample.usedPercent < atLeast) return false;
    if (facts.inputs.now - sample.at >= APART_MS) return true;
  }
  return false;
}

export function samplesOf(pool: Ref, { inputs }: RuleFacts): readonly Sample[] {
  return inputs.memory.samples.get(pool) ?? [];
}
