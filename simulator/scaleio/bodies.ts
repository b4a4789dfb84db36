/** Domains, pools and volumes as a 2.6 gateway writes them; the keys are compared with test/fixtures/wire/scaleio. */
import { links, windows } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import type { MovePolicy, Pool } from './pool-state.ts';
import type { Domain, FaultSet, ScaleioState } from './state.ts';
import type { Volume } from './volumes.ts';

export function domainBody(state: ScaleioState, domain: Domain): Body {
  const { limits } = domain;
  return {
    id: domain.id,
    name: domain.name,
    systemId: state.system.id,
    protectionDomainState: domain.state,
    rebuildNetworkThrottlingEnabled: limits.rebuild !== null,
    rebuildNetworkThrottlingInKbps: limits.rebuild,
    rebalanceNetworkThrottlingEnabled: limits.rebalance !== null,
    rebalanceNetworkThrottlingInKbps: limits.rebalance,
    overallIoNetworkThrottlingEnabled: limits.overall !== null,
    overallIoNetworkThrottlingInKbps: limits.overall,
    rfcacheEnabled: true,
    rfcacheOpertionalMode: 'WriteMiss',
    rfcachePageSizeKb: 64,
    rfcacheMaxIoSizeKb: 128,
    mdmSdsNetworkDisconnectionsCounterParameters: windows(300, 500, 700),
    sdsConfigurationFailureCounterParameters: windows(300, 500, 700),
    sdsDecoupledCounterParameters: windows(300, 500, 700),
    sdsReceiveBufferAllocationFailuresCounterParameters: windows(20_000, 200_000, 2_000_000),
    sdsSdsNetworkDisconnectionsCounterParameters: windows(300, 500, 700),
    links: links('ProtectionDomain', domain.id, ['Statistics', 'StoragePool', 'Sds', 'FaultSet'], {
      systemId: `System::${state.system.id}`,
    }),
  };
}

export function faultSetBody(_: ScaleioState, { id, name, domainId }: FaultSet): Body {
  return {
    id,
    name,
    protectionDomainId: domainId,
    links: links('FaultSet', id, ['Statistics', 'Sds'], { protectionDomainId: `ProtectionDomain::${domainId}` }),
  };
}

export function poolBody(_: ScaleioState, pool: Pool): Body {
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
    links: links('StoragePool', pool.id, ['Statistics', 'Volume', 'Device', 'VTree'], {
      protectionDomainId: `ProtectionDomain::${pool.domainId}`,
    }),
  };
}

export function volumeBody(state: ScaleioState, volume: Volume): Body {
  const mapped = state.sdcs.flatMap(({ id, ip }) => {
    const mapping = volume.mappings.get(id);
    return mapping ? [{ sdcId: id, sdcIp: ip, limitIops: mapping.limitIops, limitBwInMbps: mapping.limitKibps / 1024 }] : [];
  });
  return {
    id: volume.id,
    name: volume.name,
    sizeInKb: volume.sizeKib,
    volumeType: volume.type,
    storagePoolId: volume.poolId,
    vtreeId: volume.vtreeId,
    ancestorVolumeId: volume.ancestorId,
    consistencyGroupId: volume.groupId,
    creationTime: Math.floor(volume.createdMs / 1000),
    mappedSdcInfo: mapped.length === 0 ? null : mapped,
    mappingToAllSdcsEnabled: false,
    useRmcache: volume.useRmcache,
    isObfuscated: false,
    isVvol: false,
    links: links('Volume', volume.id, ['Statistics'], {
      vtreeId: `VTree::${volume.vtreeId}`,
      storagePoolId: `StoragePool::${volume.poolId}`,
    }),
  };
}

function ioPriority(what: 'rebuild' | 'rebalance', { policy, concurrentIos, bandwidthKibps }: MovePolicy): Body {
  return {
    [`${what}IoPriorityPolicy`]: policy,
    [`${what}IoPriorityNumOfConcurrentIosPerDevice`]: concurrentIos,
    [`${what}IoPriorityBwLimitPerDeviceInKbps`]: bandwidthKibps,
    [`${what}IoPriorityAppIopsPerDeviceThreshold`]: null,
    [`${what}IoPriorityAppBwPerDeviceThresholdInKbps`]: null,
    [`${what}IoPriorityQuietPeriodInMsec`]: null,
  };
}
