/** What a change does to the running app: its verb, its class, and the sentences a person reads. */
import type { ChangeClass, Op } from '../../../model/change.ts';
import type { Effect } from '../effects/types.ts';
import { hasVolume } from '../normalise/context.ts';
import type { JsonObject, LiveApp } from '../types.ts';

export interface Impact {
  readonly op: Op;
  readonly class: ChangeClass;
  readonly effects: readonly string[];
}

export function impactOfCreate(instances: number): Impact {
  return { op: 'create', class: 'additive', effects: [`starts ${tasks(instances)}`] };
}

export interface Update {
  /** Tasks wanted before. */
  readonly from: number;
  readonly to: number;
  /** Of each difference: see effects/. */
  readonly effects: readonly Effect[];
}

/** What restarts replaces every task - unless none runs before or none is to run after it. */
export function impactOfUpdate({ from, to, effects }: Update): Impact {
  const scaling = from === to ? [] : [`scales ${from} -> ${to}`];
  const scaleClass: ChangeClass = to < from ? 'disruptive' : 'additive';
  if (effects.every((effect) => effect === 'scale')) return { op: 'scale', class: scaleClass, effects: scaling };
  if (!effects.includes('restart')) return { op: 'update', class: scaleClass, effects: [...scaling, 'restarts nothing'] };
  if (from > 0 && to > 0) return { op: 'restart', class: 'disruptive', effects: [`restarts ${tasks(from)}`, ...scaling] };
  return { op: 'update', class: scaleClass, effects: scaling.length > 0 ? scaling : ['restarts nothing: no task runs'] };
}

/** External volumes outlive their app, local persistent ones do not. */
export function impactOfDelete(live: LiveApp): Impact {
  const stops = `stops ${tasks(live.instances)} and removes the app`;
  if (!hasVolume(live.definition, 'persistent')) return { op: 'delete', class: 'disruptive', effects: [stops] };
  return { op: 'delete', class: 'destructive', effects: [stops, 'destroys its local persistent volumes'] };
}

export function instancesOf(app: JsonObject): number {
  return typeof app['instances'] === 'number' ? app['instances'] : 1;
}

function tasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}
