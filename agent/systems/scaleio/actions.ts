/** What may be asked of ScaleIO. `args` are what the gateway wants, in its own words. */
import type { Json } from '../../model/ref.ts';

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
    /** From 3.0 on; left out: ScaleIO finds out. */
    readonly mediaType?: string;
  };
};

/** ScaleIO moves the data off first; the device is listed until that is done. */
export type RemoveDevice = {
  readonly system: 'scaleio';
  readonly do: 'removeDevice';
  readonly args: { readonly deviceId: string };
};

type Do<Name extends string, Args extends { readonly [key: string]: Json }> = {
  readonly system: 'scaleio';
  readonly do: Name;
  readonly args: Args;
};

/** Its snapshots go with it. */
export type MigrateVolume = Do<'migrateVolume', { readonly volumeId: string; readonly destSPId: string }>;
/** `allowMultipleMappings` only where several hosts are declared. */
export type MapVolume = Do<
  'mapVolume',
  { readonly volumeId: string; readonly sdcId: string; readonly allowMultipleMappings: 'TRUE' | 'FALSE' }
>;
export type UnmapVolume = Do<'unmapVolume', { readonly volumeId: string; readonly sdcId: string }>;
/** `0`: no limit. */
export type SetLimits = Do<
  'setMappedSdcLimits',
  { readonly volumeId: string; readonly sdcId: string; readonly iopsLimit: string; readonly bandwidthLimitInKbps: string }
>;
export type TakeSnapshot = Do<'takeSnapshot', { readonly volumeId: string; readonly snapshotName: string }>;
/** The same call as for a volume, kept apart because of what has to hold before it. */
export type RemoveSnapshot = Do<
  'removeSnapshot',
  {
    readonly volumeId: string;
    /** The name that the agent gave it, and that it has to have still. */
    readonly snapshotName: string;
    readonly removeMode: 'ONLY_ME';
  }
>;

export type CreateDomain = Do<'createDomain', { readonly name: string }>;
export type RemoveDomain = Do<'removeDomain', { readonly protectionDomainId: string }>;
export type CreateFaultSet = Do<'createFaultSet', { readonly name: string; readonly protectionDomainId: string }>;
export type RemoveFaultSet = Do<'removeFaultSet', { readonly faultSetId: string }>;

export type CreatePool = Do<
  'createPool',
  {
    readonly name: string;
    readonly protectionDomainId: string;
    readonly sparePercentage?: string;
    readonly zeroPaddingEnabled?: 'TRUE' | 'FALSE';
    readonly useRmcache?: 'TRUE' | 'FALSE';
    readonly useRfcache?: 'TRUE' | 'FALSE';
    readonly rmcacheWriteHandlingMode?: string;
    readonly mediaType?: string;
  }
>;
export type RemovePool = Do<'removePool', { readonly storagePoolId: string }>;
/** One setting of a pool: `call` is the gateway's action, `body` what it takes. */
export type SetPool = Do<
  'setPool',
  { readonly storagePoolId: string; readonly call: PoolCall; readonly body: { readonly [key: string]: string } }
>;
export type PoolCall =
  | 'setSparePercentage'
  | 'setRebuildEnabled'
  | 'setRebalanceEnabled'
  | 'setRebuildIoPriorityPolicy'
  | 'setRebalanceIoPriorityPolicy'
  | 'setRebuildRebalanceParallelism'
  | 'setZeroPaddingPolicy'
  | 'setUseRmcache'
  | 'setRmcacheWriteHandlingMode'
  | 'enableRfcache'
  | 'disableRfcache'
  | 'setMediaType';

export type AddNode = Do<
  'addNode',
  {
    readonly name: string;
    readonly protectionDomainId: string;
    readonly sdsIpList: readonly { readonly SdsIp: { readonly ip: string; readonly role: string } }[];
    readonly sdsPort?: string;
    readonly faultSetId?: string;
  }
>;
/** One setting of an SDS. */
export type SetNode = Do<'setNode', { readonly sdsId: string; readonly call: NodeCall; readonly body: { readonly [key: string]: string } }>;
/** `abortRemoveSds` takes a removal back while it drains. */
export type NodeCall =
  | 'setSdsName'
  | 'addSdsIp'
  | 'setSdsIpRole'
  | 'removeSdsIp'
  | 'enterMaintenanceMode'
  | 'exitMaintenanceMode'
  | 'abortRemoveSds';
export type RemoveNode = Do<'removeNode', { readonly sdsId: string }>;
/** One call about a device that takes no data away. */
export type SetDevice = Do<
  'setDevice',
  { readonly deviceId: string; readonly call: 'updateDeviceOriginalPathname' | 'clearDeviceError' | 'activateDevice' | 'abortRemoveDevice' }
>;

/** `args` are sent as they are, ids of objects in the address. Numbers are texts: the gateway wants them so. */
export type GatewayAction =
  | CreateVolume
  | SetVolumeSize
  | SetVolumeName
  | RemoveVolume
  | MigrateVolume
  | MapVolume
  | UnmapVolume
  | SetLimits
  | TakeSnapshot
  | RemoveSnapshot
  | CreateDomain
  | RemoveDomain
  | CreateFaultSet
  | RemoveFaultSet
  | CreatePool
  | RemovePool
  | SetPool
  | SetThresholds
  | AddNode
  | SetNode
  | RemoveNode
  | AddDevice
  | SetDevice
  | RemoveDevice;
