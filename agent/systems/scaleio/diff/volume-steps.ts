/** What a volume that is there lacks of what is declared, in the order in which it is done. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import { formatGib, kibToGib } from '../../../units.ts';
import { sizeOf, typeDiffers, volumeTypeOf } from '../compare.ts';
import { whyNoRoom } from '../headroom.ts';
import { moveOf } from '../move.ts';
import { vendorName } from '../resolve.ts';
import type { ScaleioFacets, StoragePool, Volume } from '../types.ts';
import { limitSteps, mappingSteps } from './mapping.ts';
import { kindOfStep } from './step.ts';
import type { Step } from './step.ts';

export interface Compared {
  readonly volume: Volume;
  readonly pool: StoragePool;
  /** Paths whose live value is kept. */
  readonly ignored: readonly string[];
}

/**
 * What interrupts nothing comes first. One of another type, or in a pool that it cannot leave, may not be the one that is meant: it
 * is left alone.
 */
export function stepsOf(doc: Doc<'Volume'>, compared: Compared, live: Live<ScaleioFacets>): readonly Step[] {
  const { volume, pool, ignored } = compared;
  if (typeDiffers(doc, volume, ignored)) return [];
  const move = ignored.includes('pool') ? NOT_MOVED : moveOf(volume, pool, live);
  if (move.kind === 'impossible' || move.kind === 'unknown') return [];
  return [
    // ScaleIO has to be done with the one before it is asked for the other.
    ...(move.kind === 'under-way' ? [] : growing(doc, compared, live)),
    ...limitSteps(doc, volume, ignored),
    ...(move.kind === 'possible' ? [moving(compared, live)] : []),
    ...mappingSteps(doc, volume, live, ignored),
  ];
}

const NOT_MOVED = { kind: 'none' } as const;

export function renamingStep(doc: Doc<'Volume'>, volume: Volume): Step {
  const newName = vendorName(doc);
  return {
    ...kindOfStep('name'),
    action: { system: 'scaleio', do: 'setVolumeName', args: { volumeId: volume.id, newName } },
    facets: [],
    reason: 'the volume has the name it had before',
    fields: [{ path: 'name', from: volume.name, to: newName }],
    effect: `renames ${volume.name} -> ${newName}; its data stay`,
  };
}

/** In the pool where it is; without room there it waits, maybe until it has moved. */
function growing(doc: Doc<'Volume'>, { volume, pool, ignored }: Compared, live: Live<ScaleioFacets>): readonly Step[] {
  if (sizeOf(doc, volume, ignored) !== 'too-small') return [];
  const { sizeGiB } = doc.spec;
  const liveGiB = kibToGib(volume.sizeKib);
  const around = poolAround(volume, live) ?? pool;
  if (whyNoRoom(around, { type: volumeTypeOf(doc), addGiB: sizeGiB - liveGiB }, live) !== null) return [];
  return [
    {
      ...kindOfStep('sizeGiB'),
      action: { system: 'scaleio', do: 'setVolumeSize', args: { volumeId: volume.id, sizeInGB: String(sizeGiB) } },
      facets: [],
      reason: 'the volume is smaller than declared',
      fields: [{ path: 'sizeGiB', from: liveGiB, to: sizeGiB }],
      effect: `grows ${formatGib(liveGiB)} -> ${formatGib(sizeGiB)}`,
    },
  ];
}

function moving({ volume, pool }: Compared, live: Live<ScaleioFacets>): Step {
  const from = poolAround(volume, live)?.name ?? volume.storagePoolId;
  const to = pool.name ?? pool.id;
  return {
    ...kindOfStep('pool'),
    action: { system: 'scaleio', do: 'migrateVolume', args: { volumeId: volume.id, destSPId: pool.id } },
    facets: ['system', 'migrations'],
    reason: 'the volume is in another pool than declared',
    fields: [{ path: 'pool', from, to }],
    effect: `moves it, with its snapshots, from pool ${from} to ${to}, while hosts go on using it`,
  };
}

function poolAround({ storagePoolId }: Volume, { pools }: Live<ScaleioFacets>): StoragePool | undefined {
  return pools.kind === 'ok' ? pools.value.find(({ id }) => id === storagePoolId) : undefined;
}
