/** What can be asked of devices, but for their removal. Each call changes the state or throws a Refusal, never half of it. */
import { devicesOf, devicesOn } from './copies.ts';
import { checkFree, checkNameText } from './names.ts';
import { found } from './objects.ts';
import { flag, oneOf, optional, required, wholeNumber } from './params.ts';
import type { Params } from './params.ts';
import type { MediaType, Pool } from './pool-state.ts';
import { has } from './profile.ts';
import { refused, unknownAction } from './rc.ts';
import { gibToKib } from './sizes.ts';
import { newDevice } from './start.ts';
import type { Device, ScaleioState, Sds } from './state.ts';

/** querySystemLimits devicesPerSds, devicePerStoragePool. */
export const MAX_DEVICES = { perSds: 64, perPool: 300 };
/** What a device may have at least, and at most: 100 as the 2.x guides say (a disk of it gives the 98.999 GiB of dumps), then 90. */
export function deviceSizesGib(version: string): { readonly least: number; readonly most: number } {
  return { least: has(version, 'largeLeastDevice') ? 100 : 90, most: 14_902 };
}
/** testTimeSecs by default; assumed. */
const TEST_MS = 10_000;
const TEST_MODES = ['testOnly', 'noTest', 'testAndActivate'] as const;
const MEDIA = ['HDD', 'SSD'] as const;

/** Makes the disk under the path a device, which is tested first. */
export function addDevice(state: ScaleioState, params: Params): Device {
  const sds = found(state.sds, required(params, 'sdsId'), 'TGT_NOT_FOUND');
  const pool = found(state.pools, required(params, 'storagePoolId'), 'STORAGE_POOL_NOT_FOUND');
  required(params, 'deviceCurrentPathname');
  const own = devicesOn(state, sds);
  if (own.some((device) => device.state === 'InitialTest')) throw refused('TGT_ALREADY_ADDING_DEV');
  if (own.some((device) => device.state === 'RemovePending')) throw refused('TGT_DEV_BEING_REMOVED');
  if (own.some(({ hasFailed }) => hasFailed)) throw refused('TGT_DEV_NOT_HEALTHY');
  return makeDevice(state, { sds, pool }, params);
}

/** Of an SDS that is just being added, there may be several at once. */
export function makeDevice(state: ScaleioState, place: { readonly sds: Sds; readonly pool: Pool }, params: Params): Device {
  const { sds, pool } = place;
  const path = required(params, 'deviceCurrentPathname');
  const name = optional(params, 'name') ?? path.slice(path.lastIndexOf('/') + 1);
  checkNameText(name);
  checkPlaces(state, sds, pool);
  checkFree(name, devicesOn(state, sds), { rc: 'DEV_NAME_ALREADY_EXISTS' });
  const disk = diskFor(state, sds, path, flag(params, 'forceDeviceTakeover'));
  const mediaType = mediaFor(state, pool, params);
  const testMode = optional(params, 'testMode') === null ? 'testAndActivate' : oneOf(params, 'testMode', TEST_MODES);
  const device = newDevice(sds, state.ids, {
    ...disk,
    name,
    path,
    poolId: pool.id,
    mediaType,
    state: testMode === 'noTest' ? 'Normal' : 'InitialTest',
    activatesItself: testMode !== 'testOnly',
    testedAtMs: state.nowMs + TEST_MS,
  });
  if (optional(params, 'capacityLimitInKb') !== null)
    limit(device, wholeNumber(required(params, 'capacityLimitInKb'), 'capacityLimitInKb'));
  state.devices = [...state.devices, device];
  return device;
}

function checkPlaces(state: ScaleioState, sds: Sds, pool: Pool): void {
  if (sds.domainId !== pool.domainId) throw refused('FD_AND_SP_MISMATCH');
  // Which code it is for an SDS that cannot be reached is assumed.
  if (!sds.connected) throw refused('COMMUNICATION_ERROR');
  if (sds.state === 'RemovePending') throw refused('TGT_BEING_REMOVED');
  if (sds.maintenance !== 'NoMaintenance') throw refused('TGT_MM_SDS_FAIL');
  if (devicesOn(state, sds).length >= MAX_DEVICES.perSds) throw refused('TOO_MANY_DEVICES');
  if (devicesOf(state, pool).length >= MAX_DEVICES.perPool) throw refused('TOO_MANY_DEVICES_IN_STORAGE_POOL');
}

