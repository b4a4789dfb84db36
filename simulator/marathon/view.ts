/** The apps at a glance, for the control API: what really runs, and where. */
import type { Store } from './store.ts';
import { isReady } from './app.ts';

export interface AppView {
  /** The name of its Marathon, where that has one. */
  readonly on?: string;
  readonly id: string;
  readonly instances: number;
  /** Tasks that run. */
  readonly running: number;
  /** Tasks that run and are healthy, or have no health check. */
  readonly healthy: number;
  /** Names of the hosts its running tasks are on. */
  readonly hosts: readonly string[];
}

/** `on`: the name of this Marathon, if it has one. */
export function viewOf(store: Store, on: string | undefined): readonly AppView[] {
  return store.everything().map((app) => {
    const { definition } = app.stored;
    const running = app.tasks.filter((task) => task.state === 'TASK_RUNNING');
    const healthy = running.filter((task) => isReady(task, definition)).length;
    const hosts = running.map(({ host }) => host.name);
    return { ...(on === undefined ? {} : { on }), id: app.id, instances: definition.instances, running: running.length, healthy, hosts };
  });
}
