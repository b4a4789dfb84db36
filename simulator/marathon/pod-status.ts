/** GET /v2/pods/::status: how each pod runs (types/podStatus.raml, raml/PodStatusConversion.scala, appinfo/impl/AppInfoBaseData.scala). */
import { isReady } from './app.ts';
import type { App, Task } from './app.ts';
import type { Core } from './core.ts';
import type { PodContainer, PodDefinition } from './pod-definition.ts';
import { resourcesOf } from './pod-runs.ts';
import { specInfo } from './pod-show.ts';
import { isSince } from './profiles/profile.ts';
import type { JsonObject } from './shape.ts';
import { agentId, time } from './show.ts';

export interface StatusContext extends Pick<Core, 'show' | 'pods'> {
  readonly turn: number;
  readonly nowMs: number;
}

/** `pod`: as the app that it runs as holds it. */
export function podStatus(app: App, pod: PodDefinition, context: StatusContext): JsonObject {
  const { version } = app.stored;
  const instances = [...app.tasks.map((task) => instanceInfo(app, pod, task, context)), ...pending(app, context)];
  const since = app.tasks.reduce((latest, { startedAtMs, stagedAtMs }) => Math.max(latest, startedAtMs ?? stagedAtMs), Date.parse(version));
  return {
    id: app.id,
    spec: specInfo({ pod, version }, context.turn, context.pods),
    status: stateOf(app, context),
    statusSince: time(since),
    instances,
    terminationHistory: historyOf(app),
    lastUpdated: time(context.nowMs),
    lastChanged: time(since),
  };
}

/** Stable, when enough instances are; terminal while a deployment removes the pod. */
function stateOf(app: App, { show }: StatusContext): string {
  const ends = (show.deployments.lockOf(app.id)?.steps ?? []).flat().some((one) => one.app === app && one.action === 'StopApplication');
  if (ends) return 'TERMINAL';
  const stable = app.tasks.filter((task) => isReady(task, app.stored.definition)).length;
  return stable >= app.stored.definition.instances ? 'STABLE' : 'DEGRADED';
}

function instanceInfo(app: App, pod: PodDefinition, task: Task, { show, pods }: StatusContext): JsonObject {
  const since = time(task.startedAtMs ?? task.stagedAtMs);
  const endpoints = portsByContainer(pod, task);
  return {
    id: task.id,
    ...instanceState(app, task),
    statusSince: since,
    conditions: [],
    agentHostname: task.host.name,
    agentId: agentId(task, show),
    ...(isSince(pods.name, '1.6') ? { ...placeOf(task), localVolumes: [] } : {}),
    resources: resourcesOf(pod),
    networks: pod.networks.some(({ mode }) => mode !== 'host') ? [{ addresses: [task.host.ip] }] : [],
    containers: pod.containers.map((container, index) => containerInfo(container, task, endpoints[index] ?? [])),
    specReference: `/v2/pods${app.id}::versions/${task.version}`,
    lastUpdated: since,
    lastChanged: since,
    ...(isSince(pods.name, '1.9') ? { role: app.stored.definition.role } : {}),
  };
}

function placeOf({ host }: Task): JsonObject {
  return { agentRegion: host.zone.replace(/[a-z]$/, ''), agentZone: host.zone };
}

function instanceState(app: App, task: Task): { readonly status: string; readonly message?: string } {
  switch (task.state) {
    case 'TASK_STAGING':
      return { status: 'STAGING' };
    case 'TASK_KILLING':
      return { status: 'TERMINAL' };
    case 'TASK_UNREACHABLE':
      return { status: 'DEGRADED', message: 'pod instance has become unreachable' };
    case 'TASK_RUNNING':
      return isReady(task, app.stored.definition)
        ? { status: 'STABLE' }
        : { status: 'DEGRADED', message: 'at least one container is not healthy' };
  }
}

/** The ports of the host, in the order of the endpoints that asked for them. */
function portsByContainer(pod: PodDefinition, task: Task): readonly (readonly JsonObject[])[] {
  const ports = [...task.ports];
  return pod.containers.map(({ endpoints = [], healthCheck }) => {
    const checked = healthCheck?.http?.endpoint ?? healthCheck?.tcp?.endpoint;
    return endpoints.map(({ name, hostPort }) => ({
      name,
      ...(hostPort === undefined ? {} : { allocatedHostPort: ports.shift() }),
      ...(name === checked && task.state === 'TASK_RUNNING' ? { healthy: task.isHealthy } : {}),
    }));
  });
}

function containerInfo(container: PodContainer, task: Task, endpoints: readonly JsonObject[]): JsonObject {
  const since = time(task.startedAtMs ?? task.stagedAtMs);
  return {
    name: container.name,
    status: task.state,
    statusSince: since,
    conditions: container.healthCheck === undefined || task.state !== 'TASK_RUNNING' ? [] : [healthCondition(task, since)],
    containerId: `${task.id}.${container.name}.1`,
    endpoints,
    resources: container.resources,
    lastUpdated: since,
    lastChanged: since,
  };
}

function healthCondition(task: Task, since: string): JsonObject {
  const reason = task.isHealthy ? 'health-reported-by-mesos' : 'health-unreported-by-mesos';
  return { name: 'healthy', lastChanged: since, lastUpdated: since, value: String(task.isHealthy), reason };
}

/** Since 1.8 instances that found no place yet are there, too. */
function pending(app: App, { pods }: StatusContext): readonly JsonObject[] {
  if (app.waiting === null || !isSince(pods.name, '1.8')) return [];
  const { count, sinceMs } = app.waiting;
  const since = time(sinceMs);
  return Array.from({ length: count }, (_, index) => ({
    id: `${app.id.slice(1).replaceAll('/', '_')}.instance-waiting-${index + 1}`,
    status: 'PENDING',
    statusSince: since,
    conditions: [],
    networks: [],
    containers: [],
    specReference: `/v2/pods${app.id}::versions/${app.stored.version}`,
    localVolumes: [],
    lastUpdated: since,
    lastChanged: since,
    ...(isSince(pods.name, '1.9') ? { role: app.stored.definition.role } : {}),
  }));
}

function historyOf({ lastFailure }: App): readonly JsonObject[] {
  if (lastFailure === null) return [];
  const { task, message, state, atMs } = lastFailure;
  return [
    {
      instanceID: task.id,
      startedAt: time(task.startedAtMs ?? task.stagedAtMs),
      terminatedAt: time(atMs),
      message,
      containers: [{ containerId: task.id, lastKnownState: state }],
    },
  ];
}
