/**
 * Where the copies lie. All data has two of them, on devices of different fault units; the simulator counts how much each device
 * holds, not which data it is. Once settled, the copies of a pool, good, lost and failed, are what its volumes use.
 */
import type { Pool } from './pool-state.ts';
import type { Device, ScaleioState, Sds } from './state.ts';

export function devicesOf(state: ScaleioState, pool: Pool): readonly Device[] {
  return state.devices.filter(({ poolId }) => poolId === pool.id);
}

export function devicesOn(state: ScaleioState, sds: Sds): readonly Device[] {
  return state.devices.filter(({ sdsId }) => sdsId === sds.id);
}

/** Its copies are served. */
export function isUp(state: ScaleioState, device: Device): boolean {
  const sds = sdsOf(state, device);
  return !device.hasFailed && sds.connected && !isResting(sds);
}

/** For maintenance: the others serve its data, and what is written meanwhile is missing here. */
export function isResting({ maintenance }: Sds): boolean {
  return maintenance === 'SetMaintenanceInProgress' || maintenance === 'InMaintenance';
}

/** What fails together: a fault set, or an SDS that is in none. The two copies of data are in two of them. */
export function unitOf(state: ScaleioState, device: Device): string {
  const sds = sdsOf(state, device);
  return sds.faultSetId ?? sds.id;
}

/** A pool has to have, for volumes and after a removal. */
export const FEWEST_UNITS = 3;

export function unitsOf(state: ScaleioState, devices: readonly Device[]): ReadonlySet<string> {
  return new Set(devices.map((device) => unitOf(state, device)));
}

/** The devices of a pool that new copies may go to. */
export function openDevices(state: ScaleioState, pool: Pool): readonly Device[] {
  return devicesOf(state, pool).filter((device) => device.state === 'Normal' && isUp(state, device));
}

/** What new copies find room for. */
export function roomKib(state: ScaleioState, pool: Pool): number {
  return sum(openDevices(state, pool).map(freeKib));
}

/** Puts copies where there is room, evenly; gives how many KiB found a place. */
export function place(devices: readonly Device[], kib: number): number {
  const free = devices.map(freeKib);
  const placedKib = Math.min(kib, sum(free));
  shareOut(placedKib, free).forEach((part, index) => {
    const device = devices[index];
    if (device) device.dataKib += part;
  });
  return placedKib;
}

/** Takes copies away evenly; gives how many KiB there were. */
export function drain(devices: readonly Device[], kib: number): number {
  const held = devices.map(({ dataKib }) => dataKib);
  const takenKib = Math.min(kib, sum(held));
  shareOut(takenKib, held).forEach((part, index) => {
    const device = devices[index];
    if (device) device.dataKib -= part;
  });
  return takenKib;
}

/** Splits a whole number by weights of at least that sum; the parts are whole, add up to it, and none is above its weight. */
export function shareOut(total: number, weights: readonly number[]): readonly number[] {
  let left = total;
  let weightLeft = sum(weights);
  return weights.map((weight) => {
    const part = weightLeft === 0 ? 0 : Math.round((left / weightLeft) * weight);
    left -= part;
    weightLeft -= weight;
    return part;
  });
}

export function sdsOf(state: ScaleioState, device: Device): Sds {
  const sds = state.sds.find(({ id }) => id === device.sdsId);
  if (!sds) throw new Error(`device ${device.id} is on SDS ${device.sdsId}, which does not exist`);
  return sds;
}

export function freeKib(device: Device): number {
  return usableKib(device) - device.dataKib;
}

/** Less than its capacity where somebody has limited it. */
export function usableKib({ capacityKib, limitKib }: Device): number {
  return limitKib ?? capacityKib;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
