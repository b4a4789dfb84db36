/** The figures of a pool: a few of the many that its Statistics object has. */
import type { Kib } from '../../../units.ts';
import type { PoolStatistics } from '../types.ts';
import { isObject } from './answers.ts';
import type { JsonObject } from './answers.ts';
import { kib, number } from './fields.ts';

/** Forward: a copy was lost; backward: it is back, but behind. */
const REBUILD_FIELDS = [
  'activeFwdRebuildCapacityInKb',
  'pendingFwdRebuildCapacityInKb',
  'activeBckRebuildCapacityInKb',
  'pendingBckRebuildCapacityInKb',
];
const NORM_REBUILD_FIELDS = ['activeNormRebuildCapacityInKb', 'pendingNormRebuildCapacityInKb'];
/** What is read to be copied; the same is written elsewhere, which would count it twice. */
const REBUILD_RATES = ['fwdRebuildReadBwc', 'bckRebuildReadBwc', 'normRebuildReadBwc'];
/** Versions have the one, the other, or both (Cinder asks for both). */
const THIN_ALLOCATED = 'thinCapacityAllocatedInKb';
const MISSPELT_THIN_ALLOCATED = 'thinCapacityAllocatedInKm';
const REBALANCE_FIELDS = ['activeRebalanceCapacityInKb', 'pendingRebalanceCapacityInKb'];

export function decodeStatistics(object: JsonObject, what: string): PoolStatistics {
  return {
    deviceCount: decodeDeviceCount(object, what),
    maxKib: kib(object['maxCapacityInKb'], 'maxCapacityInKb', what),
    spareKib: kib(object['spareCapacityInKb'], 'spareCapacityInKb', what),
    inUseKib: kib(object['capacityInUseInKb'], 'capacityInUseInKb', what),
    degradedKib: kib(object['degradedFailedCapacityInKb'], 'degradedFailedCapacityInKb', what),
    failedKib: kib(object['failedCapacityInKb'], 'failedCapacityInKb', what),
    unreachableUnusedKib: kib(object['unreachableUnusedCapacityInKb'], 'unreachableUnusedCapacityInKb', what),
    rebuildKib: sumOf(rebuildFields(object), object, what),
    rebalanceKib: sumOf(REBALANCE_FIELDS, object, what),
    availableKib: kib(object['capacityAvailableForVolumeAllocationInKb'], 'capacityAvailableForVolumeAllocationInKb', what),
    thickKib: kib(object['thickCapacityInUseInKb'], 'thickCapacityInUseInKb', what),
    thinAllocatedKib: kib(
      object[THIN_ALLOCATED in object ? THIN_ALLOCATED : MISSPELT_THIN_ALLOCATED],
      THIN_ALLOCATED in object ? THIN_ALLOCATED : MISSPELT_THIN_ALLOCATED,
      what,
    ),
    rebuildKibps: REBUILD_RATES.reduce((total, field) => total + kibps(object, field), 0),
    rebalanceKibps: kibps(object, 'rebalanceReadBwc'),
  };
}

/** How many devices a pool counts, from its statistics: what a list of devices is held against. */
export function decodeDeviceCount(object: JsonObject, what: string): number {
  return number(object['numOfDevices'], 'numOfDevices', what);
}

/** Clients of 2.0 know no norm rebuild (goscaleio Statistics), dumps from 2.5 on have both of its fields. */
function rebuildFields(object: JsonObject): readonly string[] {
  return NORM_REBUILD_FIELDS.some((field) => field in object) ? [...REBUILD_FIELDS, ...NORM_REBUILD_FIELDS] : REBUILD_FIELDS;
}

/** Of a counter over a window of some seconds; 0 where there is none, or nothing in it: it tells only how long something may take. */
function kibps(object: JsonObject, field: string): number {
  const counter = object[field];
  if (!isObject(counter)) return 0;
  const { totalWeightInKb, numSeconds } = counter;
  if (typeof totalWeightInKb !== 'number' || typeof numSeconds !== 'number' || numSeconds === 0) return 0;
  return totalWeightInKb / numSeconds;
}

function sumOf(fields: readonly string[], object: JsonObject, what: string): Kib {
  return fields.reduce((total, field) => total + kib(object[field], field, what), 0) as Kib;
}
