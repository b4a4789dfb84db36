/** A declared pool: only its thresholds are set. */
import type { Change, FieldDiff } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { thresholdsOf } from '../compare.ts';
import type { Thresholds } from '../compare.ts';
import { livePool, placeOfPool } from '../resolve.ts';
import type { ScaleioAction, ScaleioFacets, StoragePool } from '../types.ts';
import { makeChange } from './change.ts';

export function poolChange(doc: Doc<'StoragePool'>, inputs: Inputs, live: Live<ScaleioFacets>): Change<ScaleioAction> | null {
  const target = livePool(placeOfPool(doc, inputs.desired), live);
  if (target.kind !== 'one') return null;
  const pool = target.value;
  const wanted = thresholdsOf(doc, pool);
  const fields = differing(pool, wanted);
  if (fields.length === 0) return null;
  const args = {
    storagePoolId: pool.id,
    capacityAlertHighThresholdPercent: String(wanted.high),
    capacityAlertCriticalThresholdPercent: String(wanted.critical),
  };
  return makeChange(
    {
      doc,
      op: 'update',
      backendId: pool.id,
      action: { system: 'scaleio', do: 'setCapacityAlertThresholds', args },
      facets: ['domains', 'pools'],
      reason: 'the thresholds differ',
      fields,
      effect: `alerts from ${wanted.high} % used (high) and ${wanted.critical} % (critical) on`,
    },
    inputs,
  );
}

function differing(pool: StoragePool, wanted: Thresholds): readonly FieldDiff[] {
  const both = [
    { path: 'thresholds.high', from: pool.highPercent, to: wanted.high },
    { path: 'thresholds.critical', from: pool.criticalPercent, to: wanted.critical },
  ];
  return both.filter(({ from, to }) => from !== to);
}
