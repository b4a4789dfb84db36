/**
 * What gateways of different versions have: ScaleIO 2.x, VxFlex OS 3.0, PowerFlex 3.5 to 4.x. One table, so that every
 * other file asks for a feature and never for a version. Sources: goscaleio and its 2.0-era fork, PyPowerFlex,
 * ansible-powerflex, Cinder's and LXD's PowerFlex drivers, dumps of real 2.5 and 2.6 systems (netdata, delfin).
 */

/** `from` on, and only `before`; either may be left out. */
interface Span {
  readonly from?: string;
  readonly before?: string;
}

const FEATURES = {
  /** `/rest/auth/login` with a bearer token; the legacy login goes on working (PyPowerFlex base_client.py). */
  jwtLogin: { from: '4.0' },
  /** 401 as a page of the ingress in front, not as JSON (goscaleio ParseJSONError). */
  htmlUnauthorized: { from: '4.0' },
  /** 406 for `Accept: application/json;version=...` (goscaleio's issue 6, REX-Ray's 599); later gateways take it. */
  refusesVersionHeader: { before: '3.0' },
  /** `GET /api/types/Alert/instances`; 4.x has its alerts in another service. */
  alerts: { before: '4.0' },
  /** `GET /api/instances`: everything at once. */
  everything: { before: '4.0' },
  /** An action answers `{}`, not an empty body (PyPowerFlex parses each answer as JSON). */
  jsonActionBody: { from: '3.0' },
  /** queryIdByKey says which kind is missing: 79, 142; before it is 3 for all (LXD's driver). */
  missingByKind: { from: '4.0' },
  /** `sdcIps`, not one `sdcIp`. */
  sdcIpList: { from: '3.0' },
  /** HDD or SSD, of pools and devices. */
  mediaType: { from: '3.0' },
  snapshotPolicies: { from: '3.0' },
  /** Of mappings and volumes: ReadWrite, ReadOnly. */
  accessMode: { from: '3.0' },
  /** migrateVTree. */
  migration: { from: '3.0' },
  /** 100 GB is the least that a device may have; from 3.0 on it is 90 (querySystemLimits). */
  largeLeastDevice: { before: '3.0' },
  /** Counters of rebuilds that are neither forward nor backward; 2.0's clients do not know any. */
  normRebuild: { from: '2.5' },
  /** The figures counted once, `net...`, and those of fine granularity, replication and volume migration. */
  netCapacity: { from: '3.0' },
  scsiInitiators: { before: '3.0' },
  /** `capacityUsageState` of a pool, `maintenanceType` of an SDS, protected maintenance mode; snapshotCapacityInKb. */
  usageState: { from: '3.5' },
  /** thinUserDataCapacityInKb; PyPowerFlex asks for it in every version but 3.5. */
  thinUserData: { from: '3.6' },
  /** thinCapacityAllocatedInKb; every version but 3.5 has the misspelt thinCapacityAllocatedInKm, 2.0 has only that (Cinder asks for both). */
  thinAllocatedInKb: { from: '2.5' },
  /** Hosts with NVMe beside SDCs: `hostType`, `systemNqn`, `volumeClass`. */
  nvme: { from: '4.5' },
  /** Domains of the second generation: `genType` `EC`. */
  erasureCoding: { from: '5.0' },
} as const satisfies { readonly [name: string]: Span };

export type Feature = keyof typeof FEATURES;

/** Where the release was seen; others have `.0`. */
const RELEASES: { readonly [version: string]: string } = { '2.6': 'R2_6.11000', '4.5': 'R4_5.2100' };

/** Whether a gateway of this version, as `2.6` or `3.6.0.1`, has it. */
export function has(version: string, feature: Feature): boolean {
  const { from, before }: Span = FEATURES[feature];
  return (from === undefined || !isBefore(version, from)) && (before === undefined || isBefore(version, before));
}

/** As `GET /api/version` says it: `2.6`. */
export function shortVersion(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** Of the software of an SDS, an SDC or an MDM: `R2_6.11000.0`. */
export function softwareVersion(version: string): string {
  return `${releaseOf(version)}.0`;
}

/** The system's, in full. */
export function systemVersionName(version: string): string {
  return `${productOf(version)} Version: ${releaseOf(version)}.113`;
}

/** thinCapacityAllocatedInKm, the misspelt one, is missing in 3.5 alone (PyPowerFlex utility.py). */
export function hasThinAllocatedInKm(version: string): boolean {
  return shortVersion(version) !== '3.5';
}

function releaseOf(version: string): string {
  const short = shortVersion(version);
  return RELEASES[short] ?? `R${short.replace('.', '_')}.0`;
}

function productOf(version: string): string {
  if (isBefore(version, '2.5')) return 'EMC ScaleIO';
  if (isBefore(version, '3.0')) return 'DellEMC ScaleIO';
  return isBefore(version, '3.5') ? 'DellEMC VxFlex OS' : 'DellEMC PowerFlex';
}

function isBefore(version: string, other: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
