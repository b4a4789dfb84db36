/** Which host a task starts on: whether it has what the task needs, and the constraints. */
import type { Host } from '../service.ts';
import { FIRST_HOST_PORT, LAST_HOST_PORT } from '../world.ts';
import type { Free, World } from '../world.ts';
import type { App } from './app.ts';
import type { AppDefinition } from './definition.ts';
import { hostPorts } from './host-ports.ts';

/**
 * Why a host is declined, in the words of GET /v2/queue and in the order in which Marathon looks (mesos/NoOfferMatchReason.scala):
 * an offer counts for the first that applies. AgentMaintenance and DeclinedScarceResources came with 1.6.
 */
export const REASONS = [
  'UnfulfilledRole',
  'UnfulfilledConstraint',
  'NoCorrespondingReservationFound',
  'AgentMaintenance',
  'InsufficientCpus',
  'InsufficientMemory',
  'InsufficientDisk',
  'InsufficientGpus',
  'InsufficientPorts',
  'DeclinedScarceResources',
] as const;

export type Reason = (typeof REASONS)[number];

/** The living host with the most free cpus that takes one more task of the app; null when none does. */
export function findHost(app: App, world: World): Host | null {
  let best: { readonly host: Host; readonly cpus: number } | null = null;
  for (const host of world.hosts) {
    const { cpus } = world.free(host);
    if (!host.alive || (best !== null && cpus <= best.cpus) || declined(app, host, world) !== null) continue;
    best = { host, cpus };
  }
  return best?.host ?? null;
}

/** Sums of fractions: a billionth more or less is no reason. */
const EPSILON = 1e-9;

/** Why this host takes no task of the app; null when it would. Nothing is reserved, so what is offered is offered to all roles. */
export function declined(app: App, host: Host, world: World): Reason | null {
  const { definition } = app.stored;
  const roles = definition.pod?.scheduling.placement.acceptedResourceRoles ?? definition.acceptedResourceRoles ?? [];
  if (roles.length > 0 && !roles.includes('*')) return 'UnfulfilledRole';
  if (!(definition.constraints ?? []).every((constraint) => fulfils(host, constraint, app))) return 'UnfulfilledConstraint';
  return lacking(definition, world.free(host));
}

function lacking(definition: AppDefinition, free: Free): Reason | null {
  if (definition.cpus > free.cpus + EPSILON) return 'InsufficientCpus';
  if (definition.mem > free.memMiB + EPSILON) return 'InsufficientMemory';
  if (definition.disk > free.diskMiB + EPSILON) return 'InsufficientDisk';
  if (definition.gpus > free.gpus) return 'InsufficientGpus';
  const isOffered = (port: number): boolean => port >= FIRST_HOST_PORT && port <= LAST_HOST_PORT && !free.takenPorts.has(port);
  return hostPorts(definition).every((port) => port === 0 || isOffered(port)) ? null : 'InsufficientPorts';
}

function fulfils(host: Host, constraint: readonly string[], app: App): boolean {
  const [field = '', operator = '', value = ''] = constraint;
  const mine = attribute(host, field);
  if (mine === null) return operator === 'UNLIKE';
  const others = app.tasks.filter((task) => task.host.alive).map((task) => attribute(task.host, field));
  switch (operator) {
    case 'UNIQUE':
      return !others.includes(mine);
    case 'CLUSTER':
      return value === '' ? others.every((other) => other === mine) : mine === value;
    case 'LIKE':
      return new RegExp(`^(?:${value})$`).test(mine);
    case 'UNLIKE':
      return !new RegExp(`^(?:${value})$`).test(mine);
    case 'IS':
      return mine === value;
    case 'MAX_PER':
      return others.filter((other) => other === mine).length < Number(value);
    default:
      // GROUP_BY asks for evenness, which choosing the emptiest host comes close to.
      return true;
  }
}

function attribute(host: Host, field: string): string | null {
  if (field === 'hostname' || field === '@hostname') return host.name;
  if (field === '@region') return host.zone.replace(/[a-z]$/, '');
  return field === 'zone' || field === '@zone' ? host.zone : null;
}
