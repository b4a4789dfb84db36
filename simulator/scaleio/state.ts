/** The simulated ScaleIO system: what the MDM would know. Sizes in KiB, times in virtual ms since the epoch. */
import type { HostDisks } from '../service.ts';
import type { Ids } from './ids.ts';
import type { MediaType, Pool } from './pool-state.ts';
import type { Migration, Volumes } from './volumes.ts';

export interface Domain {
  readonly id: string;
  name: string;
  state: 'Active' | 'Inactive';
  /** KiB a second for each SDS; null: no limit. */
  limits: { readonly rebuild: number | null; readonly rebalance: number | null; readonly overall: number | null };
}

export interface FaultSet {
  readonly id: string;
  name: string;
  readonly domainId: string;
}

export type IpRole = 'all' | 'sdsOnly' | 'sdcOnly';

export interface SdsIp {
  readonly ip: string;
  readonly role: IpRole;
}

/** How far it is into maintenance, or out of it. */
export type Maintenance = 'NoMaintenance' | 'SetMaintenanceInProgress' | 'InMaintenance' | 'ExitMaintenanceInProgress';

export interface Sds {
  readonly id: string;
  name: string;
  /** Of the host it runs on. */
  readonly ip: string;
  ips: readonly SdsIp[];
  port: number;
  readonly domainId: string;
  /** Null: a fault unit of its own. */
  readonly faultSetId: string | null;
  connected: boolean;
  state: 'Normal' | 'RemovePending';
  maintenance: Maintenance;
  /** When it was asked to go there, or to come back. */
  maintenanceAtMs: number;
  drlMode: 'Volatile' | 'NonVolatile';
  rmcacheEnabled: boolean;
  rmcacheKib: number;
  rfcacheEnabled: boolean;
  perfProfile: string;
  /** Every device has a number that no other one of this SDS ever had. */
  devicesAdded: number;
}

export interface Sdc {
  readonly id: string;
  name: string | null;
  readonly guid: string;
  readonly ip: string;
  connected: boolean;
  approved: boolean;
  perfProfile: string;
}

export interface Device {
  readonly id: string;
  name: string;
  readonly sdsId: string;
  readonly poolId: string;
  /** Where the SDS has found its disk, `deviceCurrentPathName`. */
  path: string;
  /** `deviceOriginalPathName`: another one when the host has renamed its disks since. */
  originalPath: string;
  /** The disk that it is: one of the cloud, or one that the host came with. */
  readonly diskId: string;
  readonly sizeGib: number;
  readonly capacityKib: number;
  /** What it may hold at most, as somebody has set it; null: all. */
  limitKib: number | null;
  /** Null where gateways know no media: before 3.0. */
  mediaType: MediaType | null;
  state: 'InitialTest' | 'InitialTestDone' | 'Normal' | 'RemovePending';
  testedAtMs: number;
  /** Whether it is used as soon as it is tested, or waits for activateDevice. */
  readonly activatesItself: boolean;
  /** Its disk is gone, or cannot be read. */
  hasFailed: boolean;
  /** Its disk will never be read again: clearing the error does not help. */
  isBroken: boolean;
  /** The copies on it that are good. */
  dataKib: number;
  /** The copies that were on it, or are out of date, and have not been made anew. */
  lostKib: number;
  lostAtMs: number;
}

export interface Mdm {
  readonly id: string;
  readonly ip: string;
}

export interface ScaleioState {
  /** What all the rest is true of: settle moves it. */
  nowMs: number;
  /** As the gateway says it: `2.6`. */
  readonly version: string;
  readonly system: { readonly id: string; readonly name: string; readonly installId: string; readonly mdms: readonly Mdm[] };
  domains: readonly Domain[];
  faultSets: readonly FaultSet[];
  pools: readonly Pool[];
  sds: readonly Sds[];
  sdcs: readonly Sdc[];
  devices: readonly Device[];
  readonly volumes: Volumes;
  /** By VTree id. */
  readonly migrations: Map<string, Migration>;
  /** When each alert began, by its id. */
  readonly alertsSinceMs: Map<string, number>;
  readonly ids: Ids;
  /** Whether the machine at this address runs; an SDS can be added only there. */
  readonly isAlive: (ip: string) => boolean;
  /** What the SDSs find on their hosts. */
  readonly disks: HostDisks;
}
