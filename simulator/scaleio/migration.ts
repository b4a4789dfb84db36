/** Moving a volume with its snapshots to another pool (from 3.0 on). It is in its old pool until all of it has been copied. */
import { capacityOf, usedPercentOf } from './capacity.ts';
import { FEWEST_UNITS, openDevices, unitsOf } from './copies.ts';
import { found } from './objects.ts';
import { required } from './params.ts';
import type { Params } from './params.ts';
import type { Pool } from './pool-state.ts';
import { refused } from './rc.ts';
import type { ScaleioState } from './state.ts';
import type { Volume } from './volumes.ts';

/** `{destSPId}`: Cinder's and CloudStack's drivers. */
export function migrateVTree(state: ScaleioState, volume: Volume, params: Params): void {
  const from = found(state.pools, volume.poolId, 'STORAGE_POOL_NOT_FOUND');
  const to = found(state.pools, required(params, 'destSPId'), 'STORAGE_POOL_NOT_FOUND');
  const running = state.migrations.get(volume.vtreeId);
  if (running) throw refused(running.toPoolId === to.id ? 'VTREE_MIGRATION_ALREADY_EXISTS' : 'VTREE_MIGRATE_MULTIPLE_SP');
  if (from === to) throw refused('VTREE_MIGRATE_SAME_SP');
  if (from.zeroPadding !== to.zeroPadding) throw refused('VTREE_MAY_NOT_MIGRATED_TO_DIFFERENT_ZERO_PADDING');
  checkRoomIn(state, to, volume);
  state.migrations.set(volume.vtreeId, { fromPoolId: from.id, toPoolId: to.id, leftKib: toCopyKib(state, volume) });
}

/** Copies so much of each; what is all there is in its new pool from then on. Gives whether anything moved. */
export function migrate(state: ScaleioState, paceKib: number): boolean {
  const running = [...state.migrations];
  for (const [vtreeId, migration] of running) {
    migration.leftKib = Math.max(0, migration.leftKib - paceKib);
    if (migration.leftKib > 0) continue;
    for (const volume of state.volumes.inVtree(vtreeId)) state.volumes.change(volume, { poolId: migration.toPoolId });
    state.migrations.delete(vtreeId);
  }
  return running.length > 0;
}

function toCopyKib(state: ScaleioState, volume: Volume): number {
  let kib = 0;
  for (const { type, sizeKib, writtenKib } of state.volumes.inVtree(volume.vtreeId)) {
    if (type !== 'Snapshot') kib += type === 'ThickProvisioned' ? sizeKib : writtenKib;
  }
  return kib;
}

function checkRoomIn(state: ScaleioState, to: Pool, volume: Volume): void {
  if (unitsOf(state, openDevices(state, to)).size < FEWEST_UNITS) throw refused('NOT_ENOUGH_TGTS_IN_STORAGE_POOL');
  const capacity = capacityOf(state, to);
  if (toCopyKib(state, volume) > capacity.availableKib) throw refused('NO_RESOURCES');
  if (usedPercentOf(capacity) >= to.criticalThreshold) throw refused('CAPACITY_TOO_LOW_FOR_THIN_VOL');
}