function diskFor(state: ScaleioState, sds: Sds, path: string, takesOver: boolean): Pick<Device, 'diskId' | 'sizeGib'> {
  const disk = state.disks.find(sds.ip, path);
  const isOwn = (device: Device): boolean => device.path === path || (disk !== null && device.diskId === disk.diskId);
  if (devicesOn(state, sds).some(isOwn)) throw refused('DEV_PATH_ALREADY_EXISTS');
  if (disk === null) throw refused('TGT_ADD_DEV_OPEN_ERROR');
  const { diskId, sizeGib } = disk;
  const { least, most } = deviceSizesGib(state.version);
  if (sizeGib < least) throw refused('DEV_SIZE_TOO_SMALL');
  if (sizeGib > most) throw refused('DEV_SIZE_TOO_LARGE');
  const isTaken = state.devices.some((device) => device.diskId === diskId);
  if (isTaken && !takesOver) throw refused('DEV_ALREADY_TAKEN_BY_ANOTHER');
  return { diskId, sizeGib };
}

/** The pool's own where the request does not say; a pool of both kinds wants to be told. */
function mediaFor(state: ScaleioState, pool: Pool, params: Params): MediaType | null {
  if (!has(state.version, 'mediaType')) return null;
  if (optional(params, 'mediaType') === null) {
    if (pool.mediaType === 'Transitional') throw refused('MUST_SPECIFY_MEDIA_TYPE');
    return pool.mediaType;
  }
  const mediaType = oneOf(params, 'mediaType', MEDIA);
  if (pool.mediaType !== 'Transitional' && pool.mediaType !== mediaType) throw refused('MEDIA_TYPE_MISMATCH');
  return mediaType;
}

type Setting = (state: ScaleioState, device: Device, params: Params) => void;

/** Action -> what it does; all of them answer nothing. */
export const DEVICE_SETTINGS = {
  setDeviceName(state, device, params) {
    const name = required(params, 'newName');
    const own = state.devices.filter(({ sdsId }) => sdsId === device.sdsId);
    checkFree(name, own, { rc: 'DEV_NAME_ALREADY_EXISTS', own: device });
    device.name = name;
  },
  setDeviceCapacityLimit(_, device, params) {
    limit(device, gibToKib(wholeNumber(required(params, 'capacityLimitInGB'), 'capacityLimitInGB')));
  },
  setMediaType(state, device, params) {
    if (!has(state.version, 'mediaType')) throw unknownAction('setMediaType');
    const pool = found(state.pools, device.poolId, 'STORAGE_POOL_NOT_FOUND');
    const mediaType = oneOf(params, 'mediaType', MEDIA);
    if (pool.mediaType !== 'Transitional' && pool.mediaType !== mediaType) throw refused('MEDIA_TYPE_MISMATCH');
    device.mediaType = mediaType;
  },
  updateDeviceOriginalPathname: (_, device) => void (device.originalPath = device.path),
  /** A disk that is broken, or is not there, has the same error again at once. */
  clearDeviceError(state, device) {
    const sds = found(state.sds, device.sdsId, 'TGT_NOT_FOUND');
    if (!sds.connected) throw refused('TGT_IS_DOWN');
    if (!device.isBroken && state.disks.find(sds.ip, device.path)?.diskId === device.diskId) device.hasFailed = false;
  },
  activateDevice(_, device) {
    if (device.state === 'InitialTest') throw refused('TGT_DEV_TEST_IN_PROGRESS');
    if (device.state === 'RemovePending') throw refused('TGT_DEV_BEING_REMOVED');
    if (device.state === 'Normal') throw refused('TGT_DEV_ALREADY_ACTIVE');
    device.state = 'Normal';
  },
} as const satisfies Readonly<Record<string, Setting>>;

/** Not below what it holds; how that is refused is assumed. */
function limit(device: Device, kib: number): void {
  if (kib > device.capacityKib || kib < device.dataKib + device.lostKib) throw refused('PARAMETER_OUT_OF_RANGE');
  device.limitKib = kib === device.capacityKib ? null : kib;
}
