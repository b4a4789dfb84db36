/** What can be asked of storage pools, beyond reading them. */
import { capacityOf, spareOf } from './capacity.ts';
import { found } from './objects.ts';
import { flag, missing, oneOf, optional, required, wholeNumber } from './params.ts';
import type { Params } from './params.ts';
import { invalid, refused } from './rc.ts';
import type { Pool } from './pool-state.ts';
import type { ScaleioState } from './state.ts';
import { poolStatistics } from './statistics.ts';

/** The request's keys end in Percent, the object's do not. One may be left out. */
export function setCapacityAlertThresholds(_: ScaleioState, pool: Pool, params: Params): void {
  const high = percentOf(params, 'capacityAlertHighThresholdPercent') ?? pool.highThreshold;
  const critical = percentOf(params, 'capacityAlertCriticalThresholdPercent') ?? pool.criticalThreshold;
  if (high >= critical) throw refused('BAD_THRESHOLD_MATCH');
  pool.highThreshold = high;
  pool.criticalThreshold = critical;
}

/** Refused when what is in use does not leave that much. */
export function setSparePercentage(state: ScaleioState, pool: Pool, params: Params): void {
  const percent = wholeNumber(required(params, 'sparePercentage'), 'sparePercentage');
  if (percent > 99) throw refused('INVALID_SPARE_PERCENTAGE');
  const { maxKib, inUseKib } = capacityOf(state, pool);
  if (inUseKib > maxKib - spareOf(maxKib, percent)) throw refused('NO_SPARES');
  pool.sparePercentage = percent;
}

export function setRebalanceEnabled(_: ScaleioState, pool: Pool, params: Params): void {
  required(params, 'rebalanceEnabled');
  pool.rebalanceEnabled = flag(params, 'rebalanceEnabled');
}

/** `{id: {property: value}}`; a property that this version does not have is refused (how exactly is assumed). */
export function querySelectedStatistics(state: ScaleioState, params: Params): { readonly [id: string]: object } {
  const properties = stringsOf(params, 'properties');
  const ids = 'allIds' in params ? state.pools.map(({ id }) => id) : stringsOf(params, 'ids');
  const chosen = ids.map((id) => {
    const pool = found(state.pools, id, 'STORAGE_POOL_NOT_FOUND');
    return [id, pick(poolStatistics(state, pool), properties)] as const;
  });
  return Object.fromEntries(chosen);
}

/** `{selectedStatisticsList: [{type, ids | allIds, properties}]}`, of pools only. */
export function queryStatisticsOfTypes(state: ScaleioState, params: Params): object {
  const queries = params['selectedStatisticsList'];
  if (!Array.isArray(queries)) throw missing('selectedStatisticsList');
  const answers = (queries as Params[]).map((query) => {
    return [oneOf(query, 'type', ['StoragePool']), querySelectedStatistics(state, query)] as const;
  });
  return Object.fromEntries(answers);
}

function pick(statistics: { readonly [key: string]: unknown }, properties: readonly string[]): object {
  const unknown = properties.find((property) => !(property in statistics));
  if (unknown !== undefined) throw invalid(`The property ${unknown} is not supported.`);
  return Object.fromEntries(properties.map((property) => [property, statistics[property]]));
}

function stringsOf(params: Params, name: string): readonly string[] {
  const value = params[name];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw missing(name);
}

function percentOf(params: Params, name: string): number | null {
  const text = optional(params, name);
  if (text === null) return null;
  const percent = wholeNumber(text, name);
  if (percent > 100) throw refused('BAD_THRESHOLD_VALUE');
  return percent;
}
