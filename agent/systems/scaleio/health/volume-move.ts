/** Volumes that are in another pool than declared: on their way, or not. */
import type { Live } from '../../../model/observed.ts';
import type { Move } from '../move.ts';
import type { Migration, ScaleioFacets } from '../types.ts';
import type { Found, Part } from './volume-fields.ts';

/** Going on, or waiting for its turn (CloudStack's VTreeMigrationInfo); every other needs a person. */
const GOES_ON: ReadonlySet<string> = new Set(['MigrationNormal', 'PendingMigration', 'PendingRetry', 'PendingRebalance']);

export function movePart(move: Exclude<Move, { kind: 'none' }>, found: Found, live: Live<ScaleioFacets>): Part {
  const { volume, place } = found;
  const wanted = `${place.domain}/${place.pool}`;
  const from = poolNamed(volume.storagePoolId, live);
  switch (move.kind) {
    case 'possible':
      return { readiness: { kind: 'progressing', why: `it is in ${from}, to be moved to ${wanted}` }, remarks: [] };
    case 'under-way':
      return underWay(move.migration, found, live);
    case 'impossible': {
      const why = `the volume is in ${from}, not in ${wanted}: ${move.why}`;
      return { readiness: { kind: 'degraded', why }, remarks: [{ code: 'VolumeInOtherPool', why, remedy: move.remedy }], isWithheld: true };
    }
    case 'unknown':
      return { readiness: move, remarks: [] };
  }
}

function underWay({ toPoolId, status }: Migration, { volume, pool, place }: Found, live: Live<ScaleioFacets>): Part {
  const from = poolNamed(volume.storagePoolId, live);
  if (toPoolId !== pool.id) {
    const why = `somebody moves the volume from ${from} to ${poolNamed(toPoolId, live)}, declared is ${place.domain}/${place.pool}`;
    const remedy = 'Declare the pool that it goes to, or wait until it is there, from where it is moved on.';
    return { readiness: { kind: 'progressing', why }, remarks: [{ code: 'VolumeInOtherPool', why, remedy }] };
  }
  const moving = `moving from ${from} to ${place.domain}/${place.pool}`;
  if (GOES_ON.has(status)) return { readiness: { kind: 'progressing', why: moving }, remarks: [] };
  const why = `${moving}, which stands still (${status})`;
  const remedy = 'See in ScaleIO why it is paused, and let it go on there; the volume stays usable.';
  return { readiness: { kind: 'progressing', why }, remarks: [{ code: 'VolumeMoveStands', why, remedy }] };
}

function poolNamed(id: string, { pools }: Live<ScaleioFacets>): string {
  const pool = pools.kind === 'ok' ? pools.value.find((candidate) => candidate.id === id) : undefined;
  return pool === undefined || pool.name === null ? `the pool with id ${id}` : `pool ${pool.name}`;
}
