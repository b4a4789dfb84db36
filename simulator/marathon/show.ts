/** How apps, tasks and deployments look in answers. */
import { isReady } from './app.ts';
import type { App, Task } from './app.ts';
import { SETS } from './definition.ts';
import type { Deployment, Deployments } from './deployments.ts';
import { appsOf } from './deployments.ts';
import type { JsonObject } from './shape.ts';

export interface ShowContext {
  readonly deployments: Deployments;
  /** `<uuid>`: agents are `<uuid>-S0`, `<uuid>-S1`, ... */
  readonly masterId: string;
  readonly hostNames: readonly string[];
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
  const { definition, version, versionInfo } = app.stored;
  const sets = SETS.flatMap((name) => (definition[name] === undefined ? [] : [[name, turned<unknown>(definition[name], turn)] as const]));
  const lock = context.deployments.lockOf(app.id);
  return {
    ...definition,
    ...Object.fromEntries(sets),
    version,
    versionInfo,
    ...countsOf(app),
    deployments: lock === undefined ? [] : [{ id: lock.id }],
  };
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
  return {
    appId: app.id,
    host: task.host.name,
    id: task.id,
    ipAddresses: [{ ipAddress: task.host.ip, protocol: 'IPv4' }],
    ports: task.ports,
    servicePorts: [],
    slaveId: agentId(task, context),
    state: task.state,
    stagedAt: time(task.stagedAtMs),
    ...(task.startedAtMs === null ? {} : { startedAt: time(task.startedAtMs) }),
    version: task.version,
    region: task.host.zone.replace(/[a-z]$/, ''),
    zone: task.host.zone,
    role: app.stored.definition.role,
    healthCheckResults: [],
    localVolumes: [],
  };
}

export function deploymentInfo(deployment: Deployment): JsonObject {
  const current = deployment.steps[deployment.current] ?? [];
  return {
    id: deployment.id,
    version: deployment.version,
    affectedApps: appsOf(deployment).map(({ id }) => id),
    affectedPods: [],
    steps: deployment.steps.map((step) => ({ actions: step.map(({ action, app }) => ({ action, app: app.id })) })),
    currentActions: current.map(({ action, app }) => ({ action, app: app.id, readinessCheckResults: [] })),
    currentStep: deployment.current + 1,
    totalSteps: deployment.steps.length,
  };
}

function agentId(task: Task, context: ShowContext): string {
  return `${context.masterId}-S${context.hostNames.indexOf(task.host.name)}`;
}

export function time(atMs: number): string {
  return new Date(atMs).toISOString();
}
