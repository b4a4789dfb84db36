/** A judgement of one object: how ready it is, and what a person should know. */
import type { Instant } from '../../../clock.ts';
import type { Finding, Readiness } from '../../../model/observed.ts';
import type { Ref } from '../../../model/ref.ts';
import type { Target } from '../resolve.ts';

export interface Judgement {
  readonly readiness: Readiness;
  readonly findings: readonly Finding[];
  /** See SystemHealth.withheld. */
  readonly isWithheld?: boolean;
}

/** A finding before it is known whose it is; `recheckAt` null: only a person can change it. */
export type Remark = Omit<Finding, 'ref' | 'causedBy' | 'recheckAt'> & {
  readonly causedBy?: Ref | null;
  readonly recheckAt?: Instant | null;
};

/** How soon something that may mend by itself is looked at again. */
export const RECHECK_MS = 60_000;

export function judge(ref: Ref, readiness: Readiness, remarks: readonly Remark[]): Judgement {
  return { readiness, findings: remarks.map((remark) => ({ causedBy: null, recheckAt: null, ...remark, ref })) };
}

/** An object that was not found as one: absent, ambiguous, or not readable. `what` as in `volume pg`. */
export function judgeUnmet(ref: Ref, target: Exclude<Target<unknown>, { kind: 'one' }>, what: string, missing: Remark | null): Judgement {
  switch (target.kind) {
    case 'unknown':
      return judge(ref, { kind: 'unknown', error: target.error }, []);
    case 'none':
      return judge(ref, { kind: 'absent' }, missing ? [missing] : []);
    case 'taken': {
      const why = `what could be ${what} has the id ${target.id} and is ${target.by}'s, called ${target.name ?? 'nothing at all'} now`;
      return judge(ref, { kind: 'degraded', why }, [
        {
          code: 'KnownAsAnother',
          why,
          remedy: `Give it the name in ScaleIO that ${target.by} declares, or declare its name there; until then nothing is done of this document.`,
        },
      ]);
    }
    case 'many': {
      const why = `ScaleIO has ${target.ids.length} objects that could be ${what}: ${target.ids.join(', ')}`;
      return judge(ref, { kind: 'degraded', why }, [
        { code: 'NameNotUnique', why, remedy: 'Rename or remove all but one of them in ScaleIO; until then none is touched.' },
      ]);
    }
  }
}
