/** What can be asked of volumes. Each call changes the state or throws a Refusal, never half of it. */
import { capacityOf, usedPercentOf } from './capacity.ts';
import { devicesOf, FEWEST_UNITS, unitsOf } from './copies.ts';
import { checkNameText } from './names.ts';
import { found } from './objects.ts';
import { oneOf, optional, required, wholeNumber } from './params.ts';
import type { Params } from './params.ts';
import { refused } from './rc.ts';
import { gibToKib } from './sizes.ts';
import { makeVolume, VOLUME_STEP_KIB } from './volumes.ts';
import type { Pool } from './pool-state.ts';
import type { ScaleioState } from './state.ts';
import type { Volume } from './volumes.ts';

/** querySystemLimits volumeSizeGb. */
const LARGEST_KIB = gibToKib(1_048_576);
/** Thin volumes may promise this many times what the pool can hold (Cinder's bound for ScaleIO). */
const MAX_OVER_PROVISIONING = 10;

export function createVolume(state: ScaleioState, params: Params): Volume {
  const poolId = required(params, 'storagePoolId');
  const type = oneOf(params, 'volumeType', ['ThinProvisioned', 'ThickProvisioned']);
  const sizeKib = roundUp(requestedKib(params));
  const name = optional(params, 'name');
  const pool = found(state.pools, poolId, 'STORAGE_POOL_NOT_FOUND');
  const domainId = optional(params, 'protectionDomainId');
  if (domainId !== null && domainId !== pool.domainId) throw refused('FD_AND_SP_MISMATCH');
  if (name !== null) checkName(state, name);
  checkSize(sizeKib);
  checkRoom(state, pool, { type, sizeKib });
  return makeVolume(state, { name, poolId, type, sizeKib });
}

/** Grows only. A size between the steps is refused with 225; whether a real gateway rounds it up instead is not known. */
export function setVolumeSize(state: ScaleioState, volume: Volume, params: Params): void {
  const sizeKib = gibToKib(wholeNumber(required(params, 'sizeInGB'), 'sizeInGB'));
  if (sizeKib % VOLUME_STEP_KIB !== 0) throw refused('VOL_SIZE_ILLEGAL');
  checkSize(sizeKib);
  if (sizeKib < volume.sizeKib) throw refused('VOL_DECREASE_NOT_SUPPORTED');
  const pool = found(state.pools, volume.poolId, 'STORAGE_POOL_NOT_FOUND');
  if (sizeKib > volume.sizeKib) checkRoom(state, pool, { type: volume.type, sizeKib: sizeKib - volume.sizeKib });
  state.volumes.change(volume, { sizeKib });
}

export function setVolumeName(state: ScaleioState, volume: Volume, params: Params): void {
  const name = required(params, 'newName');
  checkName(state, name);
  state.volumes.change(volume, { name });
}

function requestedKib(params: Params): number {
  const inGb = optional(params, 'volumeSizeInGb');
  if (inGb !== null) return gibToKib(wholeNumber(inGb, 'volumeSizeInGb'));
  return wholeNumber(required(params, 'volumeSizeInKb'), 'volumeSizeInKb');
}

/** Create rounds up to 8 GiB (rexray issue 542: asked for 1, got 8). */
function roundUp(kib: number): number {
  return Math.ceil(kib / VOLUME_STEP_KIB) * VOLUME_STEP_KIB;
}

function checkSize(sizeKib: number): void {
  if (sizeKib === 0) throw refused('VOL_SIZE_ILLEGAL');
  if (sizeKib > LARGEST_KIB) throw refused('VOL_SIZE_TOO_LARGE');
}

/** A name is unique in the whole system. */
export function checkName(state: ScaleioState, name: string): void {
  checkNameText(name);
  if (state.volumes.named(name) !== undefined) throw refused('VOL_NAME_IN_USE');
}

function checkRoom(state: ScaleioState, pool: Pool, wanted: Pick<Volume, 'type' | 'sizeKib'>): void {
  if (found(state.domains, pool.domainId, 'FD_NOT_FOUND').state !== 'Active') throw refused('FD_NOT_ACTIVE');
  const devices = devicesOf(state, pool);
  if (new Set(devices.map(({ sdsId }) => sdsId)).size < FEWEST_UNITS) throw refused('NOT_ENOUGH_TGTS_IN_STORAGE_POOL');
  if (unitsOf(state, devices).size < FEWEST_UNITS) throw refused('NOT_ENOUGH_FSS_IN_STORAGE_POOL');
  const capacity = capacityOf(state, pool);
  if (wanted.type === 'ThickProvisioned') {
    if (wanted.sizeKib > capacity.availableKib) throw refused('NO_RESOURCES');
    return;
  }
  if (usedPercentOf(capacity) >= pool.criticalThreshold) throw refused('CAPACITY_TOO_LOW_FOR_THIN_VOL');
  const promisedKib = capacity.thickKib + capacity.thinAllocatedKib + 2 * wanted.sizeKib;
  if (promisedKib > MAX_OVER_PROVISIONING * (capacity.maxKib - capacity.spareKib)) throw refused('TOO_MUCH_THIN_CAPACITY');
}
