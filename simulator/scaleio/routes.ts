/** The gateway's URL grammar (2.x): which call does what, and what it did to the cluster. */
import type { Call, Effect } from '../service.ts';
import { actionOn } from './actions.ts';
import { addDevice, MAX_DEVICES } from './device-calls.ts';
import { createDomain, createFaultSet } from './domain-calls.ts';
import { found, idByKey, instanceOf, listOf, relatedTo } from './objects.ts';
import { paramsOf } from './params.ts';
import type { Params } from './params.ts';
import { querySelectedStatistics, queryStatisticsOfTypes } from './pool-calls.ts';
import { createPool } from './pool-settings.ts';
import { MAX_SESSIONS } from './sessions.ts';
import { snapshotVolumes } from './snapshots.ts';
import type { ScaleioState } from './state.ts';
import { poolStatistics } from './statistics.ts';
import { createVolume } from './volume-calls.ts';

export interface Done {
  readonly body: unknown;
  readonly effect: Effect;
  readonly id: string | null;
}

type Create = (state: ScaleioState, params: Params) => { readonly id: string };

const creates: ReadonlyMap<string, Create> = new Map<string, Create>([
  ['ProtectionDomain', createDomain],
  ['FaultSet', createFaultSet],
  ['StoragePool', createPool],
  ['Volume', createVolume],
  ['Device', addDevice],
]);

/** As 2.x answers an action: nothing (3.x: `{}`). */
const NO_BODY = '';

/** Null: the simulator does not know the call. Throws a Refusal. */
export function route(state: ScaleioState, call: Call): Done | null {
  const [kind = '', subject = '', ...rest] = call.path.replace(/^\/api\//, '').split('/');
  if (kind === 'version' && call.method === 'GET') return seen('2.6');
  if (kind === 'types') return routeType(state, call, subject);
  if (kind !== 'instances') return null;
  if (call.method === 'GET') return routeRead(state, splitId(subject), rest);
  return call.method === 'POST' ? routeAction(state, call, [subject, ...rest]) : null;
}

function routeType(state: ScaleioState, call: Call, type: string): Done | null {
  const params = paramsOf(call.json);
  switch (`${call.method} ${call.path.slice(`/api/types/${type}/`.length)}`) {
    case 'GET instances':
      return seenIf(listOf(state, type));
    case 'POST instances': {
      const made = creates.get(type)?.(state, params);
      return made === undefined ? null : { body: { id: made.id }, effect: 'created', id: made.id };
    }
    case 'POST instances/action/queryIdByKey':
      return seenIf(idByKey(state, type, params));
    case 'POST instances/action/querySelectedStatistics':
      return type === 'StoragePool' ? seen(querySelectedStatistics(state, params)) : null;
    default:
      return null;
  }
}

function routeRead(state: ScaleioState, from: { type: string; id: string } | null, rest: readonly string[]): Done | null {
  if (!from) return null;
  if (rest.length === 0) return seenIf(instanceOf(state, from.type, from.id));
  const [relationships, relation = ''] = rest;
  if (relationships !== 'relationships' || rest.length !== 2) return null;
  if (relation !== 'Statistics') return seenIf(relatedTo(state, from, relation));
  return from.type === 'StoragePool' ? seen(poolStatistics(state, found(state.pools, from.id, 'STORAGE_POOL_NOT_FOUND'))) : null;
}

function routeAction(state: ScaleioState, call: Call, path: readonly string[]): Done | null {
  const params = paramsOf(call.json);
  if (path.join('/') === 'querySelectedStatistics') return seen(queryStatisticsOfTypes(state, params));
  const [subject = '', slash, name = ''] = path;
  if (slash !== 'action' || path.length !== 3) return null;
  if (/^System(::|$)/.test(subject)) return actOnSystem(state, name, params);
  const to = splitId(subject);
  const action = to && actionOn(to.type, name);
  if (!action) return null;
  action.run(state, to.id, params);
  return { body: NO_BODY, effect: action.effect, id: to.id };
}

function actOnSystem(state: ScaleioState, action: string, params: Params): Done | null {
  if (action === 'querySystemLimits') return seen(SYSTEM_LIMITS);
  if (action !== 'snapshotVolumes') return null;
  const body = snapshotVolumes(state, params);
  return { body, effect: 'created', id: body.volumeIdList[0] ?? null };
}

function splitId(subject: string): { type: string; id: string } | null {
  const [, type, id] = /^(\w+)::(.+)$/.exec(subject) ?? [];
  return type === undefined || id === undefined ? null : { type, id };
}

function seen(body: unknown): Done {
  return { body, effect: 'none', id: null };
}

function seenIf(body: unknown): Done | null {
  return body === null ? null : seen(body);
}

/** Those that something here enforces, or that bound the pool; as strings, as the MDM answers them. */
const SYSTEM_LIMITS = {
  systemLimitEntryList: [
    { type: 'volumeSizeGb', description: 'Volume size in GB', maxVal: '1048576', minVal: '8' },
    { type: 'sessions', description: 'Number of sessions', maxVal: String(MAX_SESSIONS) },
    { type: 'devicesPerSds', description: 'Number of devices per SDS', maxVal: String(MAX_DEVICES.perSds) },
    { type: 'devicePerStoragePool', description: 'Number of devices per Storage Pool', maxVal: String(MAX_DEVICES.perPool) },
  ],
};
