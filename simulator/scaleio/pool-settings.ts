/** Storage pools: making and removing them, and each of their settings. */
import { capacityOf, spareOf } from './capacity.ts';
import { devicesOf } from './copies.ts';
import { checkFree } from './names.ts';
import { found } from './objects.ts';
import { flag, oneOf, optional, required, wholeNumber } from './params.ts';
import type { Params } from './params.ts';
import { newPool } from './pool-state.ts';
import type { MediaType, MovePolicy, Pool } from './pool-state.ts';
import { has } from './profile.ts';
import { refused, unknownAction } from './rc.ts';
import { nextSlot } from './start.ts';
import type { ScaleioState } from './state.ts';

type Setting = (state: ScaleioState, pool: Pool, params: Params) => void;

const POLICIES = ['unlimited', 'limitNumOfConcurrentIos', 'favorAppIos', 'dynamicBwThrottling'];
const WRITES = ['Cached', 'Passthrough'] as const;
/** querySystemLimits does not bound these; goscaleio's comments do. */
const CONCURRENT_IOS = { min: 1, max: 20 };
/** Of rebuild and rebalance together, on a device; assumed. */
const JOBS = { min: 1, max: 10 };
const BANDWIDTH_KIBPS = { min: 1024, max: 1_048_576 };

export function createPool(state: ScaleioState, params: Params): Pool {
  const domain = found(state.domains, required(params, 'protectionDomainId'), 'FD_NOT_FOUND');
  const name = required(params, 'name');
  checkFree(name, poolsIn(state, domain.id), { rc: 'STORAGE_POOL_NAME_ALREADY_EXISTS' });
  const settings = {
    mediaType: has(state.version, 'mediaType') ? oneOf(params, 'mediaType', ['HDD', 'SSD'] as const) : null,
    ...(isGiven(params, 'sparePercentage') && { sparePercentage: spareIn(params) }),
    ...(isGiven(params, 'rebuildEnabled') && { rebuildEnabled: flag(params, 'rebuildEnabled') }),
    ...(isGiven(params, 'rebalanceEnabled') && { rebalanceEnabled: flag(params, 'rebalanceEnabled') }),
    ...(isGiven(params, 'zeroPaddingEnabled') && { zeroPadding: flag(params, 'zeroPaddingEnabled') }),
    ...(isGiven(params, 'checksumEnabled') && { checksumEnabled: flag(params, 'checksumEnabled') }),
    ...(isGiven(params, 'useRmcache') && { useRmcache: flag(params, 'useRmcache') }),
    ...(isGiven(params, 'useRfcache') && { useRfcache: flag(params, 'useRfcache') }),
    ...(isGiven(params, 'rmcacheWriteHandlingMode') && { rmcacheWriteHandling: oneOf(params, 'rmcacheWriteHandlingMode', WRITES) }),
  };
  const id = state.ids.next('StoragePool', nextSlot(state.pools));
  const pool = newPool({ id, name, domainId: domain.id, ...settings });
  state.pools = [...state.pools, pool];
  return pool;
}

export function removeStoragePool(state: ScaleioState, pool: Pool): void {
  if (state.volumes.inPool(pool.id).size > 0) throw refused('STORAGE_POOL_HAS_VOLS');
  if (devicesOf(state, pool).length > 0) throw refused('STORAGE_POOL_HAS_DEVS');
  if ([...state.migrations.values()].some(({ toPoolId }) => toPoolId === pool.id)) throw refused('MIGRATION_IN_PROGRESS');
  state.pools = state.pools.filter((other) => other !== pool);
}

