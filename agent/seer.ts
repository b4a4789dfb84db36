/** Asks the system that a remembered object belongs to whether it is still there. */
import { PlumblineError } from './errors.ts';
import { applyErrors } from './apply/errors.ts';
import type { Owned } from './model/memory.ts';
import type { Reading, World } from './model/observed.ts';
import { unknown } from './model/observed.ts';
import { kindOf, systemOf } from './model/ref.ts';
import type { SystemName } from './model/ref.ts';
import type { PassDeps } from './pass-deps.ts';

export type Seer = (owned: Pick<Owned, 'ref' | 'backendId'>) => Reading<boolean>;

export function seerOf({ systems }: Pick<PassDeps, 'systems'>, world: World): Seer {
  return ({ ref, backendId }) => {
    const name = systemOf(ref);
    const live = world.get(name);
    if (live === undefined) return unknown(new PlumblineError(applyErrors.noSuchSystem, `${name} was not read.`));
    const system = systems.get(name);
    return system === undefined
      ? unknown(new PlumblineError(applyErrors.noSuchSystem, `${name} is not configured.`))
      : system.sees(kindOf(ref), backendId, live);
  };
}

/** The id of a system; null when it was not read. */
export function identityOf({ systems }: Pick<PassDeps, 'systems'>, name: SystemName, world: World): string | null {
  const identity = systems.get(name)?.identity(world.get(name) ?? {});
  return identity?.kind === 'ok' ? identity.value : null;
}
