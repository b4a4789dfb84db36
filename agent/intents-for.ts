/** The intents that have to be in the journal before a pass makes its changes. */
import { hindrance } from './apply/hindrance.ts';
import { PlumblineError } from './errors.ts';
import { intentFor, intentOf } from './memory/intents.ts';
import { needsIntent } from './model/change.ts';
import type { Change } from './model/change.ts';
import type { Intent } from './model/memory.ts';
import type { PassDeps } from './pass-deps.ts';
import type { Planned } from './pass.ts';

/**
 * Of those changes that spend or destroy and that nothing keeps from being made now: an intent for a call that is not made
 * would outlive the consent to it.
 */
export async function intentsFor(deps: PassDeps, changes: readonly Change[], planned: Planned): Promise<readonly Intent[]> {
  const memory = deps.recall.memory;
  if (memory === null) return [];
  const intents: Intent[] = [];
  for (const change of changes) {
    if (!needsIntent(change) || intentFor(memory.intents, change) !== undefined) continue;
    if (hindrance(change, planned.sight) !== null || !(await isPossible(deps, change))) continue;
    intents.push(intentOf(change, { tip: memory.tip, now: planned.at, epoch: deps.recall.epoch ?? 0, commit: planned.plan?.commit ?? '' }));
  }
  return intents;
}

/** A system that cannot be asked holds up only this change, whose own attempt tells why. */
async function isPossible(deps: PassDeps, change: Change): Promise<boolean> {
  try {
    for (const precondition of change.requires) {
      const system = deps.systems.get(precondition.system);
      if ((await system?.check(precondition, deps.ctx))?.kind !== 'holds') return false;
    }
    return true;
  } catch (thrown) {
    if (thrown instanceof PlumblineError) return false;
    throw thrown;
  }
}
