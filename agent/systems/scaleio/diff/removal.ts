/** A volume that is declared absent. Its data are lost with it: only a person's Approval lets it be made. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { formatGib, kibToGib } from '../../../units.ts';
import { isNamedAsTaken, takenOf } from '../snapshots.ts';
import type { ScaleioAction, ScaleioFacets, StoragePool, Volume } from '../types.ts';
import { doomedVolume } from '../which-volume.ts';
import { readsOf } from './draft.ts';
import { afterFinalSnapshot } from './final-snapshot.ts';

/** Null: nothing is there that the document is about, or something that it may not mean (health says what). */
export function removalDraft(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Draft<ScaleioAction> | null {
  const target = doomedVolume(doc, inputs, live);
  if (target.kind !== 'one' || live.pools.kind === 'unknown' || live.volumes.kind === 'unknown') return null;
  // They go first, each by a change of its own: a removal that has to wait for them would take the place of theirs in the hour.
  if (takenOf(doc, inputs, live.volumes.value).some(isNamedAsTaken)) return null;
  const draft = removalOf(doc, target.value, live.pools.value);
  return doc.spec.finalSnapshot === true ? afterFinalSnapshot(draft, target.value, inputs, live.volumes.value) : draft;
}

function removalOf(doc: Doc<'Volume'>, volume: Volume, pools: readonly StoragePool[]): Draft<ScaleioAction> {
  return {
    id: `remove ${doc.ref}`,
    ref: doc.ref,
    backendId: volume.id,
    op: 'delete',
    class: 'destructive',
    action: { system: 'scaleio', do: 'removeVolume', args: { volumeId: volume.id, removeMode: 'ONLY_ME' } },
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: [],
    needs: [],
    reads: readsOf(['pools', 'volumes']),
    requires: requirementsOf(volume),
    markedBy: null,
    spend: null,
    reason: 'declared absent and still there',
    fields: [],
    effects: [destroys(volume, pools), 'all data on it are lost; nothing brings them back'],
  };
}

function requirementsOf({ id }: Volume): Draft['requires'] {
  return [
    { system: 'scaleio', check: 'volume-unmapped', backendId: id },
    { system: 'scaleio', check: 'volume-without-snapshots', backendId: id },
  ];
}

function destroys(volume: Volume, pools: readonly StoragePool[]): string {
  const { id, name, sizeKib, volumeType, storagePoolId } = volume;
  const pool = pools.find((candidate) => candidate.id === storagePoolId)?.name ?? storagePoolId;
  return `destroys volume ${name ?? 'without a name'} (id ${id}): ${formatGib(kibToGib(sizeKib))}, ${volumeType}, in pool ${pool}`;
}
