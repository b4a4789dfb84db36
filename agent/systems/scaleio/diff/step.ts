/** What a volume lacks, one call each: the first is made, the others stand in its `then`. */
import type { ChangeClass, FieldDiff, Op, Precondition } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import { VOLUME_EFFECTS } from '../effects/volume.ts';
import { effectOf } from '../effects/types.ts';
import type { ScaleioAction, ScaleioFacets, Volume } from '../types.ts';
import { keepDraft } from './draft.ts';

export interface Step {
  readonly op: Op;
  readonly class: ChangeClass;
  readonly action: ScaleioAction;
  /** What it was derived from, beside the volumes. */
  readonly facets: readonly (keyof ScaleioFacets)[];
  readonly reason: string;
  readonly fields: readonly FieldDiff[];
  readonly effect: string;
  readonly isOfNew?: boolean;
  readonly requires?: readonly Precondition[];
}

/** Op and class of a difference at this path, as the table of effects has them. */
export function kindOfStep(path: string): Pick<Step, 'op' | 'class'> {
  const { op, class: kind = 'additive' } = effectOf(VOLUME_EFFECTS, path);
  if (op === 'fixed' || op === 'none') throw new TypeError(`no call changes ${path}`);
  return { op, class: kind };
}

/** Null: there is nothing to do. */
export function draftOf(doc: Doc<'Volume'>, volume: Volume, steps: readonly Step[]): ReturnType<typeof keepDraft> | null {
  const [first, ...others] = steps;
  if (first === undefined) return null;
  const { effect, facets, ...rest } = first;
  const then = others.map((step) => step.effect);
  // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
  return keepDraft({ doc, backendId: volume.id, ...rest, facets: ['domains', 'pools', 'volumes', ...facets], effects: [effect], then });
}
