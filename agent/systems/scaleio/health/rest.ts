/** SDSs that are in maintenance because their document says so: nothing is lost, and no person is needed. Pure. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { unwellStates, WELL } from '../node-states.ts';
import type { ScaleioFacets, StorageNode, StoragePool } from '../types.ts';
import { whichNode } from '../which-object.ts';

/** On its way there, or back; null: neither, or nobody declares it. */
export function restClause({ spec }: Doc<'StorageNode'>, { name, id, states }: StorageNode): string | null {
  const isMeant = spec.maintenance === true;
  if (isMeant && states.maintenanceState === 'SetMaintenanceInProgress') return `SDS ${name ?? id} is going into maintenance, as declared`;
  if (!isMeant && states.maintenanceState === 'ExitMaintenanceInProgress') return `SDS ${name ?? id} is coming back from maintenance`;
  return null;
}

/** Whether all that the pool lacks is what SDSs in maintenance have, and that as declared. False when that is not known. */
export function isOnlyResting(pool: StoragePool, inputs: Inputs, live: Live<ScaleioFacets>): boolean {
  const { devices, nodes } = live;
  if (devices.kind === 'unknown' || nodes.kind === 'unknown') return false;
  const own = devices.value.filter(({ storagePoolId }) => storagePoolId === pool.id);
  if (own.some(({ deviceState, errorState }) => deviceState !== 'Normal' || errorState !== 'None')) return false;
  const around = nodes.value.filter(({ id }) => own.some(({ sdsId }) => sdsId === id));
  const resting = around.filter(({ states }) => states.maintenanceState !== WELL.maintenanceState);
  const isElseWell = around.every(({ states }) => unwellStates({ ...states, maintenanceState: WELL.maintenanceState }).length === 0);
  return isElseWell && resting.length > 0 && resting.every((node) => restsAsDeclared(node, inputs, live));
}

function restsAsDeclared({ id, states }: StorageNode, inputs: Inputs, live: Live<ScaleioFacets>): boolean {
  return [...inputs.desired.docs.StorageNode.values()].some((doc) => {
    const target = doc.state === 'absent' ? null : whichNode(doc, inputs, live);
    if (target?.kind !== 'one' || target.value.id !== id) return false;
    return doc.spec.maintenance === true || states.maintenanceState === 'ExitMaintenanceInProgress';
  });
}
