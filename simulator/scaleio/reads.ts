/** The gateway's URL grammar, the half of it that changes nothing. */
import type { Call } from '../service.ts';
import { mdmClusterAsked } from './mdm-cluster.ts';
import { idByKey, instanceOf, listOf, relatedTo, selectedOf } from './objects.ts';
import { paramsOf, textsOf } from './params.ts';
import type { Params } from './params.ts';
import { has, shortVersion } from './profile.ts';
import { absent, refused } from './rc.ts';
import type { ScaleioState } from './state.ts';
import { querySelectedStatistics, queryStatisticsOfTypes, statisticsOf } from './statistic-queries.ts';
import { systemLimits } from './system-limits.ts';

/** Null: this is no read that the simulator knows. Throws a Refusal. */
export function readOf(state: ScaleioState, call: Call): unknown {
  const path = call.path.replace(/^\/api\//, '');
  if (call.method === 'POST') return queryOf(state, path, paramsOf(call.json));
  if (call.method !== 'GET') return null;
  if (path === 'version') return shortVersion(state.version);
  if (call.path === '/api/instances') return everything(state);
  return path.startsWith('types/') ? readType(state, path) : readInstance(state, path);
}

function readType(state: ScaleioState, path: string): unknown {
  const [, type, rest] = /^types\/(\w+)\/instances(?:\/(.+))?$/.exec(path) ?? [];
  if (type === undefined) return null;
  return rest === undefined ? listOf(state, type) : idByName(state, type, rest);
}

function readInstance(state: ScaleioState, path: string): unknown {
  const [, type, id, relation] = /^instances\/(\w+)::([^/]+)(?:\/relationships\/(\w+))?$/.exec(path) ?? [];
  if (type === undefined || id === undefined) return null;
  if (relation === undefined) return instanceOf(state, type, id);
  return relation === 'Statistics' ? statisticsOf(state, type, id) : relatedTo(state, { type, id }, relation);
}

function queryOf(state: ScaleioState, path: string, params: Params): unknown {
  if (path === 'instances/querySelectedStatistics') return queryStatisticsOfTypes(state, params);
  if (/^instances\/System(::\w+)?(\/action)?\/queryMdmCluster$/.test(path)) return mdmClusterAsked(state);
  if (/^instances\/System(::\w+)?\/action\/querySystemLimits$/.test(path)) return systemLimits(state.version);
  const [, type = '', name = ''] = /^types\/(\w+)\/instances\/action\/(\w+)$/.exec(path) ?? [];
  return QUERIES[name]?.(state, type, params) ?? null;
}

const QUERIES: { readonly [name: string]: (state: ScaleioState, type: string, params: Params) => unknown } = {
  queryIdByKey: idByKey,
  queryBySelectedIds: (state, type, params) => selectedOf(state, type, textsOf(params, 'ids')),
  querySelectedStatistics,
};

/** `types/Domain/instances/getByName::{name}`, `types/Pool/instances/getByName::{domain id},{name}` (Cinder's driver). */
function idByName(state: ScaleioState, type: string, rest: string): string | null {
  const [, name = ''] = /^getByName::(.+)$/.exec(rest) ?? [];
  if (type === 'Domain') return named(state.domains, name);
  const [domainId, poolName] = name.split(',');
  return type === 'Pool'
    ? named(
        state.pools.filter((pool) => pool.domainId === domainId),
        poolName ?? '',
      )
    : null;
}

function named(items: readonly { readonly id: string; readonly name: string }[], name: string): string {
  const item = items.find((one) => one.name === name);
  if (!item) throw refused('NOT_FOUND');
  return item.id;
}

function everything(state: ScaleioState): object {
  if (!has(state.version, 'everything')) throw absent('/api/instances');
  return {
    System: instanceOf(state, 'System', state.system.id),
    deviceList: listOf(state, 'Device'),
    faultSetList: listOf(state, 'FaultSet'),
    protectionDomainList: listOf(state, 'ProtectionDomain'),
    rfcacheDeviceList: listOf(state, 'RfcacheDevice'),
    sdcList: listOf(state, 'Sdc'),
    sdsList: listOf(state, 'Sds'),
    storagePoolList: listOf(state, 'StoragePool'),
    vTreeList: listOf(state, 'VTree'),
    volumeList: listOf(state, 'Volume'),
    isDirty: false,
    sessionTag: 0,
  };
}
