/** Everything that runs, as Mesos sees it: tasks of Marathons and of the schedulers that they run. */
import type { Marathon } from '../marathon/marathon.ts';
import type { Host } from '../service.ts';
import type { Framework } from './framework.ts';

export interface Running {
  readonly id: string;
  readonly name: string;
  readonly frameworkId: string;
  readonly host: Host;
  readonly cpus: number;
  readonly memMiB: number;
  readonly ports: readonly number[];
  readonly role: string;
  readonly state: string;
  readonly sinceMs: number;
}

export function marathonRunning(marathon: Marathon): readonly Running[] {
  return marathon.apps().flatMap((app) =>
    app.tasks.map(({ id, host, resources, ports, state, stagedAtMs, startedAtMs }) => ({
      id,
      name: app.id.slice(1).split('/').toReversed().join('.'),
      frameworkId: marathon.frameworkId,
      host,
      ...resources,
      ports,
      role: app.stored.definition.role ?? '*',
      state,
      sinceMs: startedAtMs ?? stagedAtMs,
    })),
  );
}

export function schedulerRunning({ id: frameworkId, scheduler, tasks }: Framework): readonly Running[] {
  const { resources, role, taskName: name } = scheduler;
  return tasks.map(({ id, host, state, sinceMs }) => ({ id, name, frameworkId, host, ...resources, ports: [], role, state, sinceMs }));
}
