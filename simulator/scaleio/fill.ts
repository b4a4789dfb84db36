/** Filling a pool, for tests and demos: data is written to its thin volumes until it is as full as asked for. */
import { BadInput, NotFound } from '../errors.ts';
import { capacityOf, volumesOf } from './capacity.ts';
import { makeVolume, VOLUME_STEP_KIB } from './state.ts';
import type { Pool, ScaleioState, Volume } from './state.ts';

/** The volume that holds what the declared ones have no room for: somebody else's, to the agent. */
export const FILL_VOLUME = 'simulator-fill';

/** Sets used % of (max - spare) to `usedPercent`, or the next even KiB above it; it may also go down. */
export function fillPool(state: ScaleioState, poolName: string, usedPercent: number, nowMs: number): void {
  const pool = state.pools.find(({ name }) => name === poolName);
  if (!pool) throw new NotFound(`There is no pool "${poolName}"; there is ${state.pools.map(({ name }) => name).join(', ')}.`);
  if (!(usedPercent >= 0 && usedPercent <= 100)) throw new BadInput(`usedPercent must be from 0 to 100, not ${usedPercent}.`);
  const { maxKib, spareKib, thickKib } = capacityOf(state, pool, nowMs);
  const wantedKib = Math.ceil(((maxKib - spareKib) * usedPercent) / 100);
  if (wantedKib < thickKib) throw new BadInput(`Thick volumes alone fill more than ${usedPercent} % of pool "${poolName}".`);
  write(state, pool, Math.ceil((wantedKib - thickKib) / 2), nowMs);
}

function write(state: ScaleioState, pool: Pool, totalKib: number, nowMs: number): void {
  let leftKib = totalKib;
  for (const volume of volumesOf(state, pool)) {
    if (volume.type !== 'ThinProvisioned' || volume.name === FILL_VOLUME) continue;
    volume.writtenKib = Math.min(volume.sizeKib, leftKib);
    leftKib -= volume.writtenKib;
  }
  const existing = state.volumes.find(({ name }) => name === FILL_VOLUME);
  if (leftKib === 0 && !existing) return;
  const spill = existing ?? addFillVolume(state, pool, nowMs);
  spill.sizeKib = Math.max(spill.sizeKib, Math.ceil(leftKib / VOLUME_STEP_KIB) * VOLUME_STEP_KIB);
  spill.writtenKib = leftKib;
}

function addFillVolume(state: ScaleioState, pool: Pool, nowMs: number): Volume {
  return makeVolume(state, { name: FILL_VOLUME, poolId: pool.id, type: 'ThinProvisioned', sizeKib: VOLUME_STEP_KIB, createdMs: nowMs });
}
