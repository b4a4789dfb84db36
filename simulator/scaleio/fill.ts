/** Filling a pool, for tests and demos: data is written to its thin volumes until it is as full as asked for. */
import { BadInput, NotFound } from '../errors.ts';
import { capacityOf } from './capacity.ts';
import { roomKib } from './copies.ts';
import type { Pool } from './pool-state.ts';
import { gibToKib } from './sizes.ts';
import type { ScaleioState } from './state.ts';
import { makeVolume, VOLUME_STEP_KIB } from './volumes.ts';
import type { Volume } from './volumes.ts';

/** The volume that holds what the declared ones have no room for: somebody else's, to the agent. */
export const FILL_VOLUME = 'simulator-fill';
/** More than any cluster writes. */
export const MAX_GIB_PER_HOUR = 100_000;

/** Sets used % of (max - spare) to `usedPercent`, or the next even KiB above it; it may also go down. */
export function fillPool(state: ScaleioState, poolName: string, usedPercent: number): void {
  const pool = poolNamed(state, poolName);
  if (!(usedPercent >= 0 && usedPercent <= 100)) throw new BadInput(`usedPercent must be from 0 to 100, not ${usedPercent}.`);
  const { maxKib, spareKib, thickKib, snapshotKib, inUseKib } = capacityOf(state, pool);
  const wantedKib = Math.ceil(((maxKib - spareKib) * usedPercent) / 100);
  const fixedKib = thickKib + snapshotKib;
  if (wantedKib < fixedKib) throw new BadInput(`Thick volumes and snapshots alone fill more than ${usedPercent} % of pool "${poolName}".`);
  if (wantedKib - inUseKib > roomKib(state, pool))
    throw new BadInput(`The devices of pool "${poolName}" that are up have no room for that.`);
  write(state, pool, Math.ceil((wantedKib - fixedKib) / 2));
}

/** From now on so much is written into the pool, counted once, until it is full; 0 ends it. */
export function startWriting(state: ScaleioState, poolName: string, gibPerHour: number): void {
  const pool = poolNamed(state, poolName);
  if (!(gibPerHour >= 0 && gibPerHour <= MAX_GIB_PER_HOUR)) throw new BadInput(`gibPerHour must be from 0 to ${MAX_GIB_PER_HOUR}.`);
  pool.writing = gibPerHour === 0 ? null : { kibPerMs: gibToKib(gibPerHour) / 3_600_000, sinceMs: state.nowMs, doneKib: 0 };
}

/** Writes what fell due until now; what finds no room is lost, as a write that fails. */
export function keepWriting(state: ScaleioState, pool: Pool): void {
  const { writing } = pool;
  if (writing === null) return;
  const dueKib = Math.floor(writing.kibPerMs * (state.nowMs - writing.sinceMs)) - writing.doneKib;
  writing.doneKib += dueKib;
  const { thinUsedKib, unusedKib } = capacityOf(state, pool);
  const writtenKib = Math.min(dueKib, Math.floor(Math.min(unusedKib, roomKib(state, pool)) / 2));
  if (writtenKib > 0) write(state, pool, thinUsedKib / 2 + writtenKib);
}

function poolNamed(state: ScaleioState, poolName: string): Pool {
  const pool = state.pools.find(({ name }) => name === poolName);
  if (pool) return pool;
  throw new NotFound(`There is no pool "${poolName}"; there is ${state.pools.map(({ name }) => name).join(', ')}.`);
}

function write(state: ScaleioState, pool: Pool, totalKib: number): void {
  let leftKib = totalKib;
  for (const volume of state.volumes.inPool(pool.id)) {
    if (volume.type !== 'ThinProvisioned' || isFill(volume)) continue;
    const writtenKib = Math.min(volume.sizeKib, leftKib);
    if (writtenKib !== volume.writtenKib) state.volumes.change(volume, { writtenKib });
    leftKib -= writtenKib;
  }
  const existing = [...state.volumes.inPool(pool.id)].find(isFill);
  if (leftKib === 0 && !existing) return;
  const spill = existing ?? addFillVolume(state, pool);
  const sizeKib = Math.max(spill.sizeKib, Math.ceil(leftKib / VOLUME_STEP_KIB) * VOLUME_STEP_KIB);
  state.volumes.change(spill, { sizeKib, writtenKib: leftKib });
}

function addFillVolume(state: ScaleioState, pool: Pool): Volume {
  // Names are unique in the system; another pool may have one, too.
  const name = state.volumes.named(FILL_VOLUME) ? `${FILL_VOLUME}-${pool.id.slice(0, 8)}` : FILL_VOLUME;
  return makeVolume(state, { name, poolId: pool.id, type: 'ThinProvisioned', sizeKib: VOLUME_STEP_KIB });
}

function isFill({ name }: Volume): boolean {
  return name !== null && name.startsWith(FILL_VOLUME);
}
