/** The Statistics object of a pool, all of it: a 2.6 gateway's 127 keys, its typos included. */
import { capacityOf, volumesOf } from './capacity.ts';
import type { Capacity } from './capacity.ts';
import { devicesOf } from './copies.ts';
import { movementOf } from './movement.ts';
import type { Movement } from './movement.ts';
import type { Pool, ScaleioState, Volume } from './state.ts';

type Body = { readonly [key: string]: unknown };

/** Counted by a real gateway; nothing in this world moves them. */
const IDLE = `
  activeMovingInBckRebuildJobs activeMovingInFwdRebuildJobs activeMovingInNormRebuildJobs
  activeMovingInRebalanceJobs activeMovingOutBckRebuildJobs activeMovingOutFwdRebuildJobs activeMovingOutNormRebuildJobs
  activeMovingRebalanceJobs activeNormRebuildCapacityInKb BackgroundScanCompareCount BackgroundScannedInMB
  degradedFailedVacInKb degradedHealthyVacInKb failedVacInKb fixedReadErrorCount inMaintenanceCapacityInKb inMaintenanceVacInKb
  normRebuildCapacityInKb numOfMappedToAllVolumes numOfVolumesInDeletion 
  pendingMovingInBckRebuildJobs pendingMovingInFwdRebuildJobs pendingMovingInNormRebuildJobs
  pendingMovingInRebalanceJobs pendingMovingOutBckRebuildJobs pendingMovingOutFwdRebuildJobs pendingMovingOutNormrebuildJobs
  pendingMovingRebalanceJobs pendingNormRebuildCapacityInKb rfacheReadHit
  rfacheWriteHit rfcacheAvgReadTime rfcacheAvgWriteTime rfcacheIoErrors rfcacheIosOutstanding rfcacheIosSkipped rfcacheReadMiss
  rfcacheReadsFromCache rfcacheReadsPending rfcacheReadsReceived rfcacheReadsSkipped rfcacheReadsSkippedAlignedSizeTooLarge
  rfcacheReadsSkippedHeavyLoad rfcacheReadsSkippedInternalError rfcacheReadsSkippedLockIos rfcacheReadsSkippedLowResources
  rfcacheReadsSkippedMaxIoSize rfcacheReadsSkippedStuckIo rfcacheSkippedUnlinedWrite rfcacheSourceDeviceReads rfcacheSourceDeviceWrites
  rfcacheWriteMiss rfcacheWritePending rfcacheWritesReceived rfcacheWritesSkippedCacheMiss rfcacheWritesSkippedHeavyLoad
  rfcacheWritesSkippedInternalError rfcacheWritesSkippedLowResources rfcacheWritesSkippedMaxIoSize rfcacheWritesSkippedStuckIo
  rmPendingAllocatedInKb semiProtectedCapacityInKb semiProtectedVacInKb snapCapacityInUseInKb snapCapacityInUseOccupiedInKb
`;

/** Bandwidth counters: weight and number over so many seconds. */
const IDLE_BANDWIDTH = `
  bckRebuildReadBwc bckRebuildWriteBwc fwdRebuildReadBwc fwdRebuildWriteBwc normRebuildReadBwc normRebuildWriteBwc primaryReadBwc
  primaryReadFromDevBwc primaryReadFromRmcacheBwc primaryWriteBwc rebalanceReadBwc rebalanceWriteBwc secondaryReadBwc
  secondaryReadFromDevBwc secondaryReadFromRmcacheBwc secondaryWriteBwc totalReadBwc totalWriteBwc userDataReadBwc userDataWriteBwc
`;

export function poolStatistics(state: ScaleioState, pool: Pool): Body {
  const idle = words(IDLE).map((key) => [key, 0]);
  const bandwidth = words(IDLE_BANDWIDTH).map((key) => [key, { totalWeightInKb: 0, numOccured: 0, numSeconds: 0 }]);
  return {
    ...Object.fromEntries([...idle, ...bandwidth]),
    ...capacityKeys(capacityOf(state, pool)),
    ...movementKeys(movementOf(state, pool)),
    ...contents(state, pool),
  };
}

