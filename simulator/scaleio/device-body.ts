/** Devices as the gateway writes them. */
import { links, nulls } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import { has } from './profile.ts';
import type { Device, ScaleioState } from './state.ts';

export function deviceBody({ version }: ScaleioState, device: Device): Body {
  const parents = { sdsId: `Sds::${device.sdsId}`, storagePoolId: `StoragePool::${device.poolId}` };
  const spSdsId = spSdsIdOf(device);
  return {
    id: device.id,
    name: device.name,
    sdsId: device.sdsId,
    storagePoolId: device.poolId,
    deviceCurrentPathName: device.path,
    deviceOriginalPathName: device.originalPath,
    deviceState: device.state,
    errorState: device.hasFailed ? 'Error' : 'None',
    maxCapacityInKb: device.capacityKib,
    capacityLimitInKb: device.limitKib ?? device.capacityKib,
    ledSetting: 'Off',
    aggregatedState: 'NeverFailed',
    ssdEndOfLifeState: 'NeverFailed',
    temperatureState: 'NeverFailed',
    rfcacheErrorDeviceDoesNotExist: false,
    longSuccessfulIos: nulls(['shortWindow', 'mediumWindow', 'longWindow']),
    ...(has(version, 'mediaType') ? { ...SINCE_3, mediaType: device.mediaType, autoDetectMediaType: device.mediaType, spSdsId } : {}),
    links: links('Device', device.id, ['Statistics'], has(version, 'mediaType') ? { ...parents, spSdsId: `SpSds::${spSdsId}` } : parents),
  };
}

/** What an SDS has of a pool, as one: an id with the SDS's high half, both places below. */
export function spSdsIdOf({ sdsId, poolId }: Pick<Device, 'sdsId' | 'poolId'>): string {
  return sdsId.slice(0, 8) + sdsId.slice(-4) + poolId.slice(-4);
}

export interface SpSds {
  readonly id: string;
  readonly sdsId: string;
  readonly poolId: string;
}

export function spSdsOf({ devices }: ScaleioState): readonly SpSds[] {
  const all = devices.map((device) => ({ id: spSdsIdOf(device), sdsId: device.sdsId, poolId: device.poolId }));
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

/** No client says more of it than these. */
export function spSdsBody(_: ScaleioState, { id, sdsId, poolId }: SpSds): Body {
  const parents = { sdsId: `Sds::${sdsId}`, storagePoolId: `StoragePool::${poolId}` };
  return { id, sdsId, storagePoolId: poolId, links: links('SpSds', id, [], parents) };
}

const SINCE_3: Body = {
  ...nulls(['accelerationPoolId', 'accelerationProps', 'firmwareVersion', 'modelName', 'raidControllerSerialNumber', 'rfcacheProps']),
  ...nulls(['serialNumber', 'slotNumber', 'vendorName']),
  ataSecurityActive: false,
  cacheLookAheadActive: false,
  capacity: 0,
  deviceType: 'Unknown',
  externalAccelerationType: 'None',
  fglNvdimmMetadataAmortizationX100: 150,
  fglNvdimmWriteCacheSize: 16,
  logicalSectorSizeInBytes: 0,
  mediaFailing: false,
  persistentChecksumState: 'StateInvalid',
  physicalSectorSizeInBytes: 0,
  storageProps: { destFglAccDeviceId: null, destFglNvdimmSizeMb: 0, fglAccDeviceId: null, fglNvdimmSizeMb: 0 },
  writeCacheActive: false,
};
