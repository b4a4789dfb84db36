/** A pool that is declared absent: removed once it is empty, with a person's Approval. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import type { ScaleioAction, ScaleioFacets } from '../types.ts';
import { doomed, whichPool } from '../which-object.ts';
import { readsOf } from './draft.ts';

/** Null: nothing is there that the document is about, or it is not known which (health says what). */
export function poolRemoval(doc: Doc<'StoragePool'>, inputs: Inputs, live: Live<ScaleioFacets>): Draft<ScaleioAction> | null {
  const target = doomed(whichPool(doc, inputs, live));
  if (target.kind !== 'one') return null;
  const { id, name } = target.value;
  return {
    id: `remove ${doc.ref}`,
    ref: doc.ref,
    backendId: id,
    op: 'delete',
    class: 'destructive',
    action: { system: 'scaleio', do: 'removePool', args: { storagePoolId: id } },
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: [],
    needs: [],
    reads: readsOf(['domains', 'pools']),
    requires: [{ system: 'scaleio', check: 'pool-empty', backendId: id }],
    markedBy: null,
    spend: null,
    reason: 'declared absent and still there',
    fields: [],
    effects: [`removes pool ${name ?? 'without a name'} (id ${id}), once it has neither volumes nor devices`],
  };
}
