/** How apps, tasks and deployments look in answers. */
import type { Host } from '../service.ts';
import { isReady } from './app.ts';
import type { App, Stored, Task, TaskChange } from './app.ts';
import { written14 } from './defaults-1-4.ts';
import { SETS } from './definition.ts';
import type { Deployments } from './deployments.ts';
import type { Event } from './events.ts';
import type { AppProfile } from './profiles/app.ts';
import { isSince } from './profiles/profile.ts';
import type { JsonObject } from './shape.ts';

export interface ShowContext {
  readonly deployments: Deployments;
  /** `<uuid>`: agents are `<uuid>-S0`, `<uuid>-S1`, ... */
  readonly masterId: string;
  readonly hostNames: readonly string[];
  readonly profile: AppProfile;
}

/** Enough orders of a set that no two answers after each other have the same. */
const MOST_ORDERS = 3;

/** The app as GET /v2/apps lists it, as JSON text; its sets stand in another order each time. Made once per order. */
export function appText(app: App, turn: number, context: ShowContext): string {
  const largest = Math.max(1, ...SETS.map((name) => app.stored.definition[name]?.length ?? 0));
  const index = turn % Math.min(MOST_ORDERS, largest);
  return (app.shown[index] ??= JSON.stringify(appInfo(app, index, context)));
}

/** Definition, versions, counts and deployments; sets turned by `turn`. */
export function appInfo(app: App, turn: number, context: ShowContext): JsonObject {
  const { definition } = app.stored;
  const sets = SETS.flatMap((name) => (definition[name] === undefined ? [] : [[name, turned<unknown>(definition[name], turn)] as const]));
  const lock = context.deployments.lockOf(app.id);
  return {
    ...definitionInfo(app.stored, context),
    ...Object.fromEntries(sets),
    ...countsOf(app),
    deployments: lock === undefined ? [] : [{ id: lock.id }],
  };
}

/** The definition as this version of Marathon writes it. */
export function definitionInfo(
  { definition, version, versionInfo }: Pick<Stored, 'definition' | 'version'> & Partial<Stored>,
  { profile }: Pick<ShowContext, 'profile'>,
): JsonObject {
  const written = profile.writes === 'nulls' ? written14(definition) : definition;
  return { ...written, version, ...(versionInfo === undefined ? {} : { versionInfo }) };
}

export function turned<T>(list: readonly T[], by: number): readonly T[] {
  if (list.length < 2) return list;
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

function countsOf(app: App): JsonObject {
  const count = (fits: (task: Task) => boolean): number => app.tasks.filter(fits).length;
  const checked = (app.stored.definition.healthChecks ?? []).length > 0;
  return {
    tasksStaged: count((task) => task.state === 'TASK_STAGING'),
    tasksRunning: count((task) => task.state === 'TASK_RUNNING'),
    tasksHealthy: checked ? count((task) => isReady(task, app.stored.definition)) : 0,
    tasksUnhealthy: 0,
  };
}

export function failureInfo(app: App, context: ShowContext): JsonObject {
  if (app.lastFailure === null) return {};
  const { task, message, state, atMs } = app.lastFailure;
  return {
    lastTaskFailure: {
      appId: app.id,
      host: task.host.name,
      message,
      state,
      taskId: task.id,
      timestamp: time(atMs),
      version: task.version,
      slaveId: agentId(task, context),
    },
  };
}

export function taskInfo(app: App, task: Task, context: ShowContext): JsonObject {
  const { name } = context.profile;
  const { zone } = task.host;
  return {
    appId: app.id,
    host: task.host.name,
    id: task.id,
    ipAddresses: [{ ipAddress: task.host.ip, protocol: 'IPv4' }],
    ports: task.ports,
    slaveId: agentId(task, context),
    state: task.state,
    stagedAt: time(task.stagedAtMs),
    ...(task.startedAtMs === null ? {} : { startedAt: time(task.startedAtMs) }),
    version: task.version,
    // Up to 1.5 (api/v2/json/Formats.scala) empty lists are left out, and zones are not known.
    ...(isSince(name, '1.6') ? { servicePorts: [], healthCheckResults: [], localVolumes: [], region: regionOf(zone), zone } : {}),
    ...(isSince(name, '1.9') ? { role: app.stored.definition.role } : {}),
  };
}

/** The event status_update_event of a task that runs now, or is gone. */
export function statusUpdate({ kind, app, task }: TaskChange, context: ShowContext): Event {
  return {
    eventType: 'status_update_event',
    slaveId: agentId(task, context),
    taskId: task.id,
    taskStatus: kind === 'running' ? 'TASK_RUNNING' : 'TASK_KILLED',
    message: '',
    appId: app.id,
    host: task.host.name,
    ipAddresses: [{ ipAddress: task.host.ip, protocol: 'IPv4' }],
    ports: task.ports,
    version: task.version,
  };
}

function regionOf(zone: string): string {
  return zone.replace(/[a-z]$/, '');
}

/** The agent on this host. */
export function agentIdOf(host: Host, context: ShowContext): string {
  return `${context.masterId}-S${context.hostNames.indexOf(host.name)}`;
}

export function agentId(task: Task, context: ShowContext): string {
  return agentIdOf(task.host, context);
}

export function time(atMs: number): string {
  return new Date(atMs).toISOString();
}
