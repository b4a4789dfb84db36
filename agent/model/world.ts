/** A system's facets in a world, for rules that span systems. */
import type { Live, World } from './observed.ts';
import type { SystemName } from './ref.ts';

/** Undefined: the system is not configured, or was not read. The one place where a World is narrowed. */
export function facets<F extends object>(world: World, name: SystemName): Live<F> | undefined {
  return world.get(name) as Live<F> | undefined;
}
