/** What every change of this system has in common. */
import type { ChangeClass, Draft, FieldDiff, Op, Precondition } from '../../../model/change.ts';
import type { AnyDoc } from '../../../model/desired.ts';
import type { Ref } from '../../../model/ref.ts';
import type { ScaleioAction, ScaleioFacets } from '../types.ts';

interface Intent {
  readonly doc: Pick<AnyDoc, 'ref' | 'links'>;
  readonly op: Op;
  /** Left out: it takes no capacity away and stops nothing. */
  readonly class?: ChangeClass;
  readonly backendId: string | null;
  readonly action: ScaleioAction;
  readonly facets: readonly (keyof ScaleioFacets)[];
  readonly reason: string;
  readonly fields: readonly FieldDiff[];
  readonly effects: readonly string[];
  readonly then?: readonly string[];
  readonly requires?: readonly Precondition[];
  readonly isOfNew?: boolean;
}

/** A change that keeps an object as declared. Only a first creation has needs. */
export function keepDraft(intent: Intent): Draft<ScaleioAction> {
  const { doc, op, facets, then = [], requires = [], ...rest } = intent;
  return {
    class: 'additive',
    ...rest,
    id: `keep ${doc.ref}`,
    ref: doc.ref,
    op,
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then,
    needs: op === 'create' ? doc.links : [],
    reads: readsOf(facets),
    requires,
    // ScaleIO has no room for a mark.
    markedBy: null,
    spend: null,
  };
}

interface Removal {
  readonly ref: Ref;
  readonly backendId: string;
  readonly action: ScaleioAction;
  readonly facets: readonly (keyof ScaleioFacets)[];
  readonly requires: readonly Precondition[];
  readonly effects: readonly string[];
}

/** What is declared absent and still there: only a person's Approval lets it be removed. */
export function removeDraft({ ref, facets, ...rest }: Removal): Draft<ScaleioAction> {
  return {
    ...rest,
    id: `remove ${ref}`,
    ref,
    op: 'delete',
    class: 'destructive',
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: [],
    needs: [],
    reads: readsOf(facets),
    markedBy: null,
    spend: null,
    reason: 'declared absent and still there',
    fields: [],
  };
}

export function readsOf(facets: readonly (keyof ScaleioFacets)[]): Draft['reads'] {
  return facets.map((facet) => ({ system: 'scaleio', facet }));
}
