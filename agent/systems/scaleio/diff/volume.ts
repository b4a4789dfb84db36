/** A declared volume: made when there is none of its name, grown when it is too small. */
import type { Change } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { formatGib, gibToKib, kibToGib } from '../../../units.ts';
import { compareVolume, volumeTypeOf } from '../compare.ts';
import { livePool, liveVolume, placeOfVolume, vendorName } from '../resolve.ts';
import type { ScaleioAction, ScaleioFacets, StoragePool, Volume } from '../types.ts';
import { makeChange } from './change.ts';

const FACETS = ['domains', 'pools', 'volumes'] as const;

/** Null: nothing to do, nothing known, or something only a person can decide (health says what). */
export function volumeChange(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Change<ScaleioAction> | null {
  const place = placeOfVolume(doc, inputs.desired);
  if (!place) return null;
  const pool = livePool(place, live);
  if (pool.kind !== 'one') return null;
  const volume = liveVolume(doc, live);
  if (volume.kind === 'none') return creation(doc, pool.value, inputs);
  if (volume.kind !== 'one' || compareVolume(doc, volume.value, pool.value) !== 'too-small') return null;
  return growth(doc, volume.value, inputs);
}

function creation(doc: Doc<'Volume'>, pool: StoragePool, inputs: Inputs): Change<ScaleioAction> {
  const { sizeGiB, type = 'thin' } = doc.spec;
  const name = vendorName(doc);
  const poolName = pool.name ?? pool.id;
  const args = {
    name,
    storagePoolId: pool.id,
    protectionDomainId: pool.protectionDomainId,
    volumeType: volumeTypeOf(doc),
    volumeSizeInKb: String(gibToKib(sizeGiB)),
  };
  const fields = [
    { path: 'name', from: null, to: name },
    { path: 'pool', from: null, to: poolName },
    { path: 'sizeGiB', from: null, to: sizeGiB },
    { path: 'type', from: null, to: type },
  ];
  return makeChange(
    {
      doc,
      op: 'create',
      backendId: null,
      action: { system: 'scaleio', do: 'createVolume', args },
      facets: FACETS,
      reason: `ScaleIO has no volume named ${name}`,
      fields,
      effect: `creates a ${type} volume of ${formatGib(sizeGiB)} in pool ${poolName}`,
    },
    inputs,
  );
}

function growth(doc: Doc<'Volume'>, volume: Volume, inputs: Inputs): Change<ScaleioAction> {
  const { sizeGiB } = doc.spec;
  const liveGiB = kibToGib(volume.sizeKib);
  return makeChange(
    {
      doc,
      op: 'grow',
      backendId: volume.id,
      action: { system: 'scaleio', do: 'setVolumeSize', args: { volumeId: volume.id, sizeInGB: String(sizeGiB) } },
      facets: FACETS,
      reason: 'the volume is smaller than declared',
      fields: [{ path: 'sizeGiB', from: liveGiB, to: sizeGiB }],
      effect: `grows ${formatGib(liveGiB)} -> ${formatGib(sizeGiB)}`,
    },
    inputs,
  );
}
