/** Why a deployment does not get on, from the queue, and from when on that is a trouble. Pure. */
import type { Instant } from '../../clock.ts';
import type { Desired } from '../../model/desired.ts';
import { formatDuration, parseDuration } from '../../units.ts';
import { isList } from './normalise/equal.ts';
import type { Deployment, JsonObject, Queued, Rejection } from './types.ts';

/** Of Cluster.spec.readiness.deploymentWithin, when it is left out. */
const DEFAULT_WITHIN_MS = 15 * 60_000;
/** Tasks that start find an offer, and run, sooner than that. */
const HANGS_AFTER_MS = 30_000;
/** Of a deployment past its deadline whose tasks all run: checks have their grace period, 5 min as it comes. */
const OVERDUE_HANGS_AFTER_MS = 5 * 60_000;

/** How long a deployment may take. */
export function deploymentWithinMs(desired: Desired): number {
  const [cluster] = desired.docs.Cluster.values();
  return parseDuration(cluster?.spec.readiness?.deploymentWithin ?? '') ?? DEFAULT_WITHIN_MS;
}

/** `it has run for 16 min, and 15 min is what it may take`; null: it may go on. */
export function overdueClause({ startedAt }: Deployment, now: Instant, withinMs: number): string | null {
  if (startedAt === null || now - startedAt <= withinMs) return null;
  return `it has run for ${formatDuration(now - startedAt)}, and ${formatDuration(withinMs)} is what it may take`;
}

export interface HangFacts {
  readonly queued: Queued | undefined;
  /** See waitClause. */
  readonly waits: string | null;
  readonly now: Instant;
  readonly withinMs: number;
}

/** Why a deployment that does not get on will hardly end by itself; null: it may, or nobody can tell. */
export function hangClause(deployment: Deployment, { queued, waits, now, withinMs }: HangFacts): string | null {
  const stillMs = deployment.movedAt === null ? 0 : now - deployment.movedAt;
  if (stillMs < HANGS_AFTER_MS) return null;
  if (queued !== undefined && (queued.delaySeconds > 0 || queued.count > 0)) return waits ?? 'its tasks fail';
  return stillMs < OVERDUE_HANGS_AFTER_MS ? null : overdueClause(deployment, now, withinMs);
}

/** `3 of 5 tasks wait: no agent offers 4 cpus for role web`; null: none waits. `of`: the app or pod that they belong to. */
export function waitClause(queued: Queued | undefined, instances: number, needs: Needs): string | null {
  if (queued === undefined || queued.count === 0) return null;
  return `${queued.count} of ${instances} ${instances === 1 ? 'task waits' : 'tasks wait'}: ${reasonOf(queued, needs)}`;
}

/** What one task asks for; memory and disk in MiB. */
export interface Needs {
  readonly cpus: number;
  readonly memMiB: number;
  readonly diskMiB: number;
  readonly gpus: number;
  /** `hostname UNIQUE` */
  readonly constraints: readonly string[];
}

export function needsOfApp(app: JsonObject): Needs {
  const number = (field: string): number => (typeof app[field] === 'number' ? app[field] : 0);
  const { constraints } = app;
  return {
    cpus: number('cpus'),
    memMiB: number('mem'),
    diskMiB: number('disk'),
    gpus: number('gpus'),
    constraints: isList(constraints)
      ? constraints.filter(isList).map((parts) => parts.filter((part) => typeof part === 'string').join(' '))
      : [],
  };
}

function reasonOf({ rejections, delaySeconds, role }: Queued, needs: Needs): string {
  if (delaySeconds > 0) return `nothing is started for ${formatDuration(delaySeconds * 1000)}, because tasks failed`;
  const [only, ...others] = rejections;
  if (only === undefined) return 'no agent has offered anything yet';
  const forRole = role === null || role === '*' ? '' : ` for role ${role}`;
  if (others.length === 0) return `no agent offers ${lackOf(only, needs)}${forRole}`;
  const each = rejections.map((rejection) => `${agents(rejection.declined)} without ${lackOf(rejection, needs)}`);
  return `no agent offers all of it${forRole} (${each.join(', ')})`;
}

function agents(count: number): string {
  return count === 1 ? '1 agent' : `${count} agents`;
}

/** Of the first thing that was missing in an offer: Marathon looks no further (NoOfferMatchReason.reasonFunnel). */
function lackOf({ reason }: Rejection, needs: Needs): string {
  return LACKS.get(reason)?.(needs) ?? `what it needs (${reason})`;
}

const LACKS: ReadonlyMap<string, (needs: Needs) => string> = new Map<string, (needs: Needs) => string>([
  ['InsufficientCpus', ({ cpus }) => (cpus === 1 ? '1 cpu' : `${cpus} cpus`)],
  ['InsufficientMemory', ({ memMiB }) => `${memMiB} MiB of memory`],
  ['InsufficientDisk', ({ diskMiB }) => `${diskMiB} MiB of disk`],
  ['InsufficientGpus', ({ gpus }) => (gpus === 1 ? '1 gpu' : `${gpus} gpus`)],
  ['InsufficientPorts', () => 'its ports'],
  ['UnfulfilledRole', () => 'resources'],
  ['UnfulfilledConstraint', ({ constraints }) => `what fits its constraints (${constraints.join(', ')})`],
  ['NoCorrespondingReservationFound', () => 'its reserved resources'],
  ['AgentMaintenance', () => 'resources outside maintenance'],
  ['DeclinedScarceResources', () => 'resources without scarce gpus'],
]);
