/** The plan: what every system lacks, in the order it can be done. Pure: same inputs, same plan. */
import { createHash } from 'node:crypto';
import type { Change, Plan, UnknownFacet } from '../model/change.ts';
import type { Live, World } from '../model/observed.ts';
import type { Inputs, System } from '../model/system.ts';
import { order } from './order.ts';

export function makePlan(inputs: Inputs, systems: readonly System[], world: World): Plan {
  const changes = order(systems.flatMap((system) => system.diff(inputs, world.get(system.name) ?? {})));
  return {
    changes,
    digest: digestOf(changes),
    at: inputs.now,
    commit: inputs.desired.commit,
    unknown: systems.flatMap((system) => unknownFacets(system, world.get(system.name) ?? {})),
  };
}

/** Over what a change means, never when, for which commit or in which words it was planned. */
function digestOf(changes: readonly Change[]): string {
  const meaning = changes.map(({ id, op, class: changeClass, backendId, fields }) => [id, op, changeClass, backendId, fields]);
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex');
}

function unknownFacets(system: System, live: Live<object>): readonly UnknownFacet[] {
  const readings = Object.entries(live as Live<Record<string, unknown>>);
  return readings.flatMap(([facet, reading]) => (reading.kind === 'unknown' ? [{ system: system.name, facet, error: reading.error }] : []));
}
