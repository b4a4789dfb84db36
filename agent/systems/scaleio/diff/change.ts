/** What every change of this system has in common. */
import type { Change, FieldDiff, Op } from '../../../model/change.ts';
import type { AnyDoc } from '../../../model/desired.ts';
import { causeOf } from '../../../model/system.ts';
import type { Inputs } from '../../../model/system.ts';
import type { ScaleioAction, ScaleioFacets } from '../types.ts';

interface Intent {
  readonly doc: AnyDoc;
  readonly op: Op;
  readonly backendId: string | null;
  readonly action: ScaleioAction;
  readonly facets: readonly (keyof ScaleioFacets)[];
  readonly reason: string;
  readonly fields: readonly FieldDiff[];
  readonly effect: string;
}

/** Nothing here takes capacity away or stops anything: all of it is additive. Only a first creation has needs. */
export function makeChange(intent: Intent, inputs: Inputs): Change<ScaleioAction> {
  const { doc, op } = intent;
  return {
    id: `keep ${doc.ref}`,
    ref: doc.ref,
    backendId: intent.backendId,
    op,
    class: 'additive',
    cause: causeOf(inputs, doc),
    action: intent.action,
    then: [],
    needs: op === 'create' ? doc.links : [],
    reads: intent.facets.map((facet) => ({ system: 'scaleio', facet })),
    reason: intent.reason,
    fields: intent.fields,
    effects: [intent.effect],
  };
}