/** Action -> what it does; all of them answer nothing. */
export const POOL_SETTINGS: Readonly<Record<string, Setting>> = {
  setStoragePoolName(state, pool, params) {
    const name = required(params, 'name');
    checkFree(name, poolsIn(state, pool.domainId), { rc: 'STORAGE_POOL_NAME_ALREADY_EXISTS', own: pool });
    pool.name = name;
  },
  setCapacityAlertThresholds,
  setSparePercentage,
  setRebuildEnabled: (_, pool, params) => void (pool.rebuildEnabled = requiredFlag(params, 'rebuildEnabled')),
  setRebalanceEnabled: (_, pool, params) => void (pool.rebalanceEnabled = requiredFlag(params, 'rebalanceEnabled')),
  setRebuildIoPriorityPolicy: (_, pool, params) => void (pool.rebuildPolicy = policyIn(params, pool.rebuildPolicy)),
  setRebalanceIoPriorityPolicy: (_, pool, params) => void (pool.rebalancePolicy = policyIn(params, pool.rebalancePolicy)),
  setRebuildRebalanceParallelism: (_, pool, params) => void (pool.parallelJobs = numberIn(params, 'limit', JOBS)),
  setZeroPaddingPolicy(state, pool, params) {
    const zeroPadding = requiredFlag(params, 'zeroPadEnabled');
    if (devicesOf(state, pool).length > 0) throw refused('NOT_ALLOWED_IN_SP_WITH_DEVS');
    pool.zeroPadding = zeroPadding;
  },
  setChecksumEnabled: (_, pool, params) => void (pool.checksumEnabled = requiredFlag(params, 'checksumEnabled')),
  setUseRmcache: (_, pool, params) => void (pool.useRmcache = requiredFlag(params, 'useRmcache')),
  setRmcacheWriteHandlingMode(_, pool, params) {
    pool.rmcacheWriteHandling = oneOf(params, 'rmcacheWriteHandlingMode', WRITES);
  },
  enableRfcache: (_, pool) => void (pool.useRfcache = true),
  disableRfcache: (_, pool) => void (pool.useRfcache = false),
  setMediaType,
};

/** The request's keys end in Percent, the object's do not. One may be left out. */
function setCapacityAlertThresholds(_: ScaleioState, pool: Pool, params: Params): void {
  const high = percentOf(params, 'capacityAlertHighThresholdPercent') ?? pool.highThreshold;
  const critical = percentOf(params, 'capacityAlertCriticalThresholdPercent') ?? pool.criticalThreshold;
  if (high >= critical) throw refused('BAD_THRESHOLD_MATCH');
  pool.highThreshold = high;
  pool.criticalThreshold = critical;
}

/** Refused when what is in use does not leave that much. */
function setSparePercentage(state: ScaleioState, pool: Pool, params: Params): void {
  const percent = spareIn(params);
  const { maxKib, inUseKib } = capacityOf(state, pool);
  if (inUseKib > maxKib - spareOf(maxKib, percent)) throw refused('NO_SPARES');
  pool.sparePercentage = percent;
}

/** Devices of another kind are in the way, unless it is for a time: Transitional takes all. */
function setMediaType(state: ScaleioState, pool: Pool, params: Params): void {
  if (!has(state.version, 'mediaType')) throw unknownAction('setMediaType');
  const mediaType = oneOf<MediaType>(params, 'mediaType', ['HDD', 'SSD', 'Transitional']);
  const devices = devicesOf(state, pool);
  const isOther = devices.some((device) => device.mediaType !== mediaType);
  if (mediaType !== 'Transitional' && isOther && !flag(params, 'overrideDeviceConfiguration')) throw refused('MEDIA_TYPE_MISMATCH');
  pool.mediaType = mediaType;
}

function policyIn(params: Params, now: MovePolicy): MovePolicy {
  const ios = 'numOfConcurrentIosPerDevice';
  const bandwidth = 'bwLimitPerDeviceInKbps';
  return {
    policy: oneOf(params, 'policy', POLICIES),
    concurrentIos: isGiven(params, ios) ? numberIn(params, ios, CONCURRENT_IOS) : now.concurrentIos,
    bandwidthKibps: isGiven(params, bandwidth) ? numberIn(params, bandwidth, BANDWIDTH_KIBPS) : now.bandwidthKibps,
  };
}

function poolsIn(state: ScaleioState, domainId: string): readonly Pool[] {
  return state.pools.filter((pool) => pool.domainId === domainId);
}

function spareIn(params: Params): number {
  const percent = wholeNumber(required(params, 'sparePercentage'), 'sparePercentage');
  if (percent > 99) throw refused('INVALID_SPARE_PERCENTAGE');
  return percent;
}

function percentOf(params: Params, name: string): number | null {
  const text = optional(params, name);
  if (text === null) return null;
  const percent = wholeNumber(text, name);
  if (percent > 100) throw refused('BAD_THRESHOLD_VALUE');
  return percent;
}

function numberIn(params: Params, name: string, { min, max }: { readonly min: number; readonly max: number }): number {
  const number = wholeNumber(required(params, name), name);
  if (number < min || number > max) throw refused('PARAMETER_OUT_OF_RANGE');
  return number;
}

function requiredFlag(params: Params, name: string): boolean {
  required(params, name);
  return flag(params, name);
}

function isGiven(params: Params, name: string): boolean {
  return optional(params, name) !== null;
}
