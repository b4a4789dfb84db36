/** Which host a task starts on: enough cpus and memory, and the constraints. */
import type { Host } from '../service.ts';
import type { World } from '../world.ts';
import type { App } from './app.ts';

/** Why a host was declined, in the words of GET /v2/queue. */
export type Reason = 'UnfulfilledConstraint' | 'InsufficientCpus' | 'InsufficientMemory';

/** The living host with the most free cpus that takes one more task of the app; null when none does. */
export function findHost(app: App, world: World): Host | null {
  let best: { readonly host: Host; readonly cpus: number } | null = null;
  for (const host of world.hosts) {
    if (!host.alive || declined(app, host, world) !== null) continue;
    const { cpus } = world.free(host);
    if (best === null || cpus > best.cpus) best = { host, cpus };
  }
  return best?.host ?? null;
}

/** Why this host takes no task of the app; null when it would. */
export function declined(app: App, host: Host, world: World): Reason | null {
  const { definition } = app.stored;
  if (!(definition.constraints ?? []).every((constraint) => fulfils(host, constraint, app))) return 'UnfulfilledConstraint';
  const free = world.free(host);
  // Sums of fractions: a billionth of a cpu more or less is no reason.
  if (definition.cpus > free.cpus + 1e-9) return 'InsufficientCpus';
  return definition.mem > free.memMiB + 1e-9 ? 'InsufficientMemory' : null;
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
  if (field === 'hostname') return host.name;
  return field === 'zone' || field === '@zone' ? host.zone : null;
}
