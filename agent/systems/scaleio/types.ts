/** ScaleIO as the agent sees it: what it reads and what it may ask for. */
import type { Kib } from '../../units.ts';

export interface SystemInfo {
  readonly id: string;
  readonly name: string | null;
  /** Of the gateway: `2.6`. */
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

export interface StoragePool {
  readonly id: string;
  readonly name: string | null;
  readonly protectionDomainId: string;
  readonly highPercent: number;
  readonly criticalPercent: number;
  readonly sparePercent: number;
  /** Whether it may move data to new devices by itself. */
  readonly rebalanceEnabled: boolean;
}

/** Raw: both mirror copies. */
export interface PoolStatistics {
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
  /** Addresses of the SDCs that have it as a disk, or their ids where they have none; sorted. */
  readonly mappedTo: readonly string[];
}

/** An SDS. */
export interface StorageNode {
  readonly id: string;
  readonly name: string | null;
  readonly protectionDomainId: string;
  readonly ips: readonly string[];
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
  /** `deviceCurrentPathName`: may be resolved by the SDS, so devices are told by their name. */
  readonly path: string;
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
  readonly pools: readonly StoragePool[];
  /** By pool id. */
  readonly statistics: ReadonlyMap<string, PoolStatistics>;
  readonly volumes: readonly Volume[];
  readonly nodes: readonly StorageNode[];
  readonly devices: readonly Device[];
}

export type VolumeType = 'ThinProvisioned' | 'ThickProvisioned';

export type CreateVolume = {
  readonly system: 'scaleio';
  readonly do: 'createVolume';
  readonly args: {
    readonly name: string;
    readonly storagePoolId: string;
    readonly protectionDomainId: string;
    readonly volumeType: VolumeType;
    readonly volumeSizeInKb: string;
  };
};

export type SetVolumeSize = {
  readonly system: 'scaleio';
  readonly do: 'setVolumeSize';
  readonly args: { readonly volumeId: string; readonly sizeInGB: string };
};

export type SetVolumeName = {
  readonly system: 'scaleio';
  readonly do: 'setVolumeName';
  readonly args: { readonly volumeId: string; readonly newName: string };
};

/** `ONLY_ME`: never what was derived from it. */
export type RemoveVolume = {
  readonly system: 'scaleio';
  readonly do: 'removeVolume';
  readonly args: { readonly volumeId: string; readonly removeMode: 'ONLY_ME' };
};

export type SetThresholds = {
  readonly system: 'scaleio';
  readonly do: 'setCapacityAlertThresholds';
  readonly args: {
    readonly storagePoolId: string;
    readonly capacityAlertHighThresholdPercent: string;
    readonly capacityAlertCriticalThresholdPercent: string;
  };
};

/** Never with a take-over: what is on the disk already, and is not empty, is refused. */
export type AddDevice = {
  readonly system: 'scaleio';
  readonly do: 'addDevice';
  readonly args: {
    readonly sdsId: string;
    readonly storagePoolId: string;
    readonly deviceCurrentPathname: string;
    readonly name: string;
  };
};

/** ScaleIO moves the data off first; the device is listed until that is done. */
export type RemoveDevice = {
  readonly system: 'scaleio';
  readonly do: 'removeDevice';
  readonly args: { readonly deviceId: string };
};

/** `args` are sent as they are, the id of the object in the address. Numbers are texts: the gateway wants them so. */
export type ScaleioAction = CreateVolume | SetVolumeSize | SetVolumeName | RemoveVolume | SetThresholds | AddDevice | RemoveDevice;
