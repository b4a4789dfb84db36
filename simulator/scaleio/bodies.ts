/** Domains, pools and volumes as a 2.6 gateway writes them; the keys are compared with test/fixtures/wire/scaleio. */
import { links, windows } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import type { Domain, Pool, ScaleioState, Volume } from './state.ts';

export function domainBody(state: ScaleioState, domain: Domain): Body {
  return {
    id: domain.id,
    name: domain.name,
    systemId: state.system.id,
    protectionDomainState: 'Active',
    rebuildNetworkThrottlingEnabled: false,
    rebuildNetworkThrottlingInKbps: null,
    rebalanceNetworkThrottlingEnabled: false,
    rebalanceNetworkThrottlingInKbps: null,
    overallIoNetworkThrottlingEnabled: false,
    overallIoNetworkThrottlingInKbps: null,
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

export function poolBody(_: ScaleioState, pool: Pool): Body {
  return {
    id: pool.id,
    name: pool.name,
    protectionDomainId: pool.domainId,
    sparePercentage: pool.sparePercentage,
    capacityAlertHighThreshold: pool.highThreshold,
    capacityAlertCriticalThreshold: pool.criticalThreshold,
    zeroPaddingEnabled: true,
    useRmcache: false,
    useRfcache: false,
    rmcacheWriteHandlingMode: 'Cached',
    checksumEnabled: false,
    rebuildEnabled: true,
    rebalanceEnabled: pool.rebalanceEnabled,
    numOfParallelRebuildRebalanceJobsPerDevice: 2,
    backgroundScannerMode: 'Disabled',
    backgroundScannerBWLimitKBps: 0,
    ...ioPriority('rebuild', 'limitNumOfConcurrentIos'),
    ...ioPriority('rebalance', 'favorAppIos'),
    links: links('StoragePool', pool.id, ['Statistics', 'Volume', 'Device', 'VTree'], {
      protectionDomainId: `ProtectionDomain::${pool.domainId}`,
    }),
  };
}

export function volumeBody(state: ScaleioState, volume: Volume): Body {
  const mapped = state.sdcs.filter(({ id }) => volume.mappedSdcIds.has(id));
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
    mappedSdcInfo: mapped.length === 0 ? null : mapped.map(({ id, ip }) => ({ sdcId: id, sdcIp: ip, limitIops: 0, limitBwInMbps: 0 })),
    mappingToAllSdcsEnabled: false,
    useRmcache: false,
    isObfuscated: false,
    isVvol: false,
    links: links('Volume', volume.id, ['Statistics'], {
      vtreeId: `VTree::${volume.vtreeId}`,
      storagePoolId: `StoragePool::${volume.poolId}`,
    }),
  };
}

function ioPriority(what: 'rebuild' | 'rebalance', policy: string): Body {
  return {
    [`${what}IoPriorityPolicy`]: policy,
    [`${what}IoPriorityNumOfConcurrentIosPerDevice`]: 1,
    [`${what}IoPriorityBwLimitPerDeviceInKbps`]: 10_240,
    [`${what}IoPriorityAppIopsPerDeviceThreshold`]: null,
    [`${what}IoPriorityAppBwPerDeviceThresholdInKbps`]: null,
    [`${what}IoPriorityQuietPeriodInMsec`]: null,
  };
}
