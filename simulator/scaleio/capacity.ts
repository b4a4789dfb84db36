/**
 * A pool's capacity by the identities that hold, to the KiB, in dumps of real 2.5 and 2.6 systems (netdata go.d.plugin,
 * csi-powerflex, delfin). Raw throughout: both mirror copies count.
 */
import { devicesOf, isResting, isUp, sdsOf, sum, usableKib } from './copies.ts';
import type { Pool } from './pool-state.ts';
import type { Device, ScaleioState } from './state.ts';
import { VOLUME_STEP_KIB } from './volumes.ts';

export interface Capacity {
  readonly maxKib: number;
  readonly spareKib: number;
  readonly thickKib: number;
  readonly thinUsedKib: number;
  readonly thinAllocatedKib: number;
  /** What snapshots hold of volumes that are gone. */
  readonly snapshotKib: number;
  readonly inUseKib: number;
  /** max - spare - in use. */
  readonly unusedKib: number;
  /** What one more volume may take, one copy: half of what is unused and within reach, in whole steps of 8 GiB. */
  readonly availableKib: number;
  /** Lost copies; the good ones of the same data are as much again. */
  readonly degradedKib: number;
  readonly failedKib: number;
  /** Copies that rest on SDSs in maintenance. */
  readonly maintenanceKib: number;
  /** Free space on devices that are gone. */
  readonly unreachableUnusedKib: number;
  /** Capacity that is being given up, or that somebody has limited: netdata's name for max - limit. */
  readonly decreasedKib: number;
}

const KIB_PER_MIB = 1024;

export function capacityOf(state: ScaleioState, pool: Pool): Capacity {
  const volumes = state.volumes.totals(pool.id);
  const devices = devicesOf(state, pool).filter((device) => device.state !== 'InitialTest');
  const gone = devices.filter((device) => !isUp(state, device));
  const maxKib = sum(devices.map(sizeOf));
  const spareKib = spareOf(maxKib, pool.sparePercentage);
  const thickKib = 2 * volumes.thickKib;
  const thinUsedKib = 2 * volumes.thinWrittenKib;
  const snapshotKib = 2 * volumes.snapshotKib;
  const inUseKib = thickKib + thinUsedKib + snapshotKib;
  const unusedKib = maxKib - spareKib - inUseKib;
  const goneUnusedKib = sum(gone.map(({ capacityKib, lostKib }) => capacityKib - lostKib)) - pool.failedKib;
  const unreachableUnusedKib = Math.max(0, goneUnusedKib);
  const decreasedKib = sum(
    devices.map((device) => (device.state === 'RemovePending' ? device.capacityKib : device.capacityKib - usableKib(device))),
  );
  const reachableKib = unusedKib - snapshotKib - unreachableUnusedKib - decreasedKib;
  return {
    maxKib,
    spareKib,
    thickKib,
    thinUsedKib,
    thinAllocatedKib: 2 * volumes.thinKib,
    snapshotKib,
    inUseKib,
    unusedKib,
    availableKib: Math.max(0, floorTo(Math.floor(reachableKib / 2), VOLUME_STEP_KIB)),
    degradedKib: sum(devices.map(({ lostKib }) => lostKib)),
    failedKib: pool.failedKib,
    maintenanceKib: sum(devices.filter((device) => isResting(sdsOf(state, device))).map(({ dataKib }) => dataKib)),
    unreachableUnusedKib,
    decreasedKib,
  };
}

/** Used as the ScaleIO GUI and its alerts count it: of what is left after the spare. */
export function usedPercentOf(capacity: Capacity): number {
  const usableKib = capacity.maxKib - capacity.spareKib;
  return usableKib <= 0 ? 0 : (100 * capacity.inUseKib) / usableKib;
}

/** What a pool of this size keeps spare: whole MiB; in integers, because a float product is off by a KiB now and then. */
export function spareOf(maxKib: number, percent: number): number {
  return floorTo(Math.floor((maxKib * percent) / 100), KIB_PER_MIB);
}

function sizeOf({ capacityKib }: Device): number {
  return capacityKib;
}

/** Rounded down to whole steps. */
export function floorTo(kib: number, stepKib: number): number {
  return Math.floor(kib / stepKib) * stepKib;
}
