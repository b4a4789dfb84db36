/** The gateway's URL grammar, the half of it that changes nothing. */
import type { Call } from '../service.ts';
import { mdmClusterAsked } from './mdm-cluster.ts';
import { idByKey, instanceOf, listOf, relatedTo, selectedOf } from './objects.ts';
import { paramsOf, textsOf } from './params.ts';
import { has, shortVersion } from './profile.ts';
import { refused } from './rc.ts';
import type { ScaleioState } from './state.ts';
import { querySelectedStatistics, queryStatisticsOfTypes, statisticsOf } from './statistic-queries.ts';
import { systemLimits } from './system-limits.ts';

/** Null: this is no read that the simulator knows. Throws a Refusal. */
export function readOf(state: ScaleioState, call: Call): unknown {
  const path = call.path.replace(/^\/api\//, '');
  if (call.method === 'POST') return queryOf(state, path, call);
  if (call.method !== 'GET') return null;
  if (path === 'version') return shortVersion(state.version);
  if (path === 'instances') return has(state.version, 'everything') ? everything(state) : null;
  const [, type = '', rest = ''] = /^types\/(\w+)\/instances(?:\/(.+))?$/.exec(path) ?? [];
  if (type !== '') return rest === '' ? listOf(state, type) : idByName(state, type, rest);
  const [, from, id, relation] = /^instances\/(\w+)::([^/]+)(?:\/relationships\/(\w+))?$/.exec(path) ?? [];
  return from === undefined || id === undefined ? null : readInstance(state, { type: from, id }, relation);
}

function readInstance(state: ScaleioState, from: { readonly type: string; readonly id: string }, relation: string | undefined): unknown {
  if (relation === undefined) return instanceOf(state, from.type, from.id);
  return relation === 'Statistics' ? statisticsOf(state, from.type, from.id) : relatedTo(state, from, relation);
}

function queryOf(state: ScaleioState, path: string, call: Call): unknown {
  const params = paramsOf(call.json);
  if (path === 'instances/querySelectedStatistics') return queryStatisticsOfTypes(state, params);
  if (/^instances\/System(::\w+)?(\/action)?\/queryMdmCluster$/.test(path)) return mdmClusterAsked(state);
  if (/^instances\/System(::\w+)?\/action\/querySystemLimits$/.test(path)) return systemLimits(state.version);
  const [, type = '', query] = /^types\/(\w+)\/instances\/action\/(\w+)$/.exec(path) ?? [];
  switch (query) {
    case 'queryIdByKey':
      return idByKey(state, type, params);
    case 'queryBySelectedIds':
      return selectedOf(state, type, textsOf(params, 'ids'));
    case 'querySelectedStatistics':
      return querySelectedStatistics(state, type, params);
    default:
      return null;
  }
}

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
