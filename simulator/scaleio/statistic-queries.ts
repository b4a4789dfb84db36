/** Asking for statistics: of one object all of them, of many those that are named. */
import { found } from './objects.ts';
import { missing, required, textsOf } from './params.ts';
import type { Params } from './params.ts';
import { invalid } from './rc.ts';
import type { ScaleioState } from './state.ts';
import { poolStatistics } from './statistics.ts';
import type { Figures } from './statistics.ts';
import { sdcStatistics, systemStatistics, volumeStatistics } from './object-statistics.ts';

interface Counted {
  readonly ids: (state: ScaleioState) => readonly string[];
  /** Throws a Refusal when there is no such object. */
  readonly of: (state: ScaleioState, id: string) => Figures;
}

const COUNTED: { readonly [type: string]: Counted } = {
  System: { ids: ({ system }) => [system.id], of: (state, id) => (found([state.system], id, 'NOT_FOUND'), systemStatistics(state)) },
  StoragePool: {
    ids: ({ pools }) => pools.map(({ id }) => id),
    of: (state, id) => poolStatistics(state, found(state.pools, id, 'STORAGE_POOL_NOT_FOUND')),
  },
  Sdc: {
    ids: ({ sdcs }) => sdcs.map(({ id }) => id),
    of: (state, id) => sdcStatistics(state, found(state.sdcs, id, 'INI_NOT_FOUND')),
  },
  Volume: {
    ids: ({ volumes }) => [...volumes].map(({ id }) => id),
    of: (state, id) => volumeStatistics(state, found(state.volumes, id, 'VOL_NOT_FOUND')),
  },
};

/** Null: the simulator counts nothing of this type. */
export function statisticsOf(state: ScaleioState, type: string, id: string): Figures | null {
  return COUNTED[type]?.of(state, id) ?? null;
}

/** `{id: {property: value}}`; a property that this version does not have is refused (how exactly is assumed). */
export function querySelectedStatistics(state: ScaleioState, type: string, params: Params): { readonly [id: string]: object } | null {
  const counted = COUNTED[type];
  if (!counted) return null;
  const properties = textsOf(params, 'properties');
  // Of the system, which is one, neither has to be said (netdata).
  const isAll = 'allIds' in params || (type === 'System' && !('ids' in params));
  const ids = isAll ? counted.ids(state) : textsOf(params, 'ids');
  return Object.fromEntries(ids.map((id) => [id, pick(counted.of(state, id), properties)]));
}

/** `{selectedStatisticsList: [{type, ids | allIds, properties}]}`; of the system, which is one, without its id. */
export function queryStatisticsOfTypes(state: ScaleioState, params: Params): object | null {
  const queries = params['selectedStatisticsList'];
  if (!Array.isArray(queries)) throw missing('selectedStatisticsList');
  const answers = (queries as Params[]).map((query) => {
    const type = required(query, 'type');
    const byId = querySelectedStatistics(state, type, query);
    return [type, byId && type === 'System' ? Object.values(byId)[0] : byId] as const;
  });
  return answers.some(([, figures]) => figures === null) ? null : Object.fromEntries(answers);
}

function pick(figures: Figures, properties: readonly string[]): object {
  const unknown = properties.find((property) => !(property in figures));
  if (unknown !== undefined) throw invalid(`The property ${unknown} is not supported.`);
  return Object.fromEntries(properties.map((property) => [property, figures[property]]));
}
