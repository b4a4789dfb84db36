/** A declared volume: made when there is none, renamed when it has its old name, grown when it is too small. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { formatGib, gibToKib, kibToGib } from '../../../units.ts';
import { compareVolume, volumeTypeOf } from '../compare.ts';
import { livePool, placeOfVolume, vendorName } from '../resolve.ts';
import type { ScaleioAction, ScaleioFacets, StoragePool, Volume } from '../types.ts';
import { volumeOf } from '../which-volume.ts';
import type { VolumeTarget } from '../which-volume.ts';
import { keepDraft } from './draft.ts';
import { removalDraft } from './removal.ts';

type VolumeDraft = Draft<ScaleioAction> | null;

const FACETS = ['domains', 'pools', 'volumes'] as const;

/** Null: nothing to do, nothing known, or something only a person can decide (health says what). */
export function volumeDraft(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): VolumeDraft {
  if (doc.state === 'absent') return removalDraft(doc, inputs, live);
  const place = placeOfVolume(doc, inputs.desired);
  if (!place) return null;
  const pool = livePool(place, live);
  if (pool.kind !== 'one') return null;
  return draftFor(doc, { target: volumeOf(doc, inputs, live), pool: pool.value, ignored: inputs.ignored(doc.ref) });
}

interface Seen {
  readonly target: VolumeTarget;
  readonly pool: StoragePool;
  readonly ignored: readonly string[];
}

function draftFor(doc: Doc<'Volume'>, { target, pool, ignored }: Seen): VolumeDraft {
  switch (target.kind) {
    case 'one':
      return growth(doc, target.value, pool, ignored);
    case 'old-name':
      return ignored.includes('name') ? null : renaming(doc, target.value);
    case 'none':
      return creation(doc, pool, `ScaleIO has no volume named ${vendorName(doc)}`);
    case 'lost':
      return replacement(doc, pool, target);
    case 'many':
    case 'renamed':
    case 'contested':
    case 'unknown':
      return null;
  }
}

function creation(doc: Doc<'Volume'>, pool: StoragePool, reason: string): Draft<ScaleioAction> {
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
  return keepDraft({
    doc,
    op: 'create',
    backendId: null,
    action: { system: 'scaleio', do: 'createVolume', args },
    facets: FACETS,
    reason,
    fields,
    effects: [`creates a ${type} volume of ${formatGib(sizeGiB)} in pool ${poolName}`],
  });
}

/** In place of one that is lost: empty, or with whatever is on the one that has its name now. Never without a person's consent. */
function replacement(doc: Doc<'Volume'>, pool: StoragePool, lost: { id: string; instead: Volume | null }): Draft<ScaleioAction> {
  const made = creation(doc, pool, `ScaleIO has no volume with the id ${lost.id} any more`);
  const without = `goes on without the data of the lost volume ${lost.id}`;
  if (lost.instead === null) return { ...made, effects: [...made.effects, without] };
  return { ...made, effects: [`takes the volume with the id ${lost.instead.id}, which has its name now`, without] };
}

function renaming(doc: Doc<'Volume'>, volume: Volume): Draft<ScaleioAction> {
  const newName = vendorName(doc);
  const liveGiB = kibToGib(volume.sizeKib);
  return keepDraft({
    doc,
    op: 'rename',
    backendId: volume.id,
    action: { system: 'scaleio', do: 'setVolumeName', args: { volumeId: volume.id, newName } },
    facets: FACETS,
    reason: 'the volume has the name it had before',
    fields: [{ path: 'name', from: volume.name, to: newName }],
    effects: [`renames ${volume.name} -> ${newName}; its data stay`],
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: liveGiB < doc.spec.sizeGiB ? [grows(liveGiB, doc.spec.sizeGiB)] : [],
  });
}

function growth(doc: Doc<'Volume'>, volume: Volume, pool: StoragePool, ignored: readonly string[]): VolumeDraft {
  if (compareVolume(doc, volume, pool, ignored) !== 'too-small') return null;
  const { sizeGiB } = doc.spec;
  const liveGiB = kibToGib(volume.sizeKib);
  return keepDraft({
    doc,
    op: 'grow',
    backendId: volume.id,
    action: { system: 'scaleio', do: 'setVolumeSize', args: { volumeId: volume.id, sizeInGB: String(sizeGiB) } },
    facets: FACETS,
    reason: 'the volume is smaller than declared',
    fields: [{ path: 'sizeGiB', from: liveGiB, to: sizeGiB }],
    effects: [grows(liveGiB, sizeGiB)],
  });
}

function grows(fromGiB: number, toGiB: number): string {
  return `grows ${formatGib(fromGiB)} -> ${formatGib(toGiB)}`;
}
