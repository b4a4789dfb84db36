/** The Statistics object of a pool, all of it, as each version has it: 127 keys in 2.6, 216 in 3.6. */
import { bandwidthFigures, NO_BANDWIDTH } from './bandwidth.ts';
import { capacityOf } from './capacity.ts';
import type { Capacity } from './capacity.ts';
import { devicesOf } from './copies.ts';
import { movementOf } from './movement.ts';
import { movementFigures } from './movement-figures.ts';
import { netFigures } from './net-figures.ts';
import type { Pool } from './pool-state.ts';
import { has, hasThinAllocatedInKm } from './profile.ts';
import type { ScaleioState } from './state.ts';
import { bandwidthCounters, idleCounters } from './statistic-names.ts';
import type { Volume } from './volumes.ts';

export type Figures = { readonly [key: string]: unknown };

export function poolStatistics(state: ScaleioState, pool: Pool): Figures {
  const capacity = capacityOf(state, pool);
  const movement = movementOf(state, pool);
  return {
    ...Object.fromEntries(idleCounters(state.version).map((key) => [key, 0])),
    ...Object.fromEntries(bandwidthCounters(state.version).map((key) => [key, NO_BANDWIDTH])),
    ...capacityFigures(capacity),
    ...thinFigures(state.version, capacity),
    ...movementFigures(movement),
    ...bandwidthFigures(movement),
    ...contents(state, pool),
    ...(has(state.version, 'usageState') ? { snapshotCapacityInKb: capacity.snapshotKib } : {}),
    ...(has(state.version, 'netCapacity') ? netFigures(state, pool, capacity) : {}),
  };
}

function capacityFigures(capacity: Capacity): Figures {
  return {
    maxCapacityInKb: capacity.maxKib,
    capacityLimitInKb: capacity.maxKib - capacity.decreasedKib,
    spareCapacityInKb: capacity.spareKib,
    capacityInUseInKb: capacity.inUseKib,
    unusedCapacityInKb: capacity.unusedKib,
    capacityAvailableForVolumeAllocationInKb: capacity.availableKib,
    thickCapacityInUseInKb: capacity.thickKib,
    atRestCapacityInKb: capacity.inUseKib,
    protectedCapacityInKb: capacity.inUseKib - 2 * capacity.degradedKib - 2 * capacity.maintenanceKib - capacity.failedKib,
    inMaintenanceCapacityInKb: 2 * capacity.maintenanceKib,
    snapCapacityInUseInKb: capacity.snapshotKib,
    snapCapacityInUseOccupiedInKb: capacity.snapshotKib,
    degradedHealthyCapacityInKb: capacity.degradedKib,
    degradedFailedCapacityInKb: capacity.degradedKib,
    failedCapacityInKb: capacity.failedKib,
    unreachableUnusedCapacityInKb: capacity.unreachableUnusedKib,
  };
}

/** With thinUserDataCapacityInKb, thinCapacityInUseInKb stays 0 however much is written (ansible-powerflex, 3.6). */
function thinFigures(version: string, { thinAllocatedKib, thinUsedKib }: Capacity): Figures {
  return {
    thinCapacityInUseInKb: has(version, 'thinUserData') ? 0 : thinUsedKib,
    ...(has(version, 'thinUserData') ? { thinUserDataCapacityInKb: thinUsedKib } : {}),
    ...(has(version, 'thinAllocatedInKb') ? { thinCapacityAllocatedInKb: thinAllocatedKib } : {}),
    ...(hasThinAllocatedInKm(version) ? { thinCapacityAllocatedInKm: thinAllocatedKib } : {}),
  };
}

function contents(state: ScaleioState, pool: Pool): Figures {
  const volumes = [...state.volumes.inPool(pool.id)];
  const devices = devicesOf(state, pool);
  const { thickKib, thinKib } = state.volumes.totals(pool.id);
  const count = (wanted: (volume: Volume) => boolean): number => volumes.filter(wanted).length;
  const vtreeIds = [...new Set(volumes.map(({ vtreeId }) => vtreeId))];
  return {
    primaryVacInKb: thickKib + thinKib,
    secondaryVacInKb: thickKib + thinKib,
    inUseVacInKb: 2 * (thickKib + thinKib),
    protectedVacInKb: 2 * (thickKib + thinKib),
    numOfDevices: devices.length,
    numOfVolumes: volumes.length,
    numOfSnapshots: count(({ type }) => type === 'Snapshot'),
    numOfVtrees: vtreeIds.length,
    numOfUnmappedVolumes: count(({ mappings }) => mappings.size === 0),
    numOfThickBaseVolumes: count(({ type }) => type === 'ThickProvisioned'),
    numOfThinBaseVolumes: count(({ type }) => type === 'ThinProvisioned'),
    deviceIds: devices.map(({ id }) => id),
    volumeIds: volumes.map(({ id }) => id),
    vtreeIds,
  };
}
