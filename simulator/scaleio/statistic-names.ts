/**
 * The figures of a pool's Statistics object that nothing in this world moves, by version, typos included. Sources: a R2_6
 * gateway's 127 keys (csi-powerflex), the 2.0-era goscaleio, and for 3.x and 4.x PyPowerFlex constants.py and the
 * answer in ansible-powerflex (216 keys).
 */
import { has } from './profile.ts';

const ALWAYS = `
  activeMovingInBckRebuildJobs activeMovingInFwdRebuildJobs activeMovingInRebalanceJobs activeMovingOutBckRebuildJobs
  activeMovingOutFwdRebuildJobs activeMovingRebalanceJobs BackgroundScannedInMB degradedFailedVacInKb degradedHealthyVacInKb
  failedVacInKb inMaintenanceCapacityInKb inMaintenanceVacInKb numOfMappedToAllVolumes numOfVolumesInDeletion
  pendingMovingInBckRebuildJobs pendingMovingInFwdRebuildJobs pendingMovingInRebalanceJobs pendingMovingOutBckRebuildJobs
  pendingMovingOutFwdRebuildJobs pendingMovingRebalanceJobs rfacheReadHit
  rfacheWriteHit rfcacheAvgReadTime rfcacheAvgWriteTime rfcacheIoErrors rfcacheIosOutstanding rfcacheIosSkipped rfcacheReadMiss
  rfcacheReadsFromCache rfcacheReadsPending rfcacheReadsReceived rfcacheReadsSkipped rfcacheReadsSkippedAlignedSizeTooLarge
  rfcacheReadsSkippedHeavyLoad rfcacheReadsSkippedInternalError rfcacheReadsSkippedLockIos rfcacheReadsSkippedLowResources
  rfcacheReadsSkippedMaxIoSize rfcacheReadsSkippedStuckIo rfcacheSkippedUnlinedWrite rfcacheSourceDeviceReads rfcacheSourceDeviceWrites
  rfcacheWriteMiss rfcacheWritePending rfcacheWritesReceived rfcacheWritesSkippedCacheMiss rfcacheWritesSkippedHeavyLoad
  rfcacheWritesSkippedInternalError rfcacheWritesSkippedLowResources rfcacheWritesSkippedMaxIoSize rfcacheWritesSkippedStuckIo
  rmPendingAllocatedInKb semiProtectedCapacityInKb semiProtectedVacInKb snapCapacityInUseInKb snapCapacityInUseOccupiedInKb
`;

const NORM_REBUILD = `
  activeMovingInNormRebuildJobs activeMovingOutNormRebuildJobs activeNormRebuildCapacityInKb normRebuildCapacityInKb
  pendingMovingInNormRebuildJobs pendingMovingOutNormrebuildJobs pendingNormRebuildCapacityInKb
`;

/** Under other names from 3.0 on. */
const SCANS_2 = 'BackgroundScanCompareCount fixedReadErrorCount';

const SINCE_3 = `
  backgroundScanCompareErrorCount backgroundScanFixedCompareErrorCount backgroundScanFixedReadErrorCount backgroundScanReadErrorCount
  compressedDataCompressionRatio currentFglMigrationSizeInKb exposedCapacityInKb fglCompressedDataSizeInKb fglSparesInKb
  fglUncompressedDataSizeInKb fglUserDataCapacityInKb inaccessibleCapacityInKb logWrittenBlocksInKb metadataOverheadInKb
  netFglCompressedDataSizeInKb netFglSparesInKb netFglUncompressedDataSizeInKb netFglUserDataCapacityInKb netMetadataOverheadInKb
  netSnapshotCapacityInKb netTrimmedUserDataCapacityInKb numOfDeviceAtFaultRebuilds
  numOfMarkedVolumesForReplication numOfReplicationJournalVolumes
  persistentChecksumBuilderProgress persistentChecksumCapacityInKb rmPendingThickInKb rplJournalCapAllowed rplTotalJournalCap
  rplUsedJournalCap tempCapacityInKb tempCapacityVacInKb totalFglMigrationSizeInKb trimmedUserDataCapacityInKb
`;

/** Of protected maintenance mode, which nobody here enters. */
const SINCE_3_5 = `
  activeEnterProtectedMaintenanceModeCapacityInKb activeExitProtectedMaintenanceModeCapacityInKb
  activeMovingInEnterProtectedMaintenanceModeJobs activeMovingInExitProtectedMaintenanceModeJobs
  activeMovingOutEnterProtectedMaintenanceModeJobs activeMovingOutExitProtectedMaintenanceModeJobs
  enterProtectedMaintenanceModeCapacityInKb pendingEnterProtectedMaintenanceModeCapacityInKb
  pendingExitProtectedMaintenanceModeCapacityInKb pendingMovingInEnterProtectedMaintenanceModeJobs
  pendingMovingInExitProtectedMaintenanceModeJobs pendingMovingOutEnterProtectedMaintenanceModeJobs
  pendingMovingOutExitProtectedMaintenanceModeJobs snapshotCapacityInKb
`;

const BANDWIDTH = `
  bckRebuildReadBwc bckRebuildWriteBwc fwdRebuildReadBwc fwdRebuildWriteBwc primaryReadBwc
  primaryReadFromDevBwc primaryReadFromRmcacheBwc primaryWriteBwc rebalanceReadBwc rebalanceWriteBwc secondaryReadBwc
  secondaryReadFromDevBwc secondaryReadFromRmcacheBwc secondaryWriteBwc totalReadBwc totalWriteBwc userDataReadBwc userDataWriteBwc
`;

const BANDWIDTH_SINCE_3 = `
  targetOtherLatency targetReadLatency targetWriteLatency userDataSdcReadLatency userDataSdcTrimLatency userDataSdcWriteLatency
  userDataTrimBwc volMigrationReadBwc volMigrationWriteBwc
`;

const BANDWIDTH_SINCE_3_5 = `
  enterProtectedMaintenanceModeReadBwc enterProtectedMaintenanceModeWriteBwc exitProtectedMaintenanceModeReadBwc
  exitProtectedMaintenanceModeWriteBwc
`;

/** Plain numbers, all 0. */
export function idleCounters(version: string): readonly string[] {
  return words([
    ALWAYS,
    has(version, 'normRebuild') ? NORM_REBUILD : '',
    has(version, 'netCapacity') ? SINCE_3 : SCANS_2,
    has(version, 'usageState') ? SINCE_3_5 : '',
  ]);
}

/** Weight and number over so many seconds. */
export function bandwidthCounters(version: string): readonly string[] {
  return words([
    BANDWIDTH,
    has(version, 'normRebuild') ? 'normRebuildReadBwc normRebuildWriteBwc' : '',
    has(version, 'netCapacity') ? BANDWIDTH_SINCE_3 : '',
    has(version, 'usageState') ? BANDWIDTH_SINCE_3_5 : '',
  ]);
}

function words(texts: readonly string[]): readonly string[] {
  return texts.join(' ').trim().split(/\s+/);
}
