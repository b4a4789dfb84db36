/** The System object and its MDM cluster, as a 2.6 gateway writes them. */
import { GATEWAY_VERSION, links, windows } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import type { Mdm, ScaleioState } from './state.ts';

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
  const { mdms } = state.system;
  const good = mdms.filter((one) => isUp(state, one));
  return {
    id: BigInt(`0x${state.system.id}`).toString(),
    clusterState: good.length === mdms.length ? 'ClusteredNormal' : 'ClusteredDegraded',
    clusterMode: 'ThreeNodes',
    goodNodesNum: good.length,
    goodReplicasNum: mdms.slice(0, 2).filter((one) => isUp(state, one)).length,
    master: mdms.slice(0, 1).map((one) => ({ ...manager(one, 'Manager1'), virtualInterfaces: [] }))[0],
    slaves: mdms.slice(1, 2).map((one) => ({ ...manager(one, 'Manager2'), status: statusOf(state, one), virtualInterfaces: [] })),
    tieBreakers: mdms.slice(2, 3).map((one) => ({ ...mdm(one, 'Tie-Breaker1', 'TieBreaker'), status: statusOf(state, one) })),
  };
}

function manager(one: Mdm, name: string): Body {
  return mdm(one, name, 'Manager');
}

function mdm({ id, ip }: Mdm, name: string, role: 'Manager' | 'TieBreaker'): Body {
  return {
    id,
    name,
    ips: [ip],
    managementIPs: [ip],
    port: 9011,
    role,
    opensslVersion: 'OpenSSL 1.0.2g  1 Mar 2016',
    versionInfo: GATEWAY_VERSION,
  };
}

function statusOf(state: ScaleioState, one: Mdm): 'Normal' | 'Disconnected' {
  return isUp(state, one) ? 'Normal' : 'Disconnected';
}

/** It runs on its host beside the SDS; another machine at the address takes its place. */
function isUp(state: ScaleioState, { ip }: Mdm): boolean {
  return state.sds.some((sds) => sds.ip === ip && sds.connected);
}
