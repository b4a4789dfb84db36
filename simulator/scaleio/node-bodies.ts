/** SDSs and SDCs as the gateway writes them. */
import { connection, links, nulls } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import { has, softwareVersion } from './profile.ts';
import type { ScaleioState, Sdc, Sds } from './state.ts';

export function sdsBody({ version }: ScaleioState, sds: Sds): Body {
  const isNew = has(version, 'netCapacity');
  return {
    id: sds.id,
    name: sds.name,
    protectionDomainId: sds.domainId,
    faultSetId: sds.faultSetId,
    ipList: sds.ips,
    port: sds.port,
    sdsState: sds.state,
    membershipState: sds.connected ? 'Joined' : 'Decoupled',
    mdmConnectionState: connection(sds),
    maintenanceState: sds.maintenance,
    drlMode: sds.drlMode,
    rmcacheEnabled: sds.rmcacheEnabled,
    rmcacheSizeInKb: sds.rmcacheKib,
    rmcacheFrozen: false,
    rmcacheMemoryAllocationState: sds.connected ? 'AllocationPending' : 'RmcacheMemoryAllocationStateInvalid',
    rfcacheEnabled: sds.rfcacheEnabled,
    rfcacheErrorApiVersionMismatch: false,
    rfcacheErrorDeviceDoesNotExist: false,
    rfcacheErrorInconsistentCacheConfiguration: false,
    rfcacheErrorInconsistentSourceConfiguration: false,
    rfcacheErrorInvalidDriverPath: false,
    rfcacheErrorLowResources: false,
    perfProfile: sds.perfProfile,
    onVmWare: false,
    softwareVersionInfo: sds.connected ? softwareVersion(version) : null,
    authenticationError: 'None',
    ...nulls(['numOfIoBuffers', 'certificateInfo', 'sdsDecoupled', 'sdsConfigurationFailure', 'sdsReceiveBufferAllocationFailures']),
    ...(isNew ? { ...SDS_SINCE_3, configuredDrlMode: sds.drlMode } : {}),
    ...(has(version, 'usageState') ? { maintenanceType: 'NoMaintenance' } : {}),
    links: links('Sds', sds.id, isNew ? ['Statistics', 'SpSds', 'Device'] : ['Statistics', 'Device', 'RfcacheDevice'], {
      protectionDomainId: `ProtectionDomain::${sds.domainId}`,
    }),
  };
}

const SDS_SINCE_3: Body = {
  fglMetadataCacheSize: 0,
  fglMetadataCacheState: 'Disabled',
  fglNumConcurrentWrites: 1000,
  lastUpgradeTime: 0,
  numRestarts: 0,
  raidControllers: null,
};

export function sdcBody({ version, system }: ScaleioState, sdc: Sdc): Body {
  const software = softwareVersion(version);
  return {
    id: sdc.id,
    name: sdc.name,
    systemId: system.id,
    sdcGuid: sdc.guid,
    sdcIp: addressOf(version, sdc),
    sdcApproved: sdc.approved,
    mdmConnectionState: connection(sdc),
    osType: 'Linux',
    perfProfile: sdc.perfProfile,
    kernelVersion: '4.15.18',
    installedSoftwareVersionInfo: software,
    softwareVersionInfo: software,
    versionInfo: software,
    ...nulls(['kernelBuildNumber', 'memoryAllocationFailure', 'socketAllocationFailure']),
    ...(has(version, 'sdcIpList') ? sdcSince3(sdc) : { sdcApprovedIps: [sdc.ip] }),
    // The goscaleio of 2.0 knows it, dumps of 2.5 and later do not have it.
    ...(has(version, 'normRebuild') ? {} : { onVmWare: false }),
    ...(has(version, 'nvme') ? { hostType: 'SdcHost', ...nulls(['nqn', 'sdtId', 'maxNumPaths', 'maxNumSysPorts']) } : {}),
    links: links('Sdc', sdc.id, ['Statistics', 'Volume'], { systemId: `System::${system.id}` }),
  };
}

function sdcSince3({ connected, ip }: Sdc): Body {
  return { sdcIps: connected ? [ip] : null, sdcType: 'AppSdc', ...nulls(['sdcApprovedIps', 'peerMdmId', 'sdrId']) };
}

/** From 3.0 on a disconnected SDC has none (ansible-powerflex sdc.py). */
export function addressOf(version: string, { connected, ip }: Sdc): string {
  return connected || !has(version, 'sdcIpList') ? ip : 'N/A';
}
