/** A pod as something that runs: Marathon places, starts, checks and replaces pods as it does apps. */
import type { AppDefinition, Volume } from './definition.ts';
import { isResidentPod } from './pod-definition.ts';
import type { PodContainer, PodDefinition } from './pod-definition.ts';

/** The role of tasks where a version has no roles of its own. */
const NO_ROLE = '*';

/** One task stands for an instance of the pod with all its containers. */
export function runnable(pod: PodDefinition): AppDefinition {
  const { backoff, upgrade, placement, killSelection, unreachableStrategy } = pod.scheduling;
  return {
    id: pod.id,
    ...resourcesOf(pod),
    backoffFactor: backoff.backoffFactor,
    backoffSeconds: backoff.backoff,
    constraints: placement.constraints.map(({ fieldName, operator, value }) => [
      fieldName,
      operator,
      ...(value === undefined ? [] : [value]),
    ]),
    container: { type: 'MESOS', volumes: residentVolumes(pod) },
    executor: '',
    healthChecks: pod.containers.flatMap(({ healthCheck }) => (healthCheck === undefined ? [] : [{ ...intervalOf(healthCheck) }])),
    instances: pod.scaling.instances,
    killSelection,
    labels: {},
    maxLaunchDelaySeconds: backoff.maxLaunchDelay,
    networks: [{ mode: 'host' }],
    pod,
    requirePorts: false,
    role: pod.role ?? NO_ROLE,
    unreachableStrategy,
    upgradeStrategy: upgrade,
  };
}

function intervalOf({ intervalSeconds }: NonNullable<PodContainer['healthCheck']>): { readonly intervalSeconds?: number } {
  return intervalSeconds === undefined ? {} : { intervalSeconds };
}

/** Of all containers and the executor together. */
export function resourcesOf(pod: PodDefinition): { readonly [name in 'cpus' | 'mem' | 'disk' | 'gpus']: number } {
  const sum = (name: 'cpus' | 'mem' | 'disk' | 'gpus'): number => {
    return pod.containers.reduce(
      (total, { resources }) => total + (resources[name] ?? 0),
      name === 'gpus' ? 0 : pod.executorResources[name],
    );
  };
  return { cpus: sum('cpus'), mem: sum('mem'), disk: sum('disk'), gpus: sum('gpus') };
}

function residentVolumes(pod: PodDefinition): readonly Volume[] {
  return isResidentPod(pod) ? [{ containerPath: 'data', persistent: { type: 'root', size: 1 } }] : [];
}

/** Of each endpoint that asks for one, the port of its host, 0 for any. */
export function hostPortsOf(pod: PodDefinition): readonly number[] {
  return pod.containers.flatMap(({ endpoints = [] }) => endpoints.flatMap(({ hostPort }) => hostPort ?? []));
}
