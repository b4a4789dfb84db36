/** A declared volume: made when there is none, else brought to what is declared, one call at a time. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { formatGib, gibToKib } from '../../../units.ts';
import { volumeTypeOf } from '../compare.ts';
import { whyNoRoom } from '../headroom.ts';
import { vendorName } from '../resolve.ts';
import type { ScaleioAction, ScaleioFacets, StoragePool, Volume } from '../types.ts';
import { poolOfVolume, volumeOf } from '../which-volume.ts';
import type { VolumeTarget } from '../which-volume.ts';
import { keepDraft } from './draft.ts';
import { removalDraft } from './removal.ts';
import { draftOf } from './step.ts';
import { renamingStep, stepsOf } from './volume-steps.ts';

type VolumeDraft = Draft<ScaleioAction> | null;

/** Null: nothing to do, nothing known, or something only a person can decide (health says what). */
export function volumeDraft(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): VolumeDraft {
  if (doc.state === 'absent') return removalDraft(doc, inputs, live);
  const pool = poolOfVolume(doc, inputs, live);
  if (pool.kind !== 'one') return null;
  return draftFor(doc, { target: volumeOf(doc, inputs, live), pool: pool.value, ignored: inputs.ignored(doc.ref) }, live);
}

interface Seen {
  readonly target: VolumeTarget;
  readonly pool: StoragePool;
  readonly ignored: readonly string[];
}

function draftFor(doc: Doc<'Volume'>, { target, pool, ignored }: Seen, live: Live<ScaleioFacets>): VolumeDraft {
  switch (target.kind) {
    case 'one':
      return draftOf(doc, target.value, stepsOf(doc, { volume: target.value, pool, ignored }, live));
    case 'old-name': {
      if (ignored.includes('name')) return null;
      const steps = stepsOf(doc, { volume: target.value, pool, ignored }, live);
      return draftOf(doc, target.value, [renamingStep(doc, target.value), ...steps]);
    }
    case 'none':
      return hasRoom(doc, pool, live) ? creation(doc, pool, `ScaleIO has no volume named ${vendorName(doc)}`) : null;
    case 'lost':
      return replacement(doc, pool, target);
    case 'many':
    case 'taken':
    case 'renamed':
    case 'contested':
    case 'unknown':
      return null;
  }
}

function hasRoom(doc: Doc<'Volume'>, pool: StoragePool, live: Live<ScaleioFacets>): boolean {
  return whyNoRoom(pool, { type: volumeTypeOf(doc), addGiB: doc.spec.sizeGiB }, live) === null;
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
    facets: ['domains', 'pools', 'volumes'],
    reason,
    fields,
    effects: [`creates a ${type} volume of ${formatGib(sizeGiB)} in pool ${poolName}`],
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: mappingSentences(doc),
  });
}

function mappingSentences({ spec: { mappedTo = [], limits = {} } }: Doc<'Volume'>): readonly string[] {
  const { iops, bandwidthMibps } = limits;
  const most = [...(iops ? [`${iops} I/O operations a second`] : []), ...(bandwidthMibps ? [`${bandwidthMibps} MiB/s`] : [])];
  const limited = mappedTo.length > 0 && most.length > 0 ? [`limits each host to ${most.join(' and ')}`] : [];
  return [...mappedTo.map((host) => `maps it to ${host}`), ...limited];
}

/** In place of one that is lost: empty, or with whatever is on the one that has its name now. Never without a person's consent. */
function replacement(doc: Doc<'Volume'>, pool: StoragePool, lost: { id: string; instead: Volume | null }): Draft<ScaleioAction> {
  const made = creation(doc, pool, `ScaleIO has no volume with the id ${lost.id} any more`);
  const without = `goes on without the data of the lost volume ${lost.id}`;
  if (lost.instead === null) return { ...made, effects: [...made.effects, without] };
  return { ...made, effects: [`takes the volume with the id ${lost.instead.id}, which has its name now`, without] };
}
