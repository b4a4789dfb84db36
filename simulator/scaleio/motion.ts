/**
 * What ScaleIO does by itself as time passes: device tests, rebuild, evacuation of devices that are being removed,
 * rebalance and migration; one after the other, at a fixed pace, in whole seconds of virtual time.
 */
import { capacityOf } from './capacity.ts';
import { devicesOf, drain, isResting, isUp, openDevices, place, sdsOf, shareOut, sum } from './copies.ts';
import { keepWriting } from './fill.ts';
import { finishMaintenance, isMaintenanceDue, missOut } from './maintenance.ts';
import { migrate } from './migration.ts';
import { KIB_PER_SECOND, canRebuild, excessesOf, isDegraded, mayRebalance, mayRebuild } from './movement.ts';
import type { Pool } from './pool-state.ts';
import { dropEmptySds } from './removal.ts';
import type { Device, ScaleioState } from './state.ts';

const TICK_MS = 1000;

/** Brings everything up to `nowMs`; whoever reads or changes the state does this first. */
export function settle(state: ScaleioState, nowMs: number): void {
  for (let tickMs = nextTick(state.nowMs); tickMs <= nowMs; tickMs = nextTick(tickMs)) {
    state.nowMs = tickMs;
    const moved = tick(state);
    if (!moved && !isSomethingDue(state)) break;
  }
  state.nowMs = nowMs;
  finish(state);
  for (const pool of state.pools) write(state, pool);
}

function nextTick(ms: number): number {
  return (Math.floor(ms / TICK_MS) + 1) * TICK_MS;
}

function tick(state: ScaleioState): boolean {
  finish(state);
  const moved = state.pools.map((pool) => {
    write(state, pool);
    return rebuild(state, pool) || evacuate(state, pool) || rebalance(state, pool);
  });
  dropEmptySds(state);
  return migrate(state, KIB_PER_SECOND) || moved.includes(true);
}

/** Nothing moves now, but something will without anybody's doing. */
function isSomethingDue(state: ScaleioState): boolean {
  const isWaiting = (device: Device): boolean => device.lostKib > 0 && !mayRebuild(state, device) && !isResting(sdsOf(state, device));
  return isMaintenanceDue(state) || state.devices.some((device) => device.state === 'InitialTest' || isWaiting(device));
}

/** Ends what is over: tests of devices, ways into maintenance and out of it. */
function finish(state: ScaleioState): void {
  for (const device of state.devices) {
    if (device.state !== 'InitialTest' || device.testedAtMs > state.nowMs) continue;
    device.state = device.activatesItself ? 'Normal' : 'InitialTestDone';
  }
  finishMaintenance(state);
}

/** Lets the copies follow what the volumes use. */
function write(state: ScaleioState, pool: Pool): void {
  keepWriting(state, pool);
  const devices = devicesOf(state, pool);
  const heldKib = sum(devices.map(({ dataKib, lostKib }) => dataKib + lostKib)) + pool.failedKib;
  const newKib = capacityOf(state, pool).inUseKib - heldKib;
  if (newKib > 0) place(openDevices(state, pool), newKib - missOut(state, pool, newKib));
  else erase(devices, pool, -newKib);
}

function erase(devices: readonly Device[], pool: Pool, kib: number): void {
  let leftKib = kib - drain(devices, kib);
  for (const device of devices) {
    const lostKib = Math.min(device.lostKib, leftKib);
    device.lostKib -= lostKib;
    leftKib -= lostKib;
  }
  pool.failedKib -= Math.min(pool.failedKib, leftKib);
}

/** The copies of a device that is back are brought up to date there, all others are made anew elsewhere. */
function rebuild(state: ScaleioState, pool: Pool): boolean {
  if (!canRebuild(state, pool)) return false;
  let leftKib = KIB_PER_SECOND;
  for (const device of devicesOf(state, pool)) {
    if (device.lostKib === 0 || !mayRebuild(state, device)) continue;
    const places = isUp(state, device) ? [device] : openDevices(state, pool);
    const madeKib = place(places, Math.min(leftKib, device.lostKib));
    device.lostKib -= madeKib;
    leftKib -= madeKib;
  }
  return leftKib < KIB_PER_SECOND;
}

function evacuate(state: ScaleioState, pool: Pool): boolean {
  const leaving = devicesOf(state, pool).filter((device) => device.state === 'RemovePending');
  if (leaving.length === 0 || isDegraded(state, pool)) return false;
  let leftKib = KIB_PER_SECOND;
  for (const device of leaving) {
    const movedKib = place(openDevices(state, pool), Math.min(leftKib, device.dataKib));
    device.dataKib -= movedKib;
    leftKib -= movedKib;
  }
  const before = state.devices.length;
  state.devices = state.devices.filter((device) => !(leaving.includes(device) && device.dataKib === 0));
  return leftKib < KIB_PER_SECOND || state.devices.length < before;
}

function rebalance(state: ScaleioState, pool: Pool): boolean {
  if (!mayRebalance(state, pool)) return false;
  const devices = openDevices(state, pool);
  const excess = excessesOf(devices);
  const overKib = excess.map((kib) => Math.max(0, kib));
  const moved = Math.min(KIB_PER_SECOND, sum(overKib));
  const out = shareOut(moved, overKib);
  const into = shareOut(
    moved,
    excess.map((kib) => Math.max(0, -kib)),
  );
  devices.forEach((device, index) => {
    device.dataKib += (into[index] ?? 0) - (out[index] ?? 0);
  });
  return moved > 0;
}
