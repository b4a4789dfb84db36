/** What can be asked of devices and of the SDSs they are on. Each call changes the state or throws a Refusal, never half of it. */
import { capacityOf, spareOf } from './capacity.ts';
import { devicesOf, openDevices, sum } from './copies.ts';
import { isDegraded } from './movement.ts';
import { checkNameText } from './names.ts';
import { found } from './objects.ts';
import { flag, optional, required } from './params.ts';
import type { Params } from './params.ts';
import { refused } from './rc.ts';
import { newDevice } from './start.ts';
import type { Pool } from './pool-state.ts';
import type { Device, ScaleioState, Sds } from './state.ts';

/** querySystemLimits devicesPerSds, devicePerStoragePool. */
export const MAX_DEVICES = { perSds: 64, perPool: 300 };
/** As the 2.x guides say; a disk of 100 GiB gives the 98.999 GiB that dumps show. */
const SMALLEST_GIB = 100;
/** testTimeSecs by default; assumed. */
const TEST_MS = 10_000;
const FEWEST_UNITS = 3;

/** Makes the disk under the path a device, which is tested first. */
export function addDevice(state: ScaleioState, params: Params): Device {
  const sds = found(state.sds, required(params, 'sdsId'), 'TGT_NOT_FOUND');
  const pool = found(state.pools, required(params, 'storagePoolId'), 'STORAGE_POOL_NOT_FOUND');
  const path = required(params, 'deviceCurrentPathname');
  const name = optional(params, 'name') ?? path.slice(path.lastIndexOf('/') + 1);
  checkNameText(name);
  checkPlaces(state, sds, pool);
  const own = state.devices.filter(({ sdsId }) => sdsId === sds.id);
  if (own.some((device) => device.name === name)) throw refused('DEV_NAME_ALREADY_EXISTS');
  const disk = state.disks.find(sds.ip, path);
  if (own.some((device) => device.path === path || (disk !== null && device.diskId === disk.diskId)))
    throw refused('DEV_PATH_ALREADY_EXISTS');
  if (disk === null) throw refused('TGT_ADD_DEV_OPEN_ERROR');
  const { diskId, sizeGib } = disk;
  if (sizeGib < SMALLEST_GIB) throw refused('DEV_SIZE_TOO_SMALL');
  const isTaken = state.devices.some((device) => device.diskId === diskId);
  if (isTaken && !flag(params, 'forceDeviceTakeover')) throw refused('DEV_ALREADY_TAKEN_BY_ANOTHER');
  const testedAtMs = state.nowMs + TEST_MS;
  const device = newDevice(sds, state.ids, { name, poolId: pool.id, path, diskId, sizeGib, state: 'InitialTest', testedAtMs });
  state.devices = [...state.devices, device];
  return device;
}

/** One device at a time on an SDS, and only while the others there are well. */
function checkPlaces(state: ScaleioState, sds: Sds, pool: Pool): void {
  if (sds.domainId !== pool.domainId) throw refused('FD_AND_SP_MISMATCH');
  // Which code it is for an SDS that cannot be reached is assumed.
  if (!sds.connected) throw refused('COMMUNICATION_ERROR');
  const own = state.devices.filter(({ sdsId }) => sdsId === sds.id);
  if (own.some((device) => device.state === 'InitialTest')) throw refused('TGT_ALREADY_ADDING_DEV');
  if (own.some((device) => device.state === 'RemovePending')) throw refused('TGT_DEV_BEING_REMOVED');
  if (own.some(({ hasFailed }) => hasFailed)) throw refused('TGT_DEV_NOT_HEALTHY');
  if (own.length >= MAX_DEVICES.perSds) throw refused('TOO_MANY_DEVICES');
  if (devicesOf(state, pool).length >= MAX_DEVICES.perPool) throw refused('TOO_MANY_DEVICES_IN_STORAGE_POOL');
}

/** Its copies are moved off first; then it is not listed any more. */
export function removeDevice(state: ScaleioState, device: Device): void {
  if (device.state === 'RemovePending') throw refused('TGT_DEV_BEING_REMOVED');
  if (device.state === 'InitialTest') throw refused('TGT_DEV_TEST_IN_PROGRESS');
  const others = state.devices.filter((other) => other.sdsId === device.sdsId && other !== device && other.state === 'Normal');
  if (others.length === 0) throw refused('NOT_ENOUGH_TGT_DEV');
  const pool = found(state.pools, device.poolId, 'STORAGE_POOL_NOT_FOUND');
  if (isDegraded(state, pool)) throw refused('DEGRADED_OR_FAILED_DATA');
  const left = openDevices(state, pool).filter((other) => other !== device);
  if (new Set(left.map(({ sdsId }) => sdsId)).size < FEWEST_UNITS) throw refused('NOT_ENOUGH_DEVICES_IN_STORAGE_POOL_FOR_REMOVAL');
  const leftKib = sum(left.map(({ capacityKib }) => capacityKib));
  if (capacityOf(state, pool).inUseKib > leftKib - spareOf(leftKib, pool.sparePercentage)) throw refused('NO_SPARES');
  device.state = 'RemovePending';
}

/** Takes an SDS with its devices out; a real MDM moves their copies off first, this one wants them empty. */
export function removeSds(state: ScaleioState, sds: Sds): void {
  const own = state.devices.filter(({ sdsId }) => sdsId === sds.id);
  const pools = state.pools.filter(({ id, failedKib }) => failedKib > 0 && own.some(({ poolId }) => poolId === id));
  if (pools.length > 0 || own.some(({ lostKib }) => lostKib > 0)) throw refused('DEGRADED_OR_FAILED_DATA');
  if (own.some(({ dataKib }) => dataKib > 0)) throw refused('DEV_NOT_EMPTY');
  state.devices = state.devices.filter((device) => !own.includes(device));
  state.sds = state.sds.filter((other) => other !== sds);
}