function capacityKeys(capacity: Capacity): Body {
  return {
    maxCapacityInKb: capacity.maxKib,
    capacityLimitInKb: capacity.maxKib - capacity.decreasedKib,
    spareCapacityInKb: capacity.spareKib,
    capacityInUseInKb: capacity.inUseKib,
    unusedCapacityInKb: capacity.unusedKib,
    capacityAvailableForVolumeAllocationInKb: capacity.availableKib,
    thickCapacityInUseInKb: capacity.thickKib,
    thinCapacityInUseInKb: capacity.thinUsedKib,
    thinCapacityAllocatedInKb: capacity.thinAllocatedKib,
    thinCapacityAllocatedInKm: capacity.thinAllocatedKib,
    atRestCapacityInKb: capacity.inUseKib,
    protectedCapacityInKb: capacity.inUseKib - 2 * capacity.degradedKib - capacity.failedKib,
    degradedHealthyCapacityInKb: capacity.degradedKib,
    degradedFailedCapacityInKb: capacity.degradedKib,
    failedCapacityInKb: capacity.failedKib,
    unreachableUnusedCapacityInKb: capacity.unreachableUnusedKib,
  };
}

function movementKeys(movement: Movement): Body {
  const { fwdActiveKib, fwdPendingKib, bckActiveKib, bckPendingKib, rebalanceActiveKib, rebalancePendingKib } = movement;
  const activeKib = fwdActiveKib + bckActiveKib + rebalanceActiveKib;
  const pendingKib = fwdPendingKib + bckPendingKib + rebalancePendingKib;
  return {
    fwdRebuildCapacityInKb: fwdActiveKib + fwdPendingKib,
    activeFwdRebuildCapacityInKb: fwdActiveKib,
    pendingFwdRebuildCapacityInKb: fwdPendingKib,
    bckRebuildCapacityInKb: bckActiveKib + bckPendingKib,
    activeBckRebuildCapacityInKb: bckActiveKib,
    pendingBckRebuildCapacityInKb: bckPendingKib,
    rebalanceCapacityInKb: rebalanceActiveKib + rebalancePendingKib,
    activeRebalanceCapacityInKb: rebalanceActiveKib,
    pendingRebalanceCapacityInKb: rebalancePendingKib,
    movingCapacityInKb: activeKib + pendingKib,
    activeMovingCapacityInKb: activeKib,
    pendingMovingCapacityInKb: pendingKib,
  };
}

function contents(state: ScaleioState, pool: Pool): Body {
  const volumes = volumesOf(state, pool);
  const devices = devicesOf(state, pool);
  const bases = volumes.filter(({ type }) => type !== 'Snapshot');
  const sizeKib = bases.reduce((total, volume) => total + volume.sizeKib, 0);
  const count = (wanted: (volume: Volume) => boolean): number => volumes.filter(wanted).length;
  return {
    primaryVacInKb: sizeKib,
    secondaryVacInKb: sizeKib,
    inUseVacInKb: 2 * sizeKib,
    protectedVacInKb: 2 * sizeKib,
    numOfDevices: devices.length,
    numOfVolumes: volumes.length,
    numOfSnapshots: volumes.length - bases.length,
    numOfVtrees: new Set(volumes.map(({ vtreeId }) => vtreeId)).size,
    numOfUnmappedVolumes: count(({ mappedSdcIds }) => mappedSdcIds.size === 0),
    numOfThickBaseVolumes: count(({ type }) => type === 'ThickProvisioned'),
    numOfThinBaseVolumes: count(({ type }) => type === 'ThinProvisioned'),
    deviceIds: devices.map(({ id }) => id),
    volumeIds: volumes.map(({ id }) => id),
    vtreeIds: [...new Set(volumes.map(({ vtreeId }) => vtreeId))],
  };
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
