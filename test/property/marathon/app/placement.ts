/** Where an app's tasks run, what comes first, and what happens when agents are gone. */
import type { AppSpec } from '../../../../agent/model/kinds.gen.ts';
import { isSince } from '../../../../agent/systems/marathon/profile.ts';
import { fieldFor, GROUP, roleFor, rolesFor, valueFor } from '../placing.ts';
import { distinctBy, oneOf } from '../repair.ts';
import type { Repair } from '../repair.ts';

const OPERATORS = ['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS'] as const;

/** Known operators, each with the value that it takes; IS is younger than the others. */
export const constraints: Repair<AppSpec> = (spec, profile) => {
  if (spec.constraints === undefined) return spec;
  const known = spec.constraints.map(constraint).filter(([, operator]) => operator !== 'IS' || isSince(profile, '1.6'));
  return { ...spec, constraints: [...distinctBy(known, JSON.stringify)] };
};

function constraint([field = '', asked = '', value]: readonly string[]): string[] {
  const operator = OPERATORS.find((one) => one === asked) ?? oneOf(OPERATORS, asked);
  const taken = valueFor(operator, value);
  return [fieldFor(field), operator, ...(taken === undefined ? [] : [taken])];
}

/** Neither the app itself nor a group that it is in, and none above the root. */
export const dependencies: Repair<AppSpec> = (spec) => {
  if (spec.dependencies === undefined) return spec;
  const others = spec.dependencies.filter((path) => isOther(path));
  return { ...spec, dependencies: [...distinctBy(others, absolute)] };
};

const SEGMENT = /^(\.\.|([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?)$/;

/** Null: it is above the root, or no path: fast-check makes some of those. */
export function absolute(path: string): string | null {
  const found: string[] = path.startsWith('/') ? [] : [GROUP];
  for (const segment of path.split('/').filter((one) => one !== '')) {
    if (!SEGMENT.test(segment)) return null;
    if (segment !== '..') found.push(segment);
    else if (found.pop() === undefined) return null;
  }
  return `/${found.join('/')}`;
}

function isOther(path: string): boolean {
  const found = absolute(path);
  return found !== null && found !== '/' && found !== `/${GROUP}` && !found.startsWith(`/${GROUP}/web`);
}

/** A new task is started before the old one is given up. */
export const unreachable: Repair<AppSpec> = (spec) => {
  const { unreachableStrategy: times } = spec;
  if (typeof times !== 'object') return spec;
  const { inactiveAfterSeconds = 0, expungeAfterSeconds = 0 } = times;
  if (inactiveAfterSeconds <= expungeAfterSeconds) return spec;
  return { ...spec, unreachableStrategy: { ...times, expungeAfterSeconds: inactiveAfterSeconds } };
};

/** With volumes of its own an app runs one task at a time. */
export const oneTask: Repair<AppSpec> = (spec) => {
  const isExternal = (spec.container?.volumes ?? []).some((volume) => 'external' in volume);
  if (!isExternal && !isResident(spec)) return spec;
  const { upgradeStrategy, instances = 1 } = spec;
  return {
    ...spec,
    ...(isExternal && instances > 1 ? { instances: 1 } : {}),
    ...(upgradeStrategy && { upgradeStrategy: { ...upgradeStrategy, maximumOverCapacity: 0 } }),
  };
};

/** An app may have the role of its group, and take offers to that role. Local volumes are never given up. */
export const roles: Repair<AppSpec> = (spec, profile) => {
  const { acceptedResourceRoles, unreachableStrategy } = spec;
  const role = roleFor(spec.role, isResident(spec), profile);
  return {
    ...spec,
    ...(role !== undefined && { role }),
    ...(acceptedResourceRoles && { acceptedResourceRoles: rolesFor(acceptedResourceRoles, role, isResident(spec)) }),
    ...(unreachableStrategy !== undefined && isResident(spec) && { unreachableStrategy: 'disabled' }),
  };
};

function isResident({ container }: AppSpec): boolean {
  return (container?.volumes ?? []).some((volume) => 'persistent' in volume);
}
