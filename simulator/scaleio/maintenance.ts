/**
 * Maintenance of an SDS: its machine may be switched off, its data is served by the other copies, and nothing is made anew.
 * What is written meanwhile is missing there, and is brought up to date at the end. No client of Dell's has these calls for
 * an SDS; the names are those that goscaleio has for an SDT.
 */
import { devicesOf, devicesOn, freeKib, isResting, openDevices, sdsOf, shareOut, sum, unitsOf } from './copies.ts';
import { isDegraded } from './movement.ts';
import type { Pool } from './pool-state.ts';
import { refused } from './rc.ts';
import type { Device, ScaleioState, Sds } from './state.ts';

/** How long an SDS takes to get there, and to get back at least; assumed. */
const SWITCH_MS = 5000;
/** Healthy ones beside it (rc NOT_ENOUGH_HEALTHY_TGTS_FOR_MM says so). */
const FEWEST_OTHERS = 2;

export function enterMaintenanceMode(state: ScaleioState, sds: Sds): void {
  if (sds.state === 'RemovePending') throw refused('TGT_BEING_REMOVED');
  if (sds.maintenance === 'ExitMaintenanceInProgress') throw refused('TGT_EXIT_MAINTENANCE_IN_PROGRESS');
  if (sds.maintenance !== 'NoMaintenance') throw refused('TGT_ALREADY_IN_MM');
  if (!sds.connected) throw refused('TGT_IS_DOWN');
  const pools = poolsOf(state, sds);
  if (pools.some((pool) => isAnotherAway(state, pool, sds))) throw refused('TGT_MM_CONFILICT');
  if (pools.some((pool) => isDegraded(state, pool))) throw refused('DEGRADED_OR_FAILED_DATA');
  const others = state.sds.filter((other) => other !== sds && other.domainId === sds.domainId && other.connected);
  if (others.length < FEWEST_OTHERS) throw refused('NOT_ENOUGH_HEALTHY_TGTS_FOR_MM');
  move(state, sds, 'SetMaintenanceInProgress');
}

export function exitMaintenanceMode(state: ScaleioState, sds: Sds): void {
  if (sds.maintenance === 'NoMaintenance') throw refused('TGT_NOT_IN_MM');
  if (sds.maintenance === 'ExitMaintenanceInProgress') throw refused('TGT_EXIT_MAINTENANCE_IN_PROGRESS');
  if (!sds.connected) throw refused('TGT_IS_DOWN');
  move(state, sds, 'ExitMaintenanceInProgress');
}

/** What has come about of it by now. */
export function finishMaintenance(state: ScaleioState): void {
  for (const sds of state.sds) {
    if (!isOnTheWay(sds) || state.nowMs < sds.maintenanceAtMs + SWITCH_MS) continue;
    if (sds.maintenance === 'SetMaintenanceInProgress') sds.maintenance = 'InMaintenance';
    else if (sum(devicesOn(state, sds).map(({ lostKib }) => lostKib)) === 0) sds.maintenance = 'NoMaintenance';
  }
}

/** Something will change without anybody's doing. */
export function isMaintenanceDue(state: ScaleioState): boolean {
  return state.sds.some((sds) => isOnTheWay(sds) && state.nowMs < sds.maintenanceAtMs + SWITCH_MS);
}

/** Of so many new KiB in the pool, those that an SDS in maintenance should hold: they are noted as missing there. */
export function missOut(state: ScaleioState, pool: Pool, newKib: number): number {
  const resting = restingIn(state, pool);
  if (resting.length === 0) return 0;
  const free = resting.map((device) => Math.max(0, freeKib(device) - device.lostKib));
  const openKib = sum(openDevices(state, pool).map(freeKib));
  const missedKib = Math.floor((newKib * sum(free)) / Math.max(1, sum(free) + openKib));
  shareOut(missedKib, free).forEach((part, index) => {
    const device = resting[index];
    if (device) device.lostKib += part;
  });
  return missedKib;
}

/** So many KiB of what was there are written anew: the copies of an SDS in maintenance are out of date. */
export function overwrite(state: ScaleioState, pool: Pool, kib: number): void {
  const allKib = sum(devicesOf(state, pool).map(({ dataKib, lostKib }) => dataKib + lostKib));
  for (const device of restingIn(state, pool)) {
    const staleKib = Math.min(device.dataKib, Math.floor((2 * kib * device.dataKib) / Math.max(1, allKib)));
    device.dataKib -= staleKib;
    device.lostKib += staleKib;
  }
}

function move(state: ScaleioState, sds: Sds, maintenance: Sds['maintenance']): void {
  sds.maintenance = maintenance;
  sds.maintenanceAtMs = state.nowMs;
}

function isOnTheWay({ maintenance }: Sds): boolean {
  return maintenance === 'SetMaintenanceInProgress' || maintenance === 'ExitMaintenanceInProgress';
}

function restingIn(state: ScaleioState, pool: Pool): readonly Device[] {
  return devicesOf(state, pool).filter((device) => !device.hasFailed && isResting(sdsOf(state, device)));
}

function poolsOf(state: ScaleioState, sds: Sds): readonly Pool[] {
  const ids = new Set(devicesOn(state, sds).map(({ poolId }) => poolId));
  return state.pools.filter(({ id }) => ids.has(id));
}

/** Of another fault set: those of one set hold no two copies of the same data. */
function isAnotherAway(state: ScaleioState, pool: Pool, sds: Sds): boolean {
  const away = devicesOf(state, pool).filter((device) => sdsOf(state, device).maintenance !== 'NoMaintenance');
  return [...unitsOf(state, away)].some((unit) => unit !== (sds.faultSetId ?? sds.id));
}
