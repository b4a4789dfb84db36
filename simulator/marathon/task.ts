/** One task: how it begins, and how long Marathon waits when it goes wrong. */
import type { Random } from '../random.ts';
import type { Host } from '../service.ts';
import type { App, Task } from './app.ts';
import type { AppDefinition } from './definition.ts';
import { hostPorts } from './host-ports.ts';
import { rexrayVolumes } from './volumes.ts';

export interface Launch {
  readonly random: Random;
  readonly nowMs: number;
  readonly nextPort: () => number;
}

/** A task of the app as it is now, staging on the host. */
export function newTask(app: App, host: Host, { random, nowMs, nextPort }: Launch): Task {
  const { definition, version, versionInfo } = app.stored;
  const ports = hostPorts(definition).map((port) => (port === 0 ? nextPort() : port));
  return {
    id: `${app.id.slice(1).replaceAll('/', '_')}.instance-${random.uuid()}${definition.pod === undefined ? '._app.1' : ''}`,
    host,
    resources: { cpus: definition.cpus, memMiB: definition.mem, diskMiB: definition.disk, ports },
    ports,
    volumes: rexrayVolumes(definition),
    mounted: new Set(),
    version,
    configVersion: versionInfo.lastConfigChangeAt,
    stagedAtMs: nowMs,
    startedAtMs: null,
    state: 'TASK_STAGING',
    isHealthy: false,
  };
}

/** Milliseconds after `failures` earlier ones: backoffSeconds * backoffFactor^failures, at most maxLaunchDelaySeconds. */
export function delayAfter(failures: number, definition: AppDefinition): number {
  const { backoffSeconds, backoffFactor, maxLaunchDelaySeconds } = definition;
  return Math.ceil(Math.min(backoffSeconds * backoffFactor ** failures, maxLaunchDelaySeconds) * 1000);
}

/** How long an unreachable task is waited for before it is replaced; null: for ever. */
export function givenUpAfterMs(definition: AppDefinition): number | null {
  const strategy = definition.unreachableStrategy;
  return strategy === 'disabled' ? null : strategy.inactiveAfterSeconds * 1000;
}
