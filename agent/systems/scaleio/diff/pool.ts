/** A declared pool: only its thresholds are set. */
import type { Draft, FieldDiff } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { thresholdsOf } from '../compare.ts';
import type { Thresholds } from '../compare.ts';
import { livePool, placeOfPool } from '../resolve.ts';
import type { ScaleioAction, ScaleioFacets, StoragePool } from '../types.ts';
import { keepDraft } from './draft.ts';

export function poolDraft(doc: Doc<'StoragePool'>, inputs: Inputs, live: Live<ScaleioFacets>): Draft<ScaleioAction> | null {
  const target = livePool(placeOfPool(doc, inputs.desired), live);
  if (target.kind !== 'one') return null;
  const pool = target.value;
  const wanted = thresholdsOf(doc, pool, inputs.ignored(doc.ref));
  const fields = differing(pool, wanted);
  if (fields.length === 0) return null;
  const args = {
    storagePoolId: pool.id,
    capacityAlertHighThresholdPercent: String(wanted.high),
    capacityAlertCriticalThresholdPercent: String(wanted.critical),
  };
  return keepDraft({
    doc,
    op: 'update',
    backendId: pool.id,
    action: { system: 'scaleio', do: 'setCapacityAlertThresholds', args },
    facets: ['domains', 'pools'],
    reason: 'the thresholds differ',
    fields,
    effects: [`alerts from ${wanted.high} % used (high) and ${wanted.critical} % (critical) on`],
  });
}

function differing(pool: StoragePool, wanted: Thresholds): readonly FieldDiff[] {
  const both = [
    { path: 'thresholds.high', from: pool.highPercent, to: wanted.high },
    { path: 'thresholds.critical', from: pool.criticalPercent, to: wanted.critical },
  ];
  return both.filter(({ from, to }) => from !== to);
}
