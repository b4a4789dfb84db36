/** What a change does to the running app: its verb, its class, and the sentences a person reads. */
import type { ChangeClass, FieldDiff, Op } from '../../../model/change.ts';
import { hasVolume } from '../normalise/container.ts';
import type { JsonObject, LiveApp } from '../types.ts';

export interface Impact {
  readonly op: Op;
  readonly class: ChangeClass;
  readonly effects: readonly string[];
}

export function impactOfCreate(instances: number): Impact {
  return { op: 'create', class: 'additive', effects: [`starts ${tasks(instances)}`] };
}

/**
 * Marathon only scales when nothing but `instances` differs; any other field, even a label, replaces every task
 * (AppDefinition.isUpgrade) - unless none runs before or none is to run after it.
 */
export function impactOfUpdate(liveInstances: number, instances: number, fields: readonly FieldDiff[]): Impact {
  const scaling = liveInstances === instances ? [] : [`scales ${liveInstances} -> ${instances}`];
  const isLess = instances < liveInstances;
  if (fields.every(({ path }) => path === 'instances')) return { op: 'scale', class: isLess ? 'disruptive' : 'additive', effects: scaling };
  if (liveInstances > 0 && instances > 0) {
    return { op: 'restart', class: 'disruptive', effects: [`restarts ${tasks(liveInstances)}`, ...scaling] };
  }
  return {
    op: 'update',
    class: isLess ? 'disruptive' : 'additive',
    effects: isLess || scaling.length > 0 ? scaling : ['restarts nothing: no task runs'],
  };
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
