/** How an app gets from its tasks to its goal (core/deployment/impl/TaskReplaceActor, TaskStartActor). Pure. */
import { isOld, isReady } from './app.ts';
import type { App, Task } from './app.ts';
import type { AppDefinition } from './definition.ts';
import { isResident } from './volumes.ts';

export interface Steps {
  readonly launch: number;
  readonly kill: readonly Task[];
}

export function nextSteps(app: App): Steps {
  const live = app.tasks.filter((task) => task.state !== 'TASK_KILLING');
  return app.goal.replace ? replaceOld(app, live) : scaleTo(app, live);
}

function scaleTo(app: App, live: readonly Task[]): Steps {
  const missing = app.goal.instances - live.length;
  return missing >= 0 ? { launch: missing, kill: [] } : { launch: 0, kill: inKillOrder(live, app.stored.definition).slice(0, -missing) };
}

function replaceOld(app: App, live: readonly Task[]): Steps {
  const { definition } = app.stored;
  const { instances } = app.goal;
  const old = live.filter((task) => isOld(task, app));
  const fresh = live.filter((task) => !isOld(task, app));
  const freshReady = fresh.filter((task) => isReady(task, definition)).length;
  const { least, most } = bounds(app, live.length);
  const oldToKeep = Math.max(0, least - freshReady);
  return {
    // Tasks that are still being killed take up capacity until they are gone.
    launch: Math.max(0, Math.min(instances - fresh.length, most - app.tasks.length)),
    kill: inKillOrder(old, definition).slice(0, Math.max(0, old.length - oldToKeep)),
  };
}

/** Fewest ready tasks and most tasks at once. Where they are equal nothing could move: one less, or one more. */
function bounds(app: App, liveCount: number): { readonly least: number; readonly most: number } {
  const { minimumHealthCapacity, maximumOverCapacity } = app.stored.definition.upgradeStrategy;
  const least = Math.ceil(app.goal.instances * minimumHealthCapacity);
  const most = Math.trunc(app.goal.instances * (1 + maximumOverCapacity));
  if (least !== most || most > liveCount) return { least, most };
  return isResident(app.stored.definition) ? { least: least - 1, most } : { least, most: most + 1 };
}

function inKillOrder(tasks: readonly Task[], definition: AppDefinition): readonly Task[] {
  const sign = definition.killSelection === 'OLDEST_FIRST' ? 1 : -1;
  return tasks.toSorted((a, b) => sign * (a.stagedAtMs - b.stagedAtMs));
}

/** Whether the goal is reached: the tasks asked for, all ready, none of them old where old ones are replaced, none ending. */
export function isReached(app: App): boolean {
  const { instances, replace } = app.goal;
  if (app.tasks.length !== instances) return false;
  return app.tasks.every((task) => isReady(task, app.stored.definition) && !(replace && isOld(task, app)));
}
