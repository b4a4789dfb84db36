/** How a volume that is there differs from what is declared: what gets done by itself, and what a person has to do. */
import type { Doc } from '../../../model/desired.ts';
import type { Live, Readiness } from '../../../model/observed.ts';
import type { Ref } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import { formatGib, kibToGib } from '../../../units.ts';
import { sizeOf, typeDiffers, volumeTypeOf } from '../compare.ts';
import { whyNoRoom } from '../headroom.ts';
import { moveOf } from '../move.ts';
import type { PoolPlace } from '../resolve.ts';
import type { ScaleioFacets, StoragePool, Volume } from '../types.ts';
import { judge } from './judge.ts';
import type { Judgement, Remark } from './judge.ts';
import { mappingPart } from './volume-mapping.ts';
import { movePart } from './volume-move.ts';

export interface Found {
  readonly volume: Volume;
  readonly pool: StoragePool;
  readonly place: PoolPlace;
  readonly inputs: Inputs;
}

/** What one field has to say. */
export interface Part {
  readonly readiness: Readiness;
  readonly remarks: readonly Remark[];
  /** See SystemHealth.withheld. */
  readonly isWithheld?: boolean;
}

const READY: Part = { readiness: { kind: 'ready' }, remarks: [] };

/** The first of these that a part says is said of the volume. */
const BY_WEIGHT: readonly Readiness['kind'][] = ['unknown', 'degraded', 'progressing', 'ready'];

export function judgeFields(doc: Doc<'Volume'>, found: Found, live: Live<ScaleioFacets>): Judgement {
  let worst = READY;
  let isWithheld = false;
  const remarks: Remark[] = [];
  for (const part of partsOf(doc, found, live)) {
    if (weightOf(part) < weightOf(worst)) worst = part;
    if (part.isWithheld) isWithheld = true;
    remarks.push(...part.remarks);
  }
  const judgement = judge(doc.ref, worst.readiness, remarks);
  return isWithheld ? { ...judgement, isWithheld } : judgement;
}

function weightOf({ readiness }: Part): number {
  return BY_WEIGHT.indexOf(readiness.kind);
}

/** Of one that is left alone, only why. */
function partsOf(doc: Doc<'Volume'>, found: Found, live: Live<ScaleioFacets>): readonly Part[] {
  const ignored = found.inputs.ignored(doc.ref);
  const move = ignored.includes('pool') ? ({ kind: 'none' } as const) : moveOf(found.volume, found.pool, live);
  const moved = move.kind === 'none' ? READY : movePart(move, found, live);
  if (move.kind === 'unknown') return [moved];
  if (move.kind === 'impossible') return [moved, ...waitingGrowth(doc, found)];
  if (typeDiffers(doc, found.volume, ignored)) return [otherType(doc, found.volume)];
  return [moved, sizePart(doc, found, live), mappingPart(doc, found.volume, live, ignored)];
}

function otherType(doc: Doc<'Volume'>, { volumeType }: Volume): Part {
  const why = `the volume is ${volumeType}, declared is ${doc.spec.type ?? 'thin'}, and the type of a volume cannot be changed`;
  const remedy = 'Declare the type it has, or move the data to a new volume.';
  return { ...READY, remarks: [{ code: 'VolumeTypeDiffers', why, remedy }], isWithheld: true };
}

/** Its size has nothing to do with the pool; but in another one than declared it may not be the volume that is meant. */
function waitingGrowth(doc: Doc<'Volume'>, { volume, inputs }: Found): readonly Part[] {
  if (sizeOf(doc, volume, inputs.ignored(doc.ref)) !== 'too-small') return [];
  const why = `it stays at ${formatGib(kibToGib(volume.sizeKib))}, declared are ${formatGib(doc.spec.sizeGiB)}, while it is in another pool than declared`;
  const remedy = 'Declare the pool it is in, and it grows there.';
  return [{ ...READY, remarks: [{ code: 'VolumeNotGrown', why, remedy }] }];
}

function sizePart(doc: Doc<'Volume'>, { volume, pool, place, inputs }: Found, live: Live<ScaleioFacets>): Part {
  const liveGiB = kibToGib(volume.sizeKib);
  switch (sizeOf(doc, volume, inputs.ignored(doc.ref))) {
    case 'as-declared':
      return READY;
    case 'too-large': {
      const why = `the volume has ${formatGib(liveGiB)}, declared are ${formatGib(doc.spec.sizeGiB)}, and ScaleIO cannot shrink a volume`;
      const remedy = `Declare sizeGiB: ${liveGiB}, or move the data to a smaller volume.`;
      return { ...READY, remarks: [{ code: 'VolumeCannotShrink', why, remedy }] };
    }
    case 'too-small': {
      const full = whyNoRoom(pool, { type: volumeTypeOf(doc), addGiB: doc.spec.sizeGiB - liveGiB }, live);
      const readiness = { kind: 'progressing', why: `it has ${formatGib(liveGiB)} of ${formatGib(doc.spec.sizeGiB)}` } as const;
      if (full === null) return { readiness, remarks: [] };
      return { readiness, remarks: [noRoom(`the volume is not grown: ${full}`, place.ref)], isWithheld: true };
    }
  }
}

/** ScaleIO would refuse it, so it is not asked. */
export function noRoom(why: string, pool: Ref | null): Remark {
  return { code: 'NoRoomInPool', why, remedy: 'Let the pool grow, remove what is not needed, or declare another pool.', causedBy: pool };
}
