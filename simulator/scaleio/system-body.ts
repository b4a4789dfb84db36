/** The System object and its users, as the gateway writes them. */
import { links, nulls, windows } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import { mdmCluster } from './mdm-cluster.ts';
import { has, systemVersionName } from './profile.ts';
import type { ScaleioState } from './state.ts';

export function systemBody(state: ScaleioState): Body {
  const { system, version } = state;
  return {
    id: system.id,
    name: system.name,
    installId: system.installId,
    swid: '',
    systemVersionName: systemVersionName(version),
    daysInstalled: 16,
    capacityAlertHighThresholdPercent: 80,
    capacityAlertCriticalThresholdPercent: 90,
    upgradeState: 'NoUpgrade',
    remoteReadOnlyLimitState: false,
    mdmManagementPort: 6611,
    tlsVersion: 'TLSv1.2',
    authenticationMethod: 'Native',
    perfProfile: 'Default',
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
    sdcLongOperationsCounterParameters: windows(10_000, 100_000, 1_000_000),
    sdcMdmNetworkDisconnectionsCounterParameters: windows(300, 500, 700),
    sdcMemoryAllocationFailuresCounterParameters: windows(300, 500, 700),
    sdcSdsNetworkDisconnectionsCounterParameters: windows(800, 4000, 20_000),
    sdcSocketAllocationFailuresCounterParameters: windows(300, 500, 700),
    ...(has(version, 'netCapacity') ? SINCE_3 : BEFORE_3),
    ...(has(version, 'nvme') ? { systemNqn: `nqn.1988-11.com.dell:powerflex:00:${system.id}` } : {}),
    links: links('System', system.id, ['Statistics', 'ProtectionDomain', 'Sdc', 'User'], {}),
  };
}

/** The one who logs in; users cannot be made here. */
export function userBody({ system }: ScaleioState, { id, name }: { readonly id: string; readonly name: string }): Body {
  const parents = { systemId: `System::${system.id}` };
  const rights = { userRole: 'Administrator', passwordChangeRequired: false };
  return { id, name, systemId: system.id, ...rights, links: links('User', id, [], parents) };
}

const BEFORE_3: Body = {
  mdmToSdsPolicy: 'Authentication',
  defaultIsVolumeObfuscated: false,
  sdcSdsConnectivityInfo: {
    sdcSdsConnectivityStatus: 'AllConnected',
    ...nulls(['disconnectedSdcId', 'disconnectedSdcName', 'disconnectedSdsId', 'disconnectedSdsIp', 'disconnectedSdsName']),
  },
};

const ALL_CONNECTED: Body = {
  clientServerConnectivityStatus: 'AllConnected',
  ...nulls(['disconnectedClientId', 'disconnectedClientName', 'disconnectedServerId', 'disconnectedServerName', 'disconnectedServerIp']),
};

const SINCE_3: Body = {
  mdmExternalPort: 7611,
  defragmentationEnabled: true,
  mdmSecurityPolicy: 'None',
  addressSpaceUsage: 'Normal',
  lastUpgradeTime: 0,
  sdcSdsConnectivityInfo: ALL_CONNECTED,
  sdcSdrConnectivityInfo: ALL_CONNECTED,
  sdrSdsConnectivityInfo: ALL_CONNECTED,
};
