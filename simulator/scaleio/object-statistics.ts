/** The Statistics objects of the system, of SDCs and of volumes. Names: goscaleio types Statistics, SdcStatistics, VolumeStatistics; PyPowerFlex. */
import { NO_BANDWIDTH } from './bandwidth.ts';
import { IDLE_CACHE_COUNTERS } from './cache-counters.ts';
import { has } from './profile.ts';
import type { ScaleioState, Sdc } from './state.ts';
import { poolStatistics } from './statistics.ts';
import type { Figures } from './statistics.ts';
import type { Volume } from './volumes.ts';

/** What all pools have together, and how many objects there are. */
export function systemStatistics(state: ScaleioState): Figures {
  const pools = state.pools.map((pool) => poolStatistics(state, pool));
  const { domains, faultSets, sdcs, sds, version } = state;
  return {
    ...sumOf(pools),
    numOfProtectionDomains: domains.length,
    numOfFaultSets: faultSets.length,
    numOfStoragePools: state.pools.length,
    numOfSds: sds.length,
    numOfSdc: sdcs.length,
    numOfRfcacheDevices: 0,
    rmcacheSizeInKb: sds.reduce((total, { rmcacheEnabled, rmcacheKib }) => total + (rmcacheEnabled ? rmcacheKib : 0), 0),
    protectionDomainIds: domains.map(({ id }) => id),
    sdcIds: sdcs.map(({ id }) => id),
    ...(has(version, 'scsiInitiators') ? { ...IDLE_IN_2, numOfScsiInitiators: 0, scsiInitiatorIds: [] } : {}),
  };
}

const IDLE_IN_2: Figures = Object.fromEntries(IDLE_CACHE_COUNTERS.map((key) => [key, 0]));

/** Numbers add up, bandwidths too; lists of ids, ratios and texts are each pool's own. */
function sumOf(pools: readonly Figures[]): Figures {
  const [first = {}] = pools;
  const keys = Object.keys(first).filter((key) => !key.endsWith('Ratio'));
  return Object.fromEntries(keys.flatMap((key) => added(key, pools)));
}

function added(key: string, pools: readonly Figures[]): readonly (readonly [string, unknown])[] {
  const values = pools.map((pool) => pool[key]);
  if (values.every((value) => typeof value === 'number')) return [[key, values.reduce((total, value) => total + value, 0)]];
  return /(Bwc|Latency)$/.test(key) ? [[key, sumOf(values as readonly Figures[])]] : [];
}

export function sdcStatistics(state: ScaleioState, sdc: Sdc): Figures {
  const volumeIds = [...state.volumes].filter(({ mappings }) => mappings.has(sdc.id)).map(({ id }) => id);
  return { volumeIds, numOfMappedVolumes: volumeIds.length, ...userData(state.version) };
}

export function volumeStatistics(state: ScaleioState, volume: Volume): Figures {
  const tree = [...state.volumes.inVtree(volume.vtreeId)];
  const childVolumeIds = tree.filter(({ ancestorId }) => ancestorId === volume.id).map(({ id }) => id);
  const descendantVolumeIds = descendantsOf(tree, childVolumeIds);
  return {
    childVolumeIds,
    numOfChildVolumes: childVolumeIds.length,
    descendantVolumeIds,
    numOfDescendantVolumes: descendantVolumeIds.length,
    mappedSdcIds: [...volume.mappings.keys()],
    numOfMappedSdcs: volume.mappings.size,
    ...userData(state.version),
    ...(has(state.version, 'netCapacity') ? VOLUME_SINCE_3 : {}),
  };
}

function descendantsOf(tree: readonly Volume[], ids: readonly string[]): readonly string[] {
  const below = tree.filter(({ ancestorId }) => ancestorId !== null && ids.includes(ancestorId)).map(({ id }) => id);
  return below.length === 0 ? ids : [...ids, ...descendantsOf(tree, below)];
}

function userData(version: string): Figures {
  const keys = ['userDataReadBwc', 'userDataWriteBwc', ...(has(version, 'netCapacity') ? USER_DATA_SINCE_3 : [])];
  return Object.fromEntries(keys.map((key) => [key, NO_BANDWIDTH]));
}

const USER_DATA_SINCE_3 = ['userDataTrimBwc', 'userDataSdcReadLatency', 'userDataSdcWriteLatency', 'userDataSdcTrimLatency'];

const VOLUME_SINCE_3: Figures = {
  initiatorSdcId: null,
  registrationKey: null,
  registrationKeys: [],
  reservationType: 'NotReserved',
  replicationJournalVolume: false,
  replicationState: 'UnmarkedForReplication',
  rplTotalJournalCap: 0,
  rplUsedJournalCap: 0,
};
