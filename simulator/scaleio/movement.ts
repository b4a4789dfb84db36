/** What has to be copied or moved in a pool, and whether that can go on now. */
import { capacityOf, usedPercentOf } from './capacity.ts';
import { devicesOf, isResting, isUp, openDevices, roomKib, sdsOf, shareOut, sum, unitsOf, usableKib } from './copies.ts';
import type { Pool } from './pool-state.ts';
import type { Device, ScaleioState } from './state.ts';

/** In raw KiB: `active` is being done, `pending` waits for its time, for room or for something else to end. */
export interface Movement {
  /** Copies of a device that is gone are made anew elsewhere. */
  readonly fwdActiveKib: number;
  readonly fwdPendingKib: number;
  /** Copies of a device that is back, or comes back from maintenance, are brought up to date there. */
  readonly bckActiveKib: number;
  readonly bckPendingKib: number;
  readonly rebalanceActiveKib: number;
  readonly rebalancePendingKib: number;
}

/** How long the MDM waits before it calls copies lost and starts to rebuild; assumed. */
const DECOUPLE_MS = 30_000;
/** 200 MiB/s in each pool, of whatever it does then; assumed. */
export const KIB_PER_SECOND = 200 * 1024;
/** The MDM moves no crumbs. */
const EVEN_ENOUGH_KIB = 1024;

export function movementOf(state: ScaleioState, pool: Pool): Movement {
  const rebuilds = canRebuild(state, pool);
  const hasRoom = roomKib(state, pool) > 0;
  const lost = (isBack: boolean, isActive: boolean): number => {
    const devices = devicesOf(state, pool).filter((device) => (isUp(state, device) || isResting(sdsOf(state, device))) === isBack);
    const active = devices.filter((device) => rebuilds && mayRebuild(state, device) && (isBack || hasRoom));
    return sum((isActive ? active : devices.filter((device) => !active.includes(device))).map(({ lostKib }) => lostKib));
  };
  const toMoveKib = leavingKib(state, pool) + unevenKib(state, pool);
  const moves = !isDegraded(state, pool) && (leavingKib(state, pool) > 0 ? hasRoom : mayRebalance(state, pool));
  return {
    fwdActiveKib: lost(false, true),
    fwdPendingKib: lost(false, false),
    bckActiveKib: lost(true, true),
    bckPendingKib: lost(true, false),
    rebalanceActiveKib: moves ? toMoveKib : 0,
    rebalancePendingKib: moves ? 0 : toMoveKib,
  };
}

export function isDegraded(state: ScaleioState, pool: Pool): boolean {
  return pool.failedKib > 0 || devicesOf(state, pool).some(({ lostKib }) => lostKib > 0);
}

/** Not while its SDS is in maintenance: it comes back with most of what it has. */
export function mayRebuild(state: ScaleioState, device: Device): boolean {
  if (isResting(sdsOf(state, device))) return false;
  return isUp(state, device) || state.nowMs >= device.lostAtMs + DECOUPLE_MS;
}

/** Two copies need two fault units. */
export function canRebuild(state: ScaleioState, pool: Pool): boolean {
  return pool.rebuildEnabled && unitsOf(state, openDevices(state, pool)).size >= 2;
}

/** At critical the MDM moves nothing any more (Dell KB 000025301). */
export function mayRebalance(state: ScaleioState, pool: Pool): boolean {
  if (!pool.rebalanceEnabled || isDegraded(state, pool)) return false;
  return usedPercentOf(capacityOf(state, pool)) < pool.criticalThreshold && unevenKib(state, pool) > 0;
}

/** By how much each device holds more, or less, than its part by capacity; what is out of date on it is in its place. */
export function excessesOf(devices: readonly Device[]): readonly number[] {
  const held = devices.map(({ dataKib, lostKib }) => dataKib + lostKib);
  const fair = shareOut(sum(held), devices.map(usableKib));
  return held.map((kib, index) => kib - (fair[index] ?? 0));
}

function unevenKib(state: ScaleioState, pool: Pool): number {
  const kib = sum(excessesOf(openDevices(state, pool)).filter((excess) => excess > 0));
  return kib < EVEN_ENOUGH_KIB ? 0 : kib;
}

function leavingKib(state: ScaleioState, pool: Pool): number {
  return sum(devicesOf(state, pool).map(({ state: phase, dataKib }) => (phase === 'RemovePending' ? dataKib : 0)));
}
