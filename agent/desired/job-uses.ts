/** What a job names of other objects: what it needs, the jobs it runs after, the volumes it mounts. */
import type { JobSpec } from '../model/kinds.gen.ts';
import { nameOn, refOf, systemNamed } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import type { Path } from '../schema/fault.ts';

export type Use = {
  /** As it is written. */
  readonly text: string;
  readonly path: Path;
} & (
  | { readonly kind: 'need' | 'parent'; readonly ref: Ref }
  /** Known as ScaleIO calls it. */
  | { readonly kind: 'volume' }
);

/** `on`: of the scheduler that the job is in, and so are those that it runs after. */
export function usesOf({ needs = [], chronos, metronome }: JobSpec, on: string | null): readonly Use[] {
  return [
    ...needs.map((text, index): Use => ({ kind: 'need', text, ref: text as Ref, path: ['spec', 'needs', index] })),
    ...(chronos?.parents ?? []).map((text, index): Use => {
      return { kind: 'parent', text, ref: jobOf('chronos', on, text), path: ['spec', 'chronos', 'parents', index] };
    }),
    ...(metronome?.dependencies ?? []).map(({ id }, index): Use => {
      return { kind: 'parent', text: id, ref: jobOf('metronome', on, id), path: ['spec', 'metronome', 'dependencies', index, 'id'] };
    }),
    ...(chronos?.container?.volumes ?? []).flatMap(({ external }, index): readonly Use[] => {
      if (external === undefined) return [];
      return [{ kind: 'volume', text: external.name, path: ['spec', 'chronos', 'container', 'volumes', index, 'external', 'name'] }];
    }),
  ];
}

function jobOf(scheduler: 'chronos' | 'metronome', on: string | null, name: string): Ref {
  return refOf('Job', nameOn(systemNamed(scheduler, on), name));
}
