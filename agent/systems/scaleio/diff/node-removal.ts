/** An SDS that is declared absent: ScaleIO moves all copies off it, then it is gone. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import { formatGib, kibToGib } from '../../../units.ts';
import type { ScaleioAction, ScaleioFacets, StorageNode } from '../types.ts';
import { removeDraft } from './draft.ts';

/** Null: it drains already, or its devices are not known. */
export function nodeRemoval({ ref }: Doc<'StorageNode'>, node: StorageNode, live: Live<ScaleioFacets>): Draft<ScaleioAction> | null {
  if (node.states.sdsState === 'RemovePending' || live.devices.kind === 'unknown') return null;
  const { id, name } = node;
  const own = live.devices.value.filter(({ sdsId }) => sdsId === id);
  const allKib = own.reduce((sum, { maxKib }) => sum + maxKib, 0);
  return removeDraft({
    ref,
    backendId: id,
    action: { system: 'scaleio', do: 'removeNode', args: { sdsId: id } },
    facets: ['domains', 'nodes', 'devices'],
    requires: [{ system: 'scaleio', check: 'pools-keep-without-node', backendId: id }],
    effects: [
      `removes SDS ${name ?? 'without a name'} (id ${id}) with its ${own.length} devices, ${formatGib(kibToGib(allKib))}`,
      'ScaleIO moves all copies off it first; until that is done, taking the tombstone back stops it',
    ],
  });
}
