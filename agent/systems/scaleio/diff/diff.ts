/** What ScaleIO lacks of what is declared. Pure; an unknown facet gives no change. */
import type { Change } from '../../../model/change.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import type { ScaleioAction, ScaleioFacets } from '../types.ts';
import { poolChange } from './pool.ts';
import { volumeChange } from './volume.ts';

export function diffScaleio(inputs: Inputs, live: Live<ScaleioFacets>): readonly Change<ScaleioAction>[] {
  const { StoragePool, Volume } = inputs.desired.docs;
  const changes = [
    ...[...StoragePool.values()].map((doc) => poolChange(doc, inputs, live)),
    ...[...Volume.values()].map((doc) => volumeChange(doc, inputs, live)),
  ];
  return changes.filter((change) => change !== null);
}
