/** What Mesos knows of one scheduler, and the tasks that it runs. */
import type { TaskChange } from '../marathon/app.ts';
import type { Host } from '../service.ts';
import type { World } from '../world.ts';
import type { Scheduler } from './scheduler.ts';

export interface FrameworkTask {
  readonly id: string;
  readonly index: number;
  readonly host: Host;
  readonly volume: string | null;
  state: 'TASK_STAGING' | 'TASK_RUNNING' | 'TASK_UNREACHABLE';
  sinceMs: number;
}

export interface Framework {
  readonly id: string;
  /** Of the app that runs it: what starts it again. */
  readonly key: string;
  readonly scheduler: Scheduler;
  readonly registeredMs: number;
  reregisteredMs: number;
  /** The task of its app; null: it is away. */
  runsAs: TaskChange['task'] | null;
  /** Known from its tasks alone, since the masters failed over. */
  isRecovered: boolean;
  tasks: FrameworkTask[];
}

/** Tasks of a host that is gone come to nothing, and Mesos tells its scheduler. */
export function isAlive(task: FrameworkTask): boolean {
  return task.state !== 'TASK_UNREACHABLE';
}

/** The lowest number that no living task has. */
export function freeIndex({ tasks }: Framework): number {
  const taken = new Set(tasks.filter(isAlive).map(({ index }) => index));
  let index = 0;
  while (taken.has(index)) index += 1;
  return index;
}

/** A living host with room, on which none of its tasks is; null: there is none. */
export function placeFor({ scheduler: { resources }, tasks }: Framework, world: World): Host | null {
  const isTaken = (host: Host): boolean => tasks.some((task) => isAlive(task) && task.host === host);
  const isFit = (host: Host): boolean => {
    const free = world.free(host);
    return free.cpus >= resources.cpus && free.memMiB >= resources.memMiB;
  };
  return world.hosts.find((host) => host.alive && !isTaken(host) && isFit(host)) ?? null;
}
