/** Which ScaleIO this is, and what it has. Pure. */
import type { Live, Reading } from '../../model/observed.ts';
import { ok } from '../../model/observed.ts';
import type { ObjectKind } from '../../model/ref.ts';
import { indexOf } from './indexes.ts';
import type { ScaleioFacets } from './types.ts';

export function systemIdOf({ system }: Live<ScaleioFacets>): Reading<string> {
  return system.kind === 'unknown' ? system : ok(system.value.id, system.at);
}

const FACET_OF: { readonly [K in ObjectKind]?: 'domains' | 'faultSets' | 'pools' | 'nodes' | 'devices' | 'volumes' } = {
  Device: 'devices',
  FaultSet: 'faultSets',
  ProtectionDomain: 'domains',
  Snapshot: 'volumes',
  StoragePool: 'pools',
  StorageNode: 'nodes',
  Volume: 'volumes',
};

/** Whether there is an object of this id; of kinds that are not ScaleIO's it has nothing. */
export function seesObject(kind: ObjectKind, backendId: string, live: Live<ScaleioFacets>): Reading<boolean> {
  const facet = FACET_OF[kind];
  const reading: Live<{ items: readonly { readonly id: string; readonly name: string | null }[] }>['items'] = live[facet ?? 'volumes'];
  if (reading.kind === 'unknown') return reading;
  return ok(facet !== undefined && indexOf(reading.value).byId.has(backendId), reading.at);
}
