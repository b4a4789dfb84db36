/** ScaleIO as the agent sees it: what it reads and what it may ask for. */
import type { GatewayAction } from './actions.ts';
import type { Kib } from '../../units.ts';

export interface SystemInfo {
  readonly id: string;
  readonly name: string | null;
  /** Of the gateway: `2.6`; see profile.ts. */
  readonly version: string;
  /** `ClusteredNormal`, or whatever the gateway calls it; null: it does not say. */
  readonly mdmState: string | null;
}

export interface ProtectionDomain {
  readonly id: string;
  readonly name: string | null;
  /** Usable only when `Active`. */
  readonly protectionDomainState: string;
}

/** Nodes that fail together. */
export interface FaultSet {
  readonly id: string;
  readonly name: string | null;
  readonly protectionDomainId: string;
}

/** How copies are made anew, or evened out. */
export interface MovePolicy {
  readonly enabled: boolean;
  /** `unlimited`, `limitNumOfConcurrentIos`, `favorAppIos`, or what a later version may add. */
  readonly policy: string;
  readonly concurrentIosPerDevice: number | null;
  readonly bandwidthKibpsPerDevice: number | null;
}

export interface StoragePool {
  readonly id: string;
  readonly name: string | null;
  readonly protectionDomainId: string;
  readonly highPercent: number;
  readonly criticalPercent: number;
  readonly sparePercent: number;
  /** Whether it may move data to new devices by itself: `rebalance.enabled`. */
  readonly rebalanceEnabled: boolean;
  readonly rebuild: MovePolicy;
  readonly rebalance: MovePolicy;
  /** Jobs of rebuild and rebalance at once, on each device. */
  readonly parallelJobsPerDevice: number;
  readonly zeroPadding: boolean;
  readonly useRmcache: boolean;
  readonly useRfcache: boolean;
  /** `Cached`, `Passthrough`. */
  readonly rmcacheWriteHandling: string;
  /** `HDD`, `SSD`, `Transitional`; null: before 3.0 pools have none. */
  readonly mediaType: string | null;
}

/** Raw: both mirror copies. */
export interface PoolStatistics {
  /** What a list of its devices is held against. */
  readonly deviceCount: number;
  readonly maxKib: Kib;
  readonly spareKib: Kib;
  readonly inUseKib: Kib;
  /** Copies that are lost while the other one is there. */
  readonly degradedKib: Kib;
  /** Data that cannot be read now. */
  readonly failedKib: Kib;
  /** Free space on nodes that are not connected. */
  readonly unreachableUnusedKib: Kib;
  /** Still to be copied because a copy was lost, or was away; active and pending. */
  readonly rebuildKib: Kib;
  /** Still to be moved to even the devices out; active and pending. */
  readonly rebalanceKib: Kib;
  /** What one more thick volume may take, counted once. */
  readonly availableKib: Kib;
  /** What thick volumes take, and what thin ones may come to take: of both, both copies. */
  readonly thickKib: Kib;
  readonly thinAllocatedKib: Kib;
  /** What is being copied now, KiB a second; 0: nothing, or it is not known. */
  readonly rebuildKibps: number;
  readonly rebalanceKibps: number;
}

export interface Volume {
  readonly id: string;
  readonly name: string | null;
  readonly sizeKib: Kib;
  readonly storagePoolId: string;
  /** `ThinProvisioned`, `ThickProvisioned`, `Snapshot`, or what a later version may add. */
  readonly volumeType: string;
  /** Of a snapshot: the volume it was taken of. */
  readonly ancestorVolumeId: string | null;
  readonly vtreeId: string;
  /** The hosts that have it as a disk, by SDC id; `sdcId` is `*` when every SDC has it. */
  readonly mappings: readonly Mapping[];
  /** Seconds since the epoch. */
  readonly createdAtSeconds: number;
}

export interface Mapping {
  readonly sdcId: string;
  /** For people: the SDC's address, or its id where the gateway gives none. */
  readonly host: string;
  /** 0: no limit. */
  readonly limitIops: number;
  /** MiB a second although the gateway writes Mbps; 0: no limit. */
  readonly limitMibps: number;
}

/** The driver by which a host has volumes as disks. */
export interface Sdc {
  readonly id: string;
  readonly name: string | null;
  /** Upper-case. */
  readonly guid: string;
  readonly ips: readonly string[];
  /** `Connected` means well. */
  readonly mdmConnectionState: string;
}

/** A volume, with all its snapshots, on its way to another pool. */
export interface Migration {
  readonly vtreeId: string;
  readonly fromPoolId: string;
  readonly toPoolId: string;
  /** As the gateway says it; `NotInMigration`: it is over. */
  readonly status: string;
}

/** What ScaleIO itself complains about. Before 4.0 only. */
export interface Alert {
  /** `STORAGE_POOL_UNBALANCED`. */
  readonly type: string;
  /** `ALERT_LOW`, `ALERT_MEDIUM`, `ALERT_HIGH`. */
  readonly severity: string;
  /** Of the object it is about; null: the system. */
  readonly objectId: string | null;
  readonly since: string;
}

/** An SDS. */
export interface StorageNode {
  readonly id: string;
  readonly name: string | null;
  readonly protectionDomainId: string;
  readonly ips: readonly string[];
  /** In the order of `ips`: `all`, `sdsOnly`, `sdcOnly`. */
  readonly roles: readonly string[];
  readonly port: number;
  readonly states: NodeStates;
  /** Nodes of one fault set fail together; null: it is a fault unit of its own. */
  readonly faultSetId: string | null;
}

/** A disk of an SDS. */
export interface Device {
  readonly id: string;
  readonly name: string | null;
  readonly sdsId: string;
  /** Null: it speeds up others, and belongs to an acceleration pool (3.x). */
  readonly storagePoolId: string | null;
  /** `deviceCurrentPathName`: may be resolved by the SDS, so devices are told by their name; '' where the gateway leaves it out. */
  readonly path: string;
  /** `deviceOriginalPathName`: another one than `path` after the host has given its disks other names. */
  readonly originalPath: string;
  /** `Normal` means well; every other, known or not, means not ready. */
  readonly deviceState: string;
  /** `None` means well. */
  readonly errorState: string;
  readonly maxKib: Kib;
}

/** As the gateway names them; each has one value that means well, every other, known or not, means not ready. */
export interface NodeStates {
  readonly sdsState: string;
  readonly membershipState: string;
  readonly mdmConnectionState: string;
  readonly maintenanceState: string;
}

export interface ScaleioFacets {
  readonly system: SystemInfo;
  readonly domains: readonly ProtectionDomain[];
  readonly faultSets: readonly FaultSet[];
  readonly pools: readonly StoragePool[];
  /** By pool id. */
  readonly statistics: ReadonlyMap<string, PoolStatistics>;
  readonly volumes: readonly Volume[];
  readonly nodes: readonly StorageNode[];
  readonly devices: readonly Device[];
  readonly sdcs: readonly Sdc[];
  /** By VTree id, of those volumes only that are not in the pool they are declared in. */
  readonly migrations: ReadonlyMap<string, Migration>;
  /** Empty from 4.0 on, where the gateway has no list of them. */
  readonly alerts: readonly Alert[];
}

/** Here too, because rules across systems see nothing else of this room. */
export type ScaleioAction = GatewayAction;
