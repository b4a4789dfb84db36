/** The plan: what every system lacks, in the order it can be done. Pure: same inputs, same plan. */
import { createHash } from 'node:crypto';
import { isRepair } from '../model/change.ts';
import type { Change, Draft, Plan, UnknownFacet } from '../model/change.ts';
import type { Live, Reading, World } from '../model/observed.ts';
import { kindOf, systemOf } from '../model/ref.ts';
import type { SystemName } from '../model/ref.ts';
import type { Inputs, System } from '../model/system.ts';
import { approvalKey } from './approval-key.ts';
import { causesOf } from './cause.ts';
import { withLostId } from './missing.ts';
import { order } from './order.ts';

/** `extra`: drafts that follow from no single system's diff. */
export function makePlan(inputs: Inputs, systems: readonly System[], world: World, extra: readonly Draft[] = []): Plan {
  const identities = new Map(systems.map((system) => [system.name, system.identity(world.get(system.name) ?? {})]));
  const changes = order(systems.flatMap((system) => changesIn(system, { inputs, live: world.get(system.name) ?? {}, extra, identities })));
  return {
    changes,
    digest: digestOf(changes),
    at: inputs.now,
    commit: inputs.desired.commit,
    unknown: systems.flatMap((system) => unknownFacets(system, world.get(system.name) ?? {})),
  };
}

/** None in a system that does not say which one it is: an approval could be of another's object. */
function changesIn(system: System, { inputs, live, extra, identities }: Sources): readonly Change[] {
  if (identities.get(system.name)?.kind !== 'ok') return [];
  const drafts = [...system.diff(inputs, live), ...extra.filter(({ action }) => action.system === system.name)];
  const causes = causesOf(
    drafts.filter((draft) => !isRepair(draft)),
    system,
    inputs,
    live,
  );
  return drafts.flatMap((draft) => {
    const identity = identities.get(ownerOf(draft));
    if (identity?.kind !== 'ok') return [];
    const whole = withLostId(draft, inputs.memory);
    return [
      { ...whole, cause: isRepair(draft) ? 'rule' : (causes.get(draft.ref) ?? 'git'), approvalKey: approvalKey(identity.value, whole) },
    ];
  });
}

/** A disk belongs to its cloud at every step, also when ScaleIO is asked to let go of it: one Approval covers them all. */
function ownerOf({ ref, action }: Draft): SystemName {
  return kindOf(ref) === 'Disk' ? systemOf(ref) : action.system;
}

interface Sources {
  readonly inputs: Inputs;
  readonly live: Live<object>;
  readonly extra: readonly Draft[];
  /** Of every system: which one it is. */
  readonly identities: ReadonlyMap<SystemName, Reading<string>>;
}

/** Over what a change means, never when, for which commit or in which words it was planned. */
function digestOf(changes: readonly Change[]): string {
  const meaning = changes.map(({ id, op, class: changeClass, backendId, fields }) => [id, op, changeClass, backendId, fields]);
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex');
}

function unknownFacets(system: System, live: Live<object>): readonly UnknownFacet[] {
  const readings = Object.entries(live as Live<Record<string, unknown>>);
  const unread = readings.flatMap(([facet, reading]) =>
    reading.kind === 'unknown' ? [{ system: system.name, facet, error: reading.error }] : [],
  );
  const identity = system.identity(live);
  if (identity.kind === 'ok' || unread.length > 0) return unread;
  return [{ system: system.name, facet: 'identity', error: identity.error }];
}
