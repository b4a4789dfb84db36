/** What a change does to a running pod: its verb, its class, and the sentences a person reads. */
import type { ChangeClass, Op } from '../../../model/change.ts';
import type { Effect } from '../effects/types.ts';

export interface PodImpact {
  readonly op: Op;
  readonly class: ChangeClass;
  readonly effects: readonly string[];
}

export function podCreated(instances: number): PodImpact {
  return { op: 'create', class: 'additive', effects: [`starts ${counted(instances)}`] };
}

/** `effects`: of each field that differs; `from` and `to`: how many instances are to run before and after. */
export function podChanged(effects: readonly Effect[], from: number, to: number): PodImpact {
  const isLess = to < from;
  const scaling = from === to ? [] : [`scales ${from} -> ${to}`];
  if (effects.includes('restart') && from > 0 && to > 0) {
    return { op: 'restart', class: 'disruptive', effects: [`restarts ${counted(from)}`, ...scaling] };
  }
  if (effects.includes('scale')) {
    return { op: effects.includes('restart') ? 'update' : 'scale', class: isLess ? 'disruptive' : 'additive', effects: scaling };
  }
  return { op: 'update', class: 'additive', effects: ['restarts nothing'] };
}

export function podRemoved(instances: number, isResident: boolean): PodImpact {
  const stops = `stops ${counted(instances)} and removes the pod`;
  if (!isResident) return { op: 'delete', class: 'disruptive', effects: [stops] };
  return { op: 'delete', class: 'destructive', effects: [stops, 'destroys its local persistent volumes'] };
}

function counted(instances: number): string {
  return instances === 1 ? '1 instance' : `${instances} instances`;
}
