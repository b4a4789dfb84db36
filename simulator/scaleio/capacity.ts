/**
 * A pool's capacity by the identities that hold, to the KiB, in dumps of real 2.5 and 2.6 systems (netdata go.d.plugin,
 * csi-powerflex, delfin). Raw throughout: both mirror copies count.
 */
import { degradedKib, rebuildsOf } from './outage.ts';
import type { Rebuilds } from './outage.ts';
import { VOLUME_STEP_KIB } from './state.ts';
import type { Pool, ScaleioState, Volume } from './state.ts';

export interface Capacity {
  readonly maxKib: number;
  readonly spareKib: number;
  readonly thickKib: number;
  readonly thinUsedKib: number;
  readonly thinAllocatedKib: number;
  readonly inUseKib: number;
  /** max - spare - in use. */
  readonly unusedKib: number;
  /** What one more volume may take, one copy: half of unused, in whole steps of 8 GiB. */
  readonly availableKib: number;
  /** One copy's worth that has lost its other copy; the lost copies are as much again. */
  readonly degradedKib: number;
  readonly failedKib: number;
  readonly unreachableUnusedKib: number;
  readonly rebuilds: Rebuilds;
}

const KIB_PER_MIB = 1024;

export function capacityOf(state: ScaleioState, pool: Pool, nowMs: number): Capacity {
  const volumes = volumesOf(state, pool);
  const thick = volumes.filter(({ type }) => type === 'ThickProvisioned');
  const thin = volumes.filter(({ type }) => type === 'ThinProvisioned');
  const maxKib = poolSizeKib(state, pool);
  const spareKib = spareOf(maxKib, pool.sparePercentage);
  const thickKib = 2 * sum(thick, ({ sizeKib }) => sizeKib);
  const thinUsedKib = 2 * sum(thin, ({ writtenKib }) => writtenKib);
  const inUseKib = thickKib + thinUsedKib;
  const unusedKib = maxKib - spareKib - inUseKib;
  const failedKib = Math.min(pool.failedKib, inUseKib);
  const lostKib = Math.min(degradedKib(state, pool, nowMs), Math.floor((inUseKib - failedKib) / 2));
  return {
    maxKib,
    spareKib,
    thickKib,
    thinUsedKib,
    thinAllocatedKib: 2 * sum(thin, ({ sizeKib }) => sizeKib),
    inUseKib,
    unusedKib,
    availableKib: Math.max(0, floorTo(Math.floor(unusedKib / 2), VOLUME_STEP_KIB)),
    degradedKib: lostKib,
    failedKib,
    unreachableUnusedKib: Math.max(0, unreachableKib(state, pool) - lostKib - failedKib),
    rebuilds: rebuildsOf(state, pool, nowMs),
  };
}

/** Used as the ScaleIO GUI and its alerts count it: of what is left after the spare. */
export function usedPercentOf(capacity: Capacity): number {
  const usableKib = capacity.maxKib - capacity.spareKib;
  return usableKib <= 0 ? 0 : (100 * capacity.inUseKib) / usableKib;
}

export function poolSizeKib(state: ScaleioState, pool: Pool): number {
  return sum(
    state.devices.filter(({ poolId }) => poolId === pool.id),
    ({ capacityKib }) => capacityKib,
  );
}

export function volumesOf(state: ScaleioState, pool: Pool): readonly Volume[] {
  return state.volumes.filter(({ poolId }) => poolId === pool.id);
}

/** Whole MiB; in integers, because a float product is off by a KiB now and then. */
function spareOf(maxKib: number, percent: number): number {
  return floorTo(Math.floor((maxKib * percent) / 100), KIB_PER_MIB);
}

function unreachableKib(state: ScaleioState, pool: Pool): number {
  const gone = new Set(state.sds.filter(({ connected }) => !connected).map(({ id }) => id));
  return sum(
    state.devices.filter(({ poolId, sdsId }) => poolId === pool.id && gone.has(sdsId)),
    ({ capacityKib }) => capacityKib,
  );
}

function floorTo(kib: number, stepKib: number): number {
  return Math.floor(kib / stepKib) * stepKib;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
