/** Storage pools as the gateway writes them. */
import { links, nulls } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import { capacityOf, usedPercentOf } from './capacity.ts';
import type { MovePolicy, Pool } from './pool-state.ts';
import { has } from './profile.ts';
import type { ScaleioState } from './state.ts';

const RELATIONS = ['Statistics', 'Volume', 'Device', 'VTree'];

export function poolBody(state: ScaleioState, pool: Pool): Body {
  const { version } = state;
  return {
    id: pool.id,
    name: pool.name,
    protectionDomainId: pool.domainId,
    sparePercentage: pool.sparePercentage,
    capacityAlertHighThreshold: pool.highThreshold,
    capacityAlertCriticalThreshold: pool.criticalThreshold,
    zeroPaddingEnabled: pool.zeroPadding,
    useRmcache: pool.useRmcache,
    useRfcache: pool.useRfcache,
    rmcacheWriteHandlingMode: pool.rmcacheWriteHandling,
    checksumEnabled: pool.checksumEnabled,
    rebuildEnabled: pool.rebuildEnabled,
    rebalanceEnabled: pool.rebalanceEnabled,
    numOfParallelRebuildRebalanceJobsPerDevice: pool.parallelJobs,
    backgroundScannerMode: pool.scannerMode,
    backgroundScannerBWLimitKBps: pool.scannerKibps,
    ...ioPriority('rebuild', pool.rebuildPolicy),
    ...ioPriority('rebalance', pool.rebalancePolicy),
    ...(has(version, 'mediaType') ? { mediaType: pool.mediaType, ...SINCE_3 } : {}),
    ...(has(version, 'usageState') ? { capacityUsageState: usageState(state, pool), ...SINCE_3_5 } : {}),
    ...(has(version, 'erasureCoding') ? { genType: 'EC', dataLayout: 'ErasureCoding' } : {}),
    links: links('StoragePool', pool.id, has(version, 'mediaType') ? [...RELATIONS, 'SpSds'] : RELATIONS, {
      protectionDomainId: `ProtectionDomain::${pool.domainId}`,
    }),
  };
}

/** The array's own verdict; the words for above the thresholds are assumed. */
function usageState(state: ScaleioState, pool: Pool): 'Normal' | 'High' | 'Critical' {
  const percent = usedPercentOf(capacityOf(state, pool));
  if (percent >= pool.criticalThreshold) return 'Critical';
  return percent >= pool.highThreshold ? 'High' : 'Normal';
}

function ioPriority(what: string, { policy, concurrentIos, bandwidthKibps }: MovePolicy): Body {
  return {
    [`${what}IoPriorityPolicy`]: policy,
    [`${what}IoPriorityNumOfConcurrentIosPerDevice`]: concurrentIos,
    [`${what}IoPriorityBwLimitPerDeviceInKbps`]: bandwidthKibps,
    [`${what}IoPriorityAppIopsPerDeviceThreshold`]: null,
    [`${what}IoPriorityAppBwPerDeviceThresholdInKbps`]: null,
    [`${what}IoPriorityQuietPeriodInMsec`]: null,
  };
}

const UNTOUCHED = { concurrentIos: 1, bandwidthKibps: 10_240 };

/** Nobody here can set any of these. */
const SINCE_3: Body = {
  dataLayout: 'MediumGranularity',
  externalAccelerationType: 'None',
  compressionMethod: 'Invalid',
  fragmentationEnabled: true,
  bgScannerCompareErrorAction: 'Invalid',
  bgScannerReadErrorAction: 'Invalid',
  replicationCapacityMaxRatio: 0,
  persistentChecksumEnabled: false,
  persistentChecksumState: 'StateInvalid',
  persistentChecksumBuilderLimitKb: 3072,
  persistentChecksumValidateOnRead: false,
  ...nulls(['fglAccpId', 'fglExtraCapacity', 'fglMaxCompressionRatio', 'fglMetadataSizeXx100', 'fglNvdimmMetadataAmortizationX100']),
  ...nulls(['fglNvdimmWriteCacheSizeInMb', 'fglOverProvisioningFactor', 'fglPerfProfile', 'fglWriteAtomicitySize']),
  ...ioPriority('vtreeMigration', { policy: 'favorAppIos', ...UNTOUCHED }),
};

const SINCE_3_5: Body = {
  capacityUsageType: 'NetCapacity',
  addressSpaceUsage: 'Normal',
  addressSpaceUsageType: 'DeviceCapacityLimit',
  ...ioPriority('protectedMaintenanceMode', { policy: 'limitNumOfConcurrentIos', ...UNTOUCHED }),
};
