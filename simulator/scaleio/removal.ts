/** Taking devices and SDSs out. Their copies are moved off first; until that is done, the removal can be taken back. */
import { capacityOf, spareOf } from './capacity.ts';
import { devicesOn, FEWEST_UNITS, isUp, openDevices, sum, unitsOf } from './copies.ts';
import { isDegraded } from './movement.ts';
import { found } from './objects.ts';
import type { Pool } from './pool-state.ts';
import { refused } from './rc.ts';
import type { Device, ScaleioState, Sds } from './state.ts';

export function removeDevice(state: ScaleioState, device: Device): void {
  if (device.state === 'RemovePending') throw refused('TGT_DEV_BEING_REMOVED');
  if (device.state === 'InitialTest') throw refused('TGT_DEV_TEST_IN_PROGRESS');
  const sds = found(state.sds, device.sdsId, 'TGT_NOT_FOUND');
  if (sds.maintenance !== 'NoMaintenance') throw refused('TGT_MM_SDS_FAIL');
  const others = devicesOn(state, sds).filter((other) => other !== device && other.state === 'Normal');
  if (others.length === 0) throw refused('NOT_ENOUGH_TGT_DEV');
  checkLeft(state, found(state.pools, device.poolId, 'STORAGE_POOL_NOT_FOUND'), [device]);
  device.state = 'RemovePending';
}

/** How it is taken back; the name of the call and its refusal are assumed for devices. */
export function abortRemoveDevice(state: ScaleioState, device: Device): void {
  if (device.state !== 'RemovePending') throw refused('DEV_NOT_UNDER_REMOVAL');
  if (found(state.sds, device.sdsId, 'TGT_NOT_FOUND').state === 'RemovePending') throw refused('TGT_BEING_REMOVED');
  device.state = 'Normal';
}

export function removeSds(state: ScaleioState, sds: Sds): void {
  if (sds.state === 'RemovePending') throw refused('TGT_BEING_REMOVED');
  if (sds.maintenance !== 'NoMaintenance') throw refused('TGT_MM_SDS_FAIL');
  const own = devicesOn(state, sds);
  if (own.some((device) => device.state === 'InitialTest')) throw refused('TGT_ALREADY_ADDING_DEV');
  for (const pool of state.pools) {
    const leaving = own.filter(({ poolId }) => poolId === pool.id);
    if (leaving.length > 0) checkLeft(state, pool, leaving);
  }
  sds.state = 'RemovePending';
  for (const device of own) device.state = 'RemovePending';
  dropEmptySds(state);
}

export function abortRemoveSds(state: ScaleioState, sds: Sds): void {
  if (sds.state !== 'RemovePending') throw refused('TGT_NOT_UNDER_REMOVAL');
  sds.state = 'Normal';
  for (const device of devicesOn(state, sds)) device.state = 'Normal';
}

/** SDSs that are to go and hold nothing are not listed any more, nor are their devices. */
export function dropEmptySds(state: ScaleioState): void {
  for (const sds of state.sds) {
    if (sds.state !== 'RemovePending') continue;
    const own = devicesOn(state, sds);
    if (own.some(({ dataKib, lostKib }) => dataKib > 0 || lostKib > 0)) continue;
    state.devices = state.devices.filter((device) => !own.includes(device));
    state.sds = state.sds.filter((other) => other !== sds);
  }
}

/** The pool has to be whole, and what is left has to take what is used, and the spare. */
function checkLeft(state: ScaleioState, pool: Pool, leaving: readonly Device[]): void {
  if (isDegraded(state, pool)) throw refused('DEGRADED_OR_FAILED_DATA');
  const isAwaited = [...state.migrations.values()].some(({ toPoolId }) => toPoolId === pool.id);
  const isUnused = state.volumes.inPool(pool.id).size === 0 && !isAwaited;
  // What is gone and has been made anew elsewhere is in nobody's way.
  if (isUnused || leaving.every((device) => !isUp(state, device) && device.dataKib === 0)) return;
  const left = openDevices(state, pool).filter((device) => !leaving.includes(device));
  if (unitsOf(state, left).size < FEWEST_UNITS) throw refused('NOT_ENOUGH_DEVICES_IN_STORAGE_POOL_FOR_REMOVAL');
  const leftKib = sum(left.map(({ capacityKib }) => capacityKib));
  if (capacityOf(state, pool).inUseKib > leftKib - spareOf(leftKib, pool.sparePercentage)) throw refused('NO_SPARES');
}
