/** Why a change cannot be made now. */
import type { Change } from '../model/change.ts';
import type { Live, Readiness, Sight } from '../model/observed.ts';
import type { Ref } from '../model/ref.ts';

/** One clause for a person, or null when nothing is in the way. */
export function hindrance(change: Change, sight: Sight): string | null {
  for (const { system, facet } of change.reads) {
    const reading = (sight.world.get(system) as Live<Record<string, unknown>> | undefined)?.[facet];
    if (reading?.kind !== 'ok') return `${system} ${facet} could not be read`;
  }
  for (const ref of change.needs) {
    const readiness = sight.health.ready.get(ref);
    if (readiness?.kind !== 'ready') return `waits for ${describe(ref, readiness)}`;
  }
  return null;
}

function describe(ref: Ref, readiness: Readiness | undefined): string {
  switch (readiness?.kind) {
    case undefined:
    case 'absent':
      return `${ref}, which is not there yet`;
    case 'ready':
      return ref;
    case 'progressing':
    case 'degraded':
    case 'missing':
      return `${ref}: ${readiness.why}`;
    case 'unknown':
      return `${ref}, which could not be read`;
  }
}
