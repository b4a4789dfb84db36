/** The simulated ScaleIO system: what the MDM would know. Sizes in KiB, times in virtual ms since the epoch. */
import type { HostDisks } from '../service.ts';
import type { Ids } from './ids.ts';

export interface Domain {
  readonly id: string;
  readonly name: string;
}

export interface Pool {
  readonly id: string;
  readonly name: string;
  readonly domainId: string;
  sparePercentage: number;
  highThreshold: number;
  criticalThreshold: number;
  rebalanceEnabled: boolean;
  /** Raw KiB whose two copies are both gone. */
  failedKib: number;
  writing: Writing | null;
}

/** Somebody writes into a pool all the time. */
export interface Writing {
  /** Counted once. */
  readonly kibPerMs: number;
  readonly sinceMs: number;
  /** What was written of it, or found no room. */
  doneKib: number;
}

export interface Sds {
  readonly id: string;
  name: string;
  readonly ip: string;
  readonly domainId: string;
  /** Null: a fault unit of its own. */
  readonly faultSetId: string | null;
  connected: boolean;
  /** Every device has a number that no other one of this SDS ever had. */
  devicesAdded: number;
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
  readonly path: string;
  /** The cloud disk that it is; null: one that the host came with. */
  readonly diskId: string | null;
  readonly sizeGib: number;
  readonly capacityKib: number;
  state: 'InitialTest' | 'Normal' | 'RemovePending';
  readonly testedAtMs: number;
  /** Its disk is gone for good. */
  hasFailed: boolean;
  /** The copies on it that are good. */
  dataKib: number;
  /** The copies that were on it, or are out of date, and have not been made anew. */
  lostKib: number;
  lostAtMs: number;
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

export interface Mdm {
  readonly id: string;
  readonly ip: string;
}

export interface ScaleioState {
  /** What all the rest is true of: settle moves it. */
  nowMs: number;
  readonly system: { readonly id: string; readonly name: string; readonly installId: string; readonly mdms: readonly Mdm[] };
  readonly domains: readonly Domain[];
  readonly pools: readonly Pool[];
  sds: Sds[];
  sdcs: Sdc[];
  devices: Device[];
  volumes: Volume[];
  readonly ids: Ids;
  /** What the SDSs find on their hosts, besides the disks they came with. */
  readonly disks: HostDisks;
}

const KIB_PER_GIB = 1024 * 1024;
/** ScaleIO allocates volumes in these steps. */
export const VOLUME_STEP_KIB = 8 * KIB_PER_GIB;
export function gibToKib(gib: number): number {
  return gib * KIB_PER_GIB;
}

type NewVolume = Pick<Volume, 'name' | 'poolId' | 'type' | 'sizeKib'>;

/** Adds a volume, unmapped and with nothing written; without an origin it starts a VTree of its own. */
export function makeVolume(
  state: ScaleioState,
  fields: NewVolume,
  origin: Pick<Volume, 'vtreeId' | 'ancestorId' | 'groupId'> | null = null,
): Volume {
  const slot = state.volumes.length;
  const id = state.ids.next('Volume', slot);
  const { vtreeId, ancestorId, groupId } = origin ?? { vtreeId: state.ids.next('VTree', slot), ancestorId: null, groupId: null };
  const volume: Volume = { id, vtreeId, ancestorId, groupId, ...fields, createdMs: state.nowMs, writtenKib: 0, mappedSdcIds: new Set() };
  state.volumes = [...state.volumes, volume];
  return volume;
}
