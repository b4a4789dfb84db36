/** Whether a volume that is in another pool than the declared one gets there. Pure. */
import type { Live, Reading } from '../../model/observed.ts';
import { formatGib, kibToGib } from '../../units.ts';
import { whyNoRoom } from './headroom.ts';
import { canMigrate } from './profile.ts';
import type { Migration, ScaleioFacets, StoragePool, Volume } from './types.ts';

export type Move =
  | { readonly kind: 'none' }
  | { readonly kind: 'possible' }
  | { readonly kind: 'under-way'; readonly migration: Migration }
  /** `remedy`: what a person can do about it. */
  | { readonly kind: 'impossible'; readonly why: string; readonly remedy: string }
  | Extract<Reading<never>, { kind: 'unknown' }>;

const OTHERWISE = 'Declare the pool it is in, or give the new volume another name.';

export function moveOf(volume: Volume, pool: StoragePool, live: Live<ScaleioFacets>): Move {
  if (volume.storagePoolId === pool.id) return { kind: 'none' };
  const { system, migrations } = live;
  if (system.kind === 'unknown') return system;
  if (migrations.kind === 'unknown') return migrations;
  if (!canMigrate(system.value.version)) {
    return impossible(`ScaleIO ${system.value.version} moves no volume to another pool`);
  }
  const migration = migrations.value.get(volume.vtreeId);
  if (migration !== undefined && isUnderWay(migration)) return { kind: 'under-way', migration };
  // It moves with what it was taken of, which may be declared elsewhere.
  if (volume.ancestorVolumeId !== null) return impossible('a snapshot moves only with the volume it was taken of');
  const full = whyNoRoom(pool, { type: typeOf(volume), addGiB: kibToGib(volume.sizeKib) }, live);
  return full === null ? { kind: 'possible' } : impossible(full, `Let the pool grow by ${formatGib(kibToGib(volume.sizeKib))} or more.`);
}

function typeOf({ volumeType }: Volume): 'ThickProvisioned' | 'ThinProvisioned' {
  return volumeType === 'ThickProvisioned' ? volumeType : 'ThinProvisioned';
}

function impossible(why: string, remedy = OTHERWISE): Move {
  return { kind: 'impossible', why, remedy };
}

/** Statuses that mean it is over, or was never begun (CloudStack's VTreeMigrationInfo). */
const NOT_UNDER_WAY: ReadonlySet<string> = new Set(['NotInMigration', 'None']);

export function isUnderWay({ status }: Migration): boolean {
  return !NOT_UNDER_WAY.has(status);
}
