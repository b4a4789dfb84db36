/** SDSs, SDCs and devices as a 2.6 gateway writes them. */
import { GATEWAY_VERSION, links } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import type { Device, ScaleioState, Sdc, Sds } from './state.ts';

export function sdsBody(_: ScaleioState, sds: Sds): Body {
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
    numOfIoBuffers: null,
    perfProfile: sds.perfProfile,
    onVmWare: false,
    softwareVersionInfo: sds.connected ? GATEWAY_VERSION : null,
    authenticationError: 'None',
    certificateInfo: null,
    sdsDecoupled: null,
    sdsConfigurationFailure: null,
    sdsReceiveBufferAllocationFailures: null,
    links: links('Sds', sds.id, ['Statistics', 'Device', 'RfcacheDevice'], { protectionDomainId: `ProtectionDomain::${sds.domainId}` }),
  };
}

export function sdcBody(state: ScaleioState, sdc: Sdc): Body {
  return {
    id: sdc.id,
    name: sdc.name,
    systemId: state.system.id,
    sdcGuid: sdc.guid,
    sdcIp: sdc.ip,
    sdcApproved: sdc.approved,
    sdcApprovedIps: [sdc.ip],
    mdmConnectionState: connection(sdc),
    osType: 'Linux',
    perfProfile: sdc.perfProfile,
    kernelVersion: '4.15.18',
    kernelBuildNumber: null,
    installedSoftwareVersionInfo: GATEWAY_VERSION,
    softwareVersionInfo: GATEWAY_VERSION,
    versionInfo: GATEWAY_VERSION,
    memoryAllocationFailure: null,
    socketAllocationFailure: null,
    links: links('Sdc', sdc.id, ['Statistics', 'Volume'], { systemId: `System::${state.system.id}` }),
  };
}

export function deviceBody(_: ScaleioState, device: Device): Body {
  return {
    id: device.id,
    name: device.name,
    sdsId: device.sdsId,
    storagePoolId: device.poolId,
    deviceCurrentPathName: device.path,
    deviceOriginalPathName: device.originalPath,
    deviceState: device.state,
    errorState: device.hasFailed ? 'Error' : 'None',
    maxCapacityInKb: device.capacityKib,
    capacityLimitInKb: device.limitKib ?? device.capacityKib,
    ledSetting: 'Off',
    aggregatedState: 'NeverFailed',
    ssdEndOfLifeState: 'NeverFailed',
    temperatureState: 'NeverFailed',
    rfcacheErrorDeviceDoesNotExist: false,
    longSuccessfulIos: { shortWindow: null, mediumWindow: null, longWindow: null },
    links: links('Device', device.id, ['Statistics'], { sdsId: `Sds::${device.sdsId}`, storagePoolId: `StoragePool::${device.poolId}` }),
  };
}

function connection(member: { readonly connected: boolean }): 'Connected' | 'Disconnected' {
  return member.connected ? 'Connected' : 'Disconnected';
}
