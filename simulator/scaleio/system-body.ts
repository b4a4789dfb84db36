/** The System object and its MDM cluster, as a 2.6 gateway writes them. */
import { GATEWAY_VERSION, links, windows } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import type { ScaleioState, Sds } from './state.ts';

/** The first host is the master MDM, the second the slave, the third the tie-breaker; they do not change places. */
export function systemBody(state: ScaleioState): Body {
  const { system } = state;
  return {
    id: system.id,
    name: system.name,
    installId: system.installId,
    swid: '',
    systemVersionName: 'DellEMC ScaleIO Version: R2_6.11000.113',
    daysInstalled: 16,
    capacityAlertHighThresholdPercent: 80,
    capacityAlertCriticalThresholdPercent: 90,
    upgradeState: 'NoUpgrade',
    remoteReadOnlyLimitState: false,
    mdmManagementPort: 6611,
    tlsVersion: 'TLSv1.2',
    authenticationMethod: 'Native',
    mdmToSdsPolicy: 'Authentication',
    perfProfile: 'Default',
    defaultIsVolumeObfuscated: false,
    restrictedSdcModeEnabled: false,
    restrictedSdcMode: 'None',
    cliPasswordAllowed: true,
    managementClientSecureCommunicationEnabled: true,
    showGuid: true,
    maxCapacityInGb: 'Unlimited',
    capacityTimeLeftInDays: 'Unlimited',
    enterpriseFeaturesEnabled: true,
    isInitialLicense: true,
    mdmCluster: mdmCluster(state),
    sdcSdsConnectivityInfo: {
      sdcSdsConnectivityStatus: 'AllConnected',
      disconnectedSdcId: null,
      disconnectedSdcName: null,
      disconnectedSdsId: null,
      disconnectedSdsIp: null,
      disconnectedSdsName: null,
    },
    sdcLongOperationsCounterParameters: windows(10_000, 100_000, 1_000_000),
    sdcMdmNetworkDisconnectionsCounterParameters: windows(300, 500, 700),
    sdcMemoryAllocationFailuresCounterParameters: windows(300, 500, 700),
    sdcSdsNetworkDisconnectionsCounterParameters: windows(800, 4000, 20_000),
    sdcSocketAllocationFailuresCounterParameters: windows(300, 500, 700),
    links: links('System', system.id, ['Statistics', 'ProtectionDomain', 'Sdc', 'User'], {}),
  };
}

function mdmCluster(state: ScaleioState): Body {
  const hosts = state.sds.slice(0, 3);
  const good = hosts.filter(({ connected }) => connected);
  const member = (index: number): Body => mdm(state, index);
  return {
    id: BigInt(`0x${state.system.id}`).toString(),
    clusterState: good.length === hosts.length ? 'ClusteredNormal' : 'ClusteredDegraded',
    clusterMode: 'ThreeNodes',
    goodNodesNum: good.length,
    goodReplicasNum: hosts.slice(0, 2).filter(({ connected }) => connected).length,
    master: { ...member(0), virtualInterfaces: [] },
    slaves: hosts.slice(1, 2).map((host) => ({ ...member(1), status: mdmStatus(host), virtualInterfaces: [] })),
    tieBreakers: hosts.slice(2, 3).map((host) => ({ ...member(2), status: mdmStatus(host) })),
  };
}

function mdm(state: ScaleioState, index: number): Body {
  const ips = [state.sds[index]?.ip ?? ''];
  const isTieBreaker = index === 2;
  return {
    id: state.system.mdmIds[index] ?? '',
    name: isTieBreaker ? 'Tie-Breaker1' : `Manager${index + 1}`,
    ips,
    managementIPs: ips,
    port: 9011,
    role: isTieBreaker ? 'TieBreaker' : 'Manager',
    opensslVersion: 'OpenSSL 1.0.2g  1 Mar 2016',
    versionInfo: GATEWAY_VERSION,
  };
}

function mdmStatus(host: Sds): 'Normal' | 'Disconnected' {
  return host.connected ? 'Normal' : 'Disconnected';
}
