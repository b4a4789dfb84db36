/** The simulated ScaleIO system: what the MDM would know. Sizes in KiB, times in virtual ms since the epoch. */
import type { Host } from '../service.ts';
import type { Ids } from './ids.ts';

export interface Domain {
  readonly id: string;
  readonly name: string;
}

export interface Pool {
  readonly id: string;
  readonly name: string;
  readonly domainId: string;
  readonly sparePercentage: number;
  highThreshold: number;
  criticalThreshold: number;
  /** Data with one copy on an SDS that is gone, or back but stale. */
  losses: Loss[];
  /** Raw KiB whose two copies are both on SDSs that are gone. */
  failedKib: number;
}

export interface Loss {
  readonly sdsId: string;
  /** `fwd`: copied anew from the other copy. `bck`: the SDS is back and catches up. */
  readonly direction: 'fwd' | 'bck';
  readonly startsMs: number;
  /** One copy's worth still to be rebuilt at `startsMs`. */
  readonly kib: number;
}

export interface Sds {
  readonly id: string;
  readonly name: string;
  readonly ip: string;
  readonly domainId: string;
  connected: boolean;
}

export interface Sdc {
  readonly id: string;
  readonly guid: string;
  readonly ip: string;
  connected: boolean;
}

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly sdsId: string;
  readonly poolId: string;
  readonly capacityKib: number;
}

export interface Volume {
  readonly id: string;
  name: string | null;
  readonly vtreeId: string;
  readonly poolId: string;
  readonly type: 'ThinProvisioned' | 'ThickProvisioned' | 'Snapshot';
  /** Of a snapshot: the volume it was taken of. */
  ancestorId: string | null;
  /** Of a snapshot: those that were taken with it have the same. */
  readonly groupId: string | null;
  sizeKib: number;
  /** What has been written to a thin volume, counted once. */
  writtenKib: number;
  readonly createdMs: number;
  readonly mappedSdcIds: Set<string>;
}

export interface ScaleioState {
  readonly system: { readonly id: string; readonly name: string; readonly installId: string; readonly mdmIds: readonly string[] };
  readonly domains: readonly Domain[];
  readonly pools: readonly Pool[];
  readonly sds: readonly Sds[];
  readonly sdcs: readonly Sdc[];
  readonly devices: readonly Device[];
  volumes: Volume[];
  readonly ids: Ids;
}

const KIB_PER_GIB = 1024 * 1024;
/** ScaleIO allocates volumes in these steps. */
export const VOLUME_STEP_KIB = 8 * KIB_PER_GIB;
/** What ScaleIO keeps of a device for itself, as in every dump of 2.5 and 2.6 (100 GiB gives 103808000 KiB). */
const DEVICE_OVERHEAD_MIB = 1025;
/** The size of the cloud disks that the example cluster came with. */
export const DEVICE_GIB = 180;

export function gibToKib(gib: number): number {
  return gib * KIB_PER_GIB;
}

type NewVolume = Pick<Volume, 'name' | 'poolId' | 'type' | 'sizeKib' | 'createdMs'>;

/** Adds a volume, unmapped and with nothing written; without an origin it starts a VTree of its own. */
export function makeVolume(
  state: ScaleioState,
  fields: NewVolume,
  origin: Pick<Volume, 'vtreeId' | 'ancestorId' | 'groupId'> | null = null,
): Volume {
  const slot = state.volumes.length;
  const id = state.ids.next('Volume', slot);
  const { vtreeId, ancestorId, groupId } = origin ?? { vtreeId: state.ids.next('VTree', slot), ancestorId: null, groupId: null };
  const volume: Volume = { id, vtreeId, ancestorId, groupId, ...fields, writtenKib: 0, mappedSdcIds: new Set() };
  state.volumes = [...state.volumes, volume];
  return volume;
}

/** The world at start: one domain, one pool, and per host an SDS with one device and an SDC. */
export function initialState(hosts: readonly Host[], ids: Ids, deviceGib = DEVICE_GIB): ScaleioState {
  const domain = { id: ids.next('ProtectionDomain', 0), name: 'default' };
  const pool: Pool = {
    id: ids.next('StoragePool', 0),
    name: 'default',
    domainId: domain.id,
    sparePercentage: 34,
    highThreshold: 80,
    criticalThreshold: 90,
    losses: [],
    failedKib: 0,
  };
  const sds = hosts.map((host, index) => sdsOf(host, ids.next('Sds', index), domain.id));
  return {
    system: { id: ids.random64(), name: 'scaleio', installId: ids.random64(), mdmIds: hosts.slice(0, 3).map(() => ids.random64()) },
    domains: [domain],
    pools: [pool],
    sds,
    sdcs: hosts.map((host, index) => ({ id: ids.next('Sdc', index), guid: ids.guid(), ip: host.ip, connected: host.alive })),
    devices: sds.map(({ id }, index) => deviceOf(id, ids.next('Device', index * 0x10000), pool.id, deviceGib)),
    volumes: [],
    ids,
  };
}

function sdsOf(host: Host, id: string, domainId: string): Sds {
  return { id, name: `sds_${host.ip}`, ip: host.ip, domainId, connected: host.alive };
}

function deviceOf(sdsId: string, id: string, poolId: string, sizeGib: number): Device {
  return { id, name: 'xvdf', sdsId, poolId, capacityKib: (sizeGib * 1024 - DEVICE_OVERHEAD_MIB) * 1024 };
}
