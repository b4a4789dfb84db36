/** Where a pod's instances run, and how they are replaced. */
import type { PodSpec } from '../../../../agent/model/kinds.gen.ts';
import { isSince } from '../../../../agent/systems/marathon/profile.ts';
import { isolated } from '../linux.ts';
import { fieldFor, roleFor, rolesFor, valueFor } from '../placing.ts';
import { distinctBy, without } from '../repair.ts';
import type { Repair } from '../repair.ts';

type Placement = NonNullable<NonNullable<PodSpec['scheduling']>['placement']>;
type Constraint = NonNullable<Placement['constraints']>[number];

/** Marathon sets no bound; each instance is played. */
const MOST_INSTANCES = 20;

export const instances: Repair<PodSpec> = (spec) => {
  const { scaling } = spec;
  if (scaling?.instances === undefined || scaling.instances <= MOST_INSTANCES) return spec;
  return { ...spec, scaling: { ...scaling, instances: scaling.instances % MOST_INSTANCES } };
};

/** Each operator with the value that it takes; IS is younger than the others. */
export const constraints: Repair<PodSpec> = (spec, profile) => {
  const { placement } = spec.scheduling ?? {};
  if (placement?.constraints === undefined) return spec;
  const known = placement.constraints.filter(({ operator }) => operator !== 'IS' || isSince(profile, '1.6')).map(constraint);
  return { ...spec, scheduling: { ...spec.scheduling, placement: { ...placement, constraints: [...distinctBy(known, JSON.stringify)] } } };
};

function constraint({ fieldName, operator, value }: Constraint): Constraint {
  const taken = valueFor(operator, value);
  return { fieldName: fieldFor(fieldName), operator, ...(taken === undefined ? {} : { value: taken }) };
}

/** A pod may have the role of its group, and take offers to that role; what is local is reserved for one. */
export const roles: Repair<PodSpec> = (spec, profile) => {
  const role = roleFor(spec.role, isResident(spec), profile);
  const named = role === undefined ? spec : { ...spec, role };
  const { placement } = spec.scheduling ?? {};
  if (placement?.acceptedResourceRoles === undefined) return named;
  const acceptedResourceRoles = rolesFor(placement.acceptedResourceRoles, role, isResident(spec));
  return { ...named, scheduling: { ...spec.scheduling, placement: { ...placement, acceptedResourceRoles } } };
};

function isResident({ volumes = [] }: PodSpec): boolean {
  return volumes.some((volume) => 'persistent' in volume);
}

/** New instances before old ones are given up; with local volumes one at a time, and never given up. */
export const strategies: Repair<PodSpec> = (spec) => {
  const { scheduling } = spec;
  if (scheduling === undefined) return spec;
  const { unreachableStrategy: times, upgrade } = scheduling;
  if (isResident(spec)) {
    const unreachable = times === undefined ? {} : { unreachableStrategy: 'disabled' as const };
    return { ...spec, scheduling: { ...scheduling, ...unreachable, ...(upgrade && { upgrade: { ...upgrade, maximumOverCapacity: 0 } }) } };
  }
  if (typeof times !== 'object') return spec;
  const { inactiveAfterSeconds = 0, expungeAfterSeconds = 0 } = times;
  if (inactiveAfterSeconds <= expungeAfterSeconds) return spec;
  return { ...spec, scheduling: { ...scheduling, unreachableStrategy: { ...times, expungeAfterSeconds: inactiveAfterSeconds } } };
};

/** Marathon shows whole milliseconds. */
export const times: Repair<PodSpec> = (spec) => {
  const { backoff } = spec.scheduling ?? {};
  const containers = spec.containers?.map((container) => {
    const seconds = container.lifecycle?.killGracePeriodSeconds;
    return seconds === undefined ? container : { ...container, lifecycle: { killGracePeriodSeconds: inMs(seconds) } };
  });
  const waiting = backoff && {
    ...backoff,
    ...(backoff.backoff === undefined ? {} : { backoff: inMs(backoff.backoff) }),
    ...(backoff.maxLaunchDelay === undefined ? {} : { maxLaunchDelay: inMs(backoff.maxLaunchDelay) }),
  };
  return { ...spec, ...(containers && { containers }), ...(waiting && { scheduling: { ...spec.scheduling, backoff: waiting } }) };
};

function inMs(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

export const linux: Repair<PodSpec> = (spec) => {
  if (spec.linuxInfo === undefined) return spec;
  return { ...without(spec, 'linuxInfo'), linuxInfo: isolated(spec.linuxInfo) };
};
