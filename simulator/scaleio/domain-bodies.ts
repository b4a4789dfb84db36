/** Protection domains and fault sets as the gateway writes them. */
import { links, nulls, windows } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import { has } from './profile.ts';
import type { Domain, FaultSet, ScaleioState } from './state.ts';

const RELATIONS_2 = ['Statistics', 'StoragePool', 'Sds', 'FaultSet'];
const RELATIONS_3 = ['Statistics', 'Sdr', 'AccelerationPool', 'StoragePool', 'Sds', 'ReplicationConsistencyGroup', 'FaultSet'];
const RELATIONS_5 = ['Sdr', 'Dgwt', 'AccelerationPool', 'Sdt', 'StoragePool', 'Sds', 'DeviceGroup', 'FaultSet', 'StorageNode', 'Pds'];

export function domainBody(state: ScaleioState, domain: Domain): Body {
  const { version, system } = state;
  const { limits } = domain;
  return {
    id: domain.id,
    name: domain.name,
    systemId: system.id,
    protectionDomainState: domain.state,
    ...throttling('rebuild', limits.rebuild),
    ...throttling('rebalance', limits.rebalance),
    ...throttling('overallIo', limits.overall),
    rfcacheEnabled: true,
    rfcacheOpertionalMode: 'WriteMiss',
    rfcachePageSizeKb: 64,
    rfcacheMaxIoSizeKb: 128,
    mdmSdsNetworkDisconnectionsCounterParameters: windows(300, 500, 700),
    sdsConfigurationFailureCounterParameters: windows(300, 500, 700),
    sdsDecoupledCounterParameters: windows(300, 500, 700),
    sdsReceiveBufferAllocationFailuresCounterParameters: windows(20_000, 200_000, 2_000_000),
    sdsSdsNetworkDisconnectionsCounterParameters: windows(300, 500, 700),
    ...(has(version, 'netCapacity') ? SINCE_3 : {}),
    ...(has(version, 'usageState') ? throttling('protectedMaintenanceMode', null) : {}),
    ...(has(version, 'erasureCoding') ? SINCE_5 : {}),
    links: links('ProtectionDomain', domain.id, relationsOf(version), { systemId: `System::${system.id}` }),
  };
}

export function faultSetBody(_: ScaleioState, { id, name, domainId }: FaultSet): Body {
  const parents = { protectionDomainId: `ProtectionDomain::${domainId}` };
  return { id, name, protectionDomainId: domainId, links: links('FaultSet', id, ['Statistics', 'Sds'], parents) };
}

function relationsOf(version: string): readonly string[] {
  if (has(version, 'erasureCoding')) return [...RELATIONS_5, 'ReplicationConsistencyGroup'];
  return has(version, 'netCapacity') ? RELATIONS_3 : RELATIONS_2;
}

function throttling(what: string, kibps: number | null): Body {
  return { [`${what}NetworkThrottlingEnabled`]: kibps !== null, [`${what}NetworkThrottlingInKbps`]: kibps };
}

/** Written differently from the system's lists of who sees whom. */
const ALL_CONNECTED: Body = {
  clientServerConnStatus: 'CLIENT_SERVER_CONN_STATUS_ALL_CONNECTED',
  ...nulls(['disconnectedClientId', 'disconnectedClientName', 'disconnectedServerId', 'disconnectedServerName', 'disconnectedServerIp']),
};

const SINCE_3: Body = {
  ...throttling('vtreeMigration', null),
  fglDefaultNumConcurrentWrites: 1000,
  fglMetadataCacheEnabled: false,
  fglDefaultMetadataCacheSize: 0,
  rfcacheAccpId: null,
  sdrSdsConnectivityInfo: ALL_CONNECTED,
};

/** Of an erasure-coded domain, which has this in place of what pools and SDSs had. */
const SINCE_5: Body = {
  genType: 'EC',
  rebuildEnabled: true,
  rebalanceEnabled: true,
  rplCapAlertLevel: 'invalid',
  sdtSdsConnectivityInfo: ALL_CONNECTED,
  overallConcurrentIoLimit: 4,
  bandwidthLimitOverallIos: 400,
  bandwidthLimitBgDevScanner: 10,
  bandwidthLimitSinglyImpactedRebuild: 400,
  bandwidthLimitDoublyImpactedRebuild: 400,
  bandwidthLimitRebalance: 40,
  bandwidthLimitOther: 10,
  bandwidthLimitNodeNetwork: 25,
};
