/**
 * The figures of a pool that came with 3.0, by the identities that hold, to the KiB, in ansible-powerflex's two pools of
 * 3.6: `net` is half, counted once; the limit for volumes is ten times what data may take, less what there is, in steps of 8 GiB.
 */
import { floorTo } from './capacity.ts';
import type { Capacity } from './capacity.ts';
import { devicesOf } from './copies.ts';
import { spSdsIdOf } from './device-body.ts';
import type { Pool } from './pool-state.ts';
import type { ScaleioState } from './state.ts';
import { VOLUME_STEP_KIB } from './volumes.ts';

/** How much more than there is may be promised to thin volumes: Cinder's bound, and what the 3.6 figures come to. */
const OVER_PROVISIONING = 10;

export function netFigures(state: ScaleioState, pool: Pool, capacity: Capacity): { readonly [key: string]: unknown } {
  const { inUseKib, thinUsedKib, thinAllocatedKib, unusedKib } = capacity;
  const maxDataKib = capacity.maxKib - capacity.spareKib;
  const addressKib = sizeOfVolumes(state, pool);
  return {
    atRestCapacityInKb: inUseKib / 2,
    maxUserDataCapacityInKb: maxDataKib,
    netMaxUserDataCapacityInKb: maxDataKib / 2,
    netUnusedCapacityInKb: unusedKib / 2,
    netCapacityInUseInKb: inUseKib / 2,
    capacityInUseNoOverheadInKb: inUseKib,
    netCapacityInUseNoOverheadInKb: inUseKib / 2,
    userDataCapacityInKb: inUseKib,
    userDataCapacityNoTrimInKb: inUseKib,
    netUserDataCapacityInKb: inUseKib / 2,
    netUserDataCapacityNoTrimInKb: inUseKib / 2,
    mgUserDdataCcapacityInKb: inUseKib,
    netMgUserDataCapacityInKb: inUseKib / 2,
    netThinUserDataCapacityInKb: thinUsedKib / 2,
    provisionedAddressesInKb: inUseKib,
    netProvisionedAddressesInKb: inUseKib / 2,
    overallUsageRatio: ratio(thinAllocatedKib, inUseKib),
    thinAndSnapshotRatio: ratio(thinAllocatedKib, thinUsedKib),
    netSnapshotCapacityInKb: capacity.snapshotKib / 2,
    compressionRatio: 1,
    aggregateCompressionLevel: 'Uncompressed',
    volumeAddressSpaceInKb: addressKib,
    vtreeAddresSpaceInKb: addressKib,
    volumeAllocationLimitInKb: Math.max(0, floorTo((OVER_PROVISIONING * maxDataKib) / 2 - addressKib, VOLUME_STEP_KIB)),
    spSdsIds: [...new Set(devicesOf(state, pool).map(spSdsIdOf))],
    ...migrationFigures(state, pool),
  };
}

function migrationFigures(state: ScaleioState, pool: Pool): { readonly [key: string]: unknown } {
  const away = [...state.migrations].filter(([, { fromPoolId }]) => fromPoolId === pool.id).map(([vtreeId]) => vtreeId);
  const here = [...state.migrations.values()].filter(({ toPoolId }) => toPoolId === pool.id);
  const volumeIds = away.flatMap((vtreeId) => [...state.volumes.inVtree(vtreeId)].map(({ id }) => id));
  return {
    migratingVtreeIds: away,
    migratingVolumeIds: volumeIds,
    numOfMigratingVtrees: away.length,
    numOfMigratingVolumes: volumeIds.length,
    numOfOutgoingMigrations: away.length,
    numOfIncomingVtreeMigrations: here.length,
  };
}

function sizeOfVolumes(state: ScaleioState, pool: Pool): number {
  const { thickKib, thinKib } = state.volumes.totals(pool.id);
  return thickKib + thinKib;
}

/** A text when nothing has been written. */
function ratio(promisedKib: number, usedKib: number): number | 'Infinity' {
  return usedKib === 0 ? 'Infinity' : Number((promisedKib / usedKib).toFixed(5));
}
