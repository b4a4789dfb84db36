/** Looks at the systems, all at once, and sums up what that says about every declared object. */
import { instant } from './clock.ts';
import { declareErrors, PlumblineError } from './errors.ts';
import type { Live, Mark, SystemHealth, World } from './model/observed.ts';
import { unknown } from './model/observed.ts';
import { joined } from './model/joined.ts';
import type { SystemName } from './model/ref.ts';
import type { Ctx, Inputs, Sought, System } from './model/system.ts';

export const identityErrors = declareErrors('identity', {
  mismatch: {
    class: 'stalled',
    help: 'Point the address in plumbline.yaml back to the system it was, or, if the system was replaced on purpose, set pins in plumbline.yaml to the new id.',
  },
  twice: {
    class: 'stalled',
    help: 'Take one of the two out of plumbline.yaml, and give its documents to the other one.',
  },
});

/** System name -> the id it must have. */
export type Pins = { readonly [system: string]: string };

/** How to look, and for what. */
export interface Observing {
  readonly ctx: Ctx;
  readonly pins: Pins;
  readonly sought: Sought;
}

/** A system that does not say who it is, or is not the one pinned, is wholly unknown: nothing in it is what it seems. */
export async function observe(systems: readonly System[], { ctx, pins, sought }: Observing): Promise<World> {
  const lives = systems.map(async (system): Promise<[SystemName, Live<object>]> => {
    return [system.name, pinned(system, await system.read(ctx, { ...sought, pins }), pins[system.name])];
  });
  return onceEach(systems, new Map(await Promise.all(lives)), pins);
}

/**
 * Of one system under two names only the first in plumbline.yaml is known: through the other, documents would fight over one
 * object, and what only one of them declares would be pruned. One that was not read now is the one that it is pinned to.
 */
function onceEach(systems: readonly System[], world: World, pins: Pins): World {
  const first = new Map<string, SystemName>();
  const known = new Map(world);
  for (const system of systems) {
    const live = world.get(system.name) ?? {};
    const identity = system.identity(live);
    const id = identity.kind === 'ok' ? identity.value : pins[system.name];
    if (id === undefined) continue;
    const key = `${system.name.split(':', 1)[0]} ${id}`;
    const before = first.get(key);
    if (before !== undefined) known.set(system.name, allUnknown(live, twice(system.name, before, id)));
    else first.set(key, system.name);
  }
  return known;
}

/** Reads only `names` again. */
export async function observeAgain(
  systems: readonly System[],
  names: ReadonlySet<SystemName>,
  before: World,
  how: Observing,
): Promise<World> {
  const again = systems.filter((system) => names.has(system.name));
  return onceEach(systems, new Map([...before, ...(await observe(again, how))]), how.pins);
}

function pinned(system: System, live: Live<object>, pin: string | undefined): Live<object> {
  const identity = system.identity(live);
  if (identity.kind === 'unknown') return allUnknown(live, identity.error);
  return pin === undefined || pin === identity.value ? live : allUnknown(live, mismatch(system.name, pin, identity.value));
}

function allUnknown(live: Live<object>, error: PlumblineError): Live<object> {
  return Object.fromEntries(Object.keys(live).map((facet) => [facet, unknown(error)]));
}

function mismatch(name: SystemName, pin: string, found: string): PlumblineError {
  return new PlumblineError(
    identityErrors.mismatch,
    `Another ${name} answers: its id is ${found}, and ${pin} is the one this cluster has.`,
  );
}

function twice(name: SystemName, before: SystemName, id: string): PlumblineError {
  const message = `${name} is the same system as ${before}: the id of both is ${id}, so nothing is read or changed through ${name}.`;
  return new PlumblineError(identityErrors.twice, message, { id });
}

/** The ids of the systems that told theirs, for those that are not pinned yet; git is who it is by its address. */
export function pinsAfter(systems: readonly System[], world: World, pins: Pins): Pins {
  const found = systems.flatMap((system) => {
    const identity = system.identity(world.get(system.name) ?? {});
    return identity.kind === 'ok' && system.name !== 'git' && !(system.name in pins) ? [[system.name, identity.value] as const] : [];
  });
  return found.length === 0 ? pins : { ...pins, ...Object.fromEntries(found) };
}

export function healthOf(systems: readonly System[], inputs: Inputs, world: World): SystemHealth {
  const each = systems.map((system) => system.health(inputs, world.get(system.name) ?? {}));
  const due = each.flatMap(({ nextDueAt }) => nextDueAt ?? []);
  return {
    ready: joined(each.map((health) => health.ready)),
    findings: each.flatMap((health) => health.findings),
    gauges: each.flatMap((health) => health.gauges),
    ids: joined(each.map((health) => health.ids)),
    marks: marksOf(each),
    withheld: new Set(each.flatMap(({ withheld }) => [...(withheld ?? [])])),
    ...(due.length === 0 ? {} : { nextDueAt: instant(Math.min(...due)) }),
    existing: each.reduce<number | null>((sum, { existing }) => (sum === null || existing === null ? null : sum + existing), 0),
  };
}

/** Of all systems; nearly all are in one. */
function marksOf(each: readonly SystemHealth[]): readonly Mark[] | null {
  const all: (readonly Mark[])[] = [];
  for (const { marks } of each) {
    if (marks === null) return null;
    if (marks.length > 0) all.push(marks);
  }
  return all.length === 1 ? (all[0] ?? []) : all.flat();
}
