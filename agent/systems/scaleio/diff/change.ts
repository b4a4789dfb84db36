/** What every change of this system has in common. */
import type { Cause, Change, FieldDiff, Op } from '../../../model/change.ts';
import { findDoc } from '../../../model/desired.ts';
import type { AnyDoc } from '../../../model/desired.ts';
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
    cause: causeOf(doc, inputs),
    action: intent.action,
    then: [],
    needs: op === 'create' ? doc.links : [],
    reads: intent.facets.map((facet) => ({ system: 'scaleio', facet })),
    reason: intent.reason,
    fields: intent.fields,
    effects: [intent.effect],
  };
}

/** The file is as it was when everything had settled: then it is the live object that moved. */
function causeOf(doc: AnyDoc, inputs: Inputs): Cause {
  const before = inputs.settled && findDoc(inputs.settled, doc.ref);
  return before?.specDigest === doc.specDigest ? 'drift' : 'git';
}
