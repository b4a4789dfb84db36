/** The statistics that a client selects. */
import { found } from './objects.ts';
import { missing, oneOf } from './params.ts';
import type { Params } from './params.ts';
import { invalid } from './rc.ts';
import type { ScaleioState } from './state.ts';
import { poolStatistics } from './statistics.ts';

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
