/** Looks at the systems, all at once, and sums up what that says about every declared object. */
import type { Health, Live, World } from './model/observed.ts';
import type { SystemName } from './model/ref.ts';
import type { Ctx, Inputs, System } from './model/system.ts';

export async function observe(systems: readonly System[], ctx: Ctx): Promise<World> {
  const lives = systems.map(async (system): Promise<[SystemName, Live<object>]> => {
    return [system.name, await system.read(ctx)];
  });
  return new Map(await Promise.all(lives));
}

/** Reads only `names` again. */
export async function observeAgain(systems: readonly System[], names: ReadonlySet<SystemName>, ctx: Ctx, before: World): Promise<World> {
  const again = systems.filter((system) => names.has(system.name));
  return new Map([...before, ...(await observe(again, ctx))]);
}

export function healthOf(systems: readonly System[], inputs: Inputs, world: World): Health {
  const each = systems.map((system) => system.health(inputs, world.get(system.name) ?? {}));
  return {
    ready: new Map(each.flatMap((health) => [...health.ready])),
    findings: each.flatMap((health) => health.findings),
    gauges: each.flatMap((health) => health.gauges),
  };
}
