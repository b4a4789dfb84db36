/** Which live volume a document is about: by the id the inventory knows it by, else by its name. Pure. */
import { findDoc } from '../../model/desired.ts';
import type { Doc } from '../../model/desired.ts';
import type { Live } from '../../model/observed.ts';
import type { Ref } from '../../model/ref.ts';
import type { Inputs } from '../../model/system.ts';
import { indexOf } from './indexes.ts';
import { livePool, placeOfVolume, targetOf, vendorName } from './resolve.ts';
import type { Target } from './resolve.ts';
import type { ScaleioFacets, StoragePool, Volume } from './types.ts';
import { whichPool } from './which-object.ts';
import { unlessTaken } from './whose.ts';

export type VolumeTarget =
  | Target<Volume>
  /** Still under the name `renamedFrom` says. */
  | { readonly kind: 'old-name'; readonly value: Volume }
  /** The one we know, under a name that no file says: somebody renamed it. */
  | { readonly kind: 'renamed'; readonly value: Volume }
  /** The one we know is not there any more; `instead` has its name now. */
  | { readonly kind: 'lost'; readonly id: string; readonly instead: Volume | null }
  /** `renamedFrom` is the name of another document: loading refuses that. */
  | { readonly kind: 'contested'; readonly by: Ref };

/** By name means over the whole system, as REX-Ray looks for it. */
export function volumeOf(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): VolumeTarget {
  if (live.volumes.kind === 'unknown') return live.volumes;
  const volumes = live.volumes.value;
  const named = volumeNamed(vendorName(doc), volumes);
  if (named.kind === 'many') return named;
  const owned = inputs.memory.inventory.get(doc.ref);
  if (owned === undefined) return named.kind === 'one' ? unlessTaken(named, doc.ref, inputs) : byOldName(doc, inputs, volumes);
  const known = indexOf(volumes).byId.get(owned.backendId);
  if (known === undefined) return lost(owned.backendId, unlessTaken(named, doc.ref, inputs));
  if (named.kind === 'one' && named.value === known) return named;
  const isOldName = named.kind === 'none' && known.name === doc.spec.renamedFrom;
  return { kind: isOldName ? 'old-name' : 'renamed', value: known };
}

function lost(id: string, named: Target<Volume>): VolumeTarget {
  return { kind: 'lost', id, instead: named.kind === 'one' ? named.value : null };
}

/**
 * The volume that a document with `state: absent` is about. Once its id is known, nothing else is: one that has only its
 * name, now or before, is somebody else's.
 */
export function doomedVolume(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Target<Volume> {
  const target = volumeOf(doc, inputs, live);
  switch (target.kind) {
    case 'renamed':
      return { kind: 'one', value: target.value };
    case 'old-name':
      return inputs.memory.inventory.has(doc.ref) ? { kind: 'one', value: target.value } : { kind: 'none' };
    case 'lost':
    case 'contested':
      return { kind: 'none' };
    case 'one':
    case 'none':
    case 'many':
    case 'taken':
    case 'unknown':
      return target;
  }
}

interface Found {
  readonly inputs: Inputs;
  readonly pools: Map<string, Target<StoragePool>>;
}

const foundIn = new WeakMap<Live<ScaleioFacets>, Found>();

/** The pool that a volume belongs in: looked for once for all the volumes of a pool. */
export function poolOfVolume(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Target<StoragePool> {
  const pools = poolsFound(inputs, live);
  const pool = pools.get(doc.spec.pool) ?? findPool(doc, inputs, live);
  pools.set(doc.spec.pool, pool);
  return pool;
}

/** The same reading is looked at for several sets of documents: those declared, and those last applied. */
function poolsFound(inputs: Inputs, live: Live<ScaleioFacets>): Found['pools'] {
  const before = foundIn.get(live);
  if (before?.inputs === inputs) return before.pools;
  const pools = new Map<string, Target<StoragePool>>();
  foundIn.set(live, { inputs, pools });
  return pools;
}

/** A declared one that somebody renamed is still the same, and another one that has its name now is not: no volume is moved because of that. */
function findPool(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Target<StoragePool> {
  const place = placeOfVolume(doc, inputs.desired);
  if (place === null) return { kind: 'none' };
  const declared = place.ref === null ? undefined : findDoc(inputs.desired, place.ref);
  if (declared?.kind !== 'StoragePool') return livePool(place, live);
  const pool = whichPool(declared, inputs, live);
  if (pool.kind === 'renamed') return { kind: 'one', value: pool.value };
  return pool.kind === 'lost' ? { kind: 'none' } : pool;
}

function volumeNamed(name: string, volumes: readonly Volume[]): Target<Volume> {
  return targetOf(indexOf(volumes).byName.get(name) ?? []);
}

function byOldName(doc: Doc<'Volume'>, inputs: Inputs, volumes: readonly Volume[]): VolumeTarget {
  const { renamedFrom } = doc.spec;
  if (renamedFrom === undefined) return { kind: 'none' };
  const other = [...inputs.desired.docs.Volume.values()].find(
    (candidate) => candidate.ref !== doc.ref && vendorName(candidate) === renamedFrom,
  );
  if (other !== undefined) return { kind: 'contested', by: other.ref };
  const old = unlessTaken(volumeNamed(renamedFrom, volumes), doc.ref, inputs);
  return old.kind === 'one' ? { kind: 'old-name', value: old.value } : old;
}
