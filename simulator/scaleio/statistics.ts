/** The Statistics object of a pool, all of it: a 2.6 gateway's 127 keys, its typos included. */
import { capacityOf, volumesOf } from './capacity.ts';
import type { Capacity } from './capacity.ts';
import type { Pool, ScaleioState, Volume } from './state.ts';

type Body = { readonly [key: string]: unknown };

/** Counted by a real gateway; nothing in this world moves them. */
const IDLE = `
  activeMovingCapacityInKb activeMovingInBckRebuildJobs activeMovingInFwdRebuildJobs activeMovingInNormRebuildJobs
  activeMovingInRebalanceJobs activeMovingOutBckRebuildJobs activeMovingOutFwdRebuildJobs activeMovingOutNormRebuildJobs
  activeMovingRebalanceJobs activeNormRebuildCapacityInKb activeRebalanceCapacityInKb BackgroundScanCompareCount BackgroundScannedInMB
  degradedFailedVacInKb degradedHealthyVacInKb failedVacInKb fixedReadErrorCount inMaintenanceCapacityInKb inMaintenanceVacInKb
  movingCapacityInKb normRebuildCapacityInKb numOfMappedToAllVolumes numOfVolumesInDeletion pendingBckRebuildCapacityInKb
  pendingMovingCapacityInKb pendingMovingInBckRebuildJobs pendingMovingInFwdRebuildJobs pendingMovingInNormRebuildJobs
  pendingMovingInRebalanceJobs pendingMovingOutBckRebuildJobs pendingMovingOutFwdRebuildJobs pendingMovingOutNormrebuildJobs
  pendingMovingRebalanceJobs pendingNormRebuildCapacityInKb pendingRebalanceCapacityInKb rebalanceCapacityInKb rfacheReadHit
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

export function poolStatistics(state: ScaleioState, pool: Pool, nowMs: number): Body {
  const idle = words(IDLE).map((key) => [key, 0]);
  const bandwidth = words(IDLE_BANDWIDTH).map((key) => [key, { totalWeightInKb: 0, numOccured: 0, numSeconds: 0 }]);
  return {
    ...Object.fromEntries([...idle, ...bandwidth]),
    ...capacityKeys(capacityOf(state, pool, nowMs)),
    ...contents(state, pool),
  };
}

function capacityKeys(capacity: Capacity): Body {
  const { rebuilds } = capacity;
  return {
    maxCapacityInKb: capacity.maxKib,
    capacityLimitInKb: capacity.maxKib,
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
    fwdRebuildCapacityInKb: rebuilds.fwdActiveKib + rebuilds.fwdPendingKib,
    activeFwdRebuildCapacityInKb: rebuilds.fwdActiveKib,
    pendingFwdRebuildCapacityInKb: rebuilds.fwdPendingKib,
    bckRebuildCapacityInKb: rebuilds.bckActiveKib,
    activeBckRebuildCapacityInKb: rebuilds.bckActiveKib,
  };
}

function contents(state: ScaleioState, pool: Pool): Body {
  const volumes = volumesOf(state, pool);
  const devices = state.devices.filter(({ poolId }) => poolId === pool.id);
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
