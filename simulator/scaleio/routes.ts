/** The gateway's URL grammar (2.x): which call does what, and what it did to the cluster. */
import type { Call, Effect } from '../service.ts';
import { idByKey, instanceOf, listOf, relatedTo } from './objects.ts';
import { paramsOf } from './params.ts';
import type { Params } from './params.ts';
import { querySelectedStatistics, queryStatisticsOfTypes, setCapacityAlertThresholds } from './pool-calls.ts';
import { refused } from './rc.ts';
import { MAX_SESSIONS } from './sessions.ts';
import { removeVolume, snapshotVolumes } from './snapshots.ts';
import type { Pool, ScaleioState, Volume } from './state.ts';
import { poolStatistics } from './statistics.ts';
import { addMappedSdc, createVolume, removeMappedSdc, setVolumeName, setVolumeSize } from './volume-calls.ts';

export interface Done {
  readonly body: unknown;
  readonly effect: Effect;
  readonly id: string | null;
}

type VolumeCall = (state: ScaleioState, volume: Volume, params: Params, nowMs: number) => void;

const volumeCalls: { readonly [action: string]: { readonly run: VolumeCall; readonly effect: Effect } } = {
  setVolumeSize: { run: setVolumeSize, effect: 'changed' },
  setVolumeName: { run: setVolumeName, effect: 'changed' },
  addMappedSdc: { run: addMappedSdc, effect: 'attached' },
  removeMappedSdc: { run: removeMappedSdc, effect: 'detached' },
  removeVolume: { run: removeVolume, effect: 'destroyed' },
};

/** As 2.x answers an action: nothing (3.x: `{}`). */
const NO_BODY = '';

/** Null: the simulator does not know the call. Throws a Refusal. */
export function route(state: ScaleioState, call: Call, nowMs: number): Done | null {
  const [kind = '', subject = '', ...rest] = call.path.replace(/^\/api\//, '').split('/');
  if (kind === 'version' && call.method === 'GET') return seen('2.6');
  if (kind === 'types') return routeType(state, call, subject, nowMs);
  if (kind !== 'instances') return null;
  if (call.method === 'GET') return routeRead(state, splitId(subject), rest, nowMs);
  return call.method === 'POST' ? routeAction(state, call, [subject, ...rest], nowMs) : null;
}

function routeType(state: ScaleioState, call: Call, type: string, nowMs: number): Done | null {
  const params = paramsOf(call.json);
  switch (`${call.method} ${call.path.slice(`/api/types/${type}/`.length)}`) {
    case 'GET instances':
      return seenIf(listOf(state, type));
    case 'POST instances': {
      if (type !== 'Volume') return null;
      const { id } = createVolume(state, params, nowMs);
      return { body: { id }, effect: 'created', id };
    }
    case 'POST instances/action/queryIdByKey':
      return seenIf(idByKey(state, type, params));
    case 'POST instances/action/querySelectedStatistics':
      return type === 'StoragePool' ? seen(querySelectedStatistics(state, params, nowMs)) : null;
    default:
      return null;
  }
}

function routeRead(state: ScaleioState, from: { type: string; id: string } | null, rest: readonly string[], nowMs: number): Done | null {
  if (!from) return null;
  if (rest.length === 0) return seenIf(instanceOf(state, from.type, from.id));
  const [relationships, relation = ''] = rest;
  if (relationships !== 'relationships' || rest.length !== 2) return null;
  if (relation === 'Statistics') return from.type === 'StoragePool' ? seen(poolStatistics(state, poolOf(state, from.id), nowMs)) : null;
  return seenIf(relatedTo(state, from, relation));
}

function routeAction(state: ScaleioState, call: Call, path: readonly string[], nowMs: number): Done | null {
  const params = paramsOf(call.json);
  if (path.join('/') === 'querySelectedStatistics') return seen(queryStatisticsOfTypes(state, params, nowMs));
  const [subject = '', slash, action = ''] = path;
  if (slash !== 'action' || path.length !== 3) return null;
  if (/^System(::|$)/.test(subject)) return actOnSystem(state, action, { params, nowMs });
  const to = splitId(subject);
  if (to?.type === 'StoragePool') return actOnPool(poolOf(state, to.id), action, params);
  return to?.type === 'Volume' ? actOnVolume(state, to.id, action, { params, nowMs }) : null;
}

function actOnSystem(state: ScaleioState, action: string, given: { params: Params; nowMs: number }): Done | null {
  if (action === 'querySystemLimits') return seen(SYSTEM_LIMITS);
  if (action !== 'snapshotVolumes') return null;
  const body = snapshotVolumes(state, given.params, given.nowMs);
  return { body, effect: 'created', id: body.volumeIdList[0] ?? null };
}

function actOnPool(pool: Pool, action: string, params: Params): Done | null {
  if (action !== 'setCapacityAlertThresholds') return null;
  setCapacityAlertThresholds(pool, params);
  return { body: NO_BODY, effect: 'changed', id: pool.id };
}

function actOnVolume(state: ScaleioState, id: string, action: string, given: { params: Params; nowMs: number }): Done | null {
  const call = volumeCalls[action];
  if (!call) return null;
  call.run(state, volumeOf(state, id), given.params, given.nowMs);
  return { body: NO_BODY, effect: call.effect, id };
}

function splitId(subject: string): { type: string; id: string } | null {
  const [, type, id] = /^(\w+)::(.+)$/.exec(subject) ?? [];
  return type === undefined || id === undefined ? null : { type, id };
}

function poolOf(state: ScaleioState, id: string): Pool {
  const pool = state.pools.find((candidate) => candidate.id === id);
  if (!pool) throw refused('STORAGE_POOL_NOT_FOUND');
  return pool;
}

function volumeOf(state: ScaleioState, id: string): Volume {
  const volume = state.volumes.find((candidate) => candidate.id === id);
  if (!volume) throw refused('VOL_NOT_FOUND');
  return volume;
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
    { type: 'devicesPerSds', description: 'Number of devices per SDS', maxVal: '64' },
    { type: 'devicePerStoragePool', description: 'Number of devices per Storage Pool', maxVal: '300' },
  ],
};
