/** The apps at a glance, for the control API: what really runs, and where. */
import type { Store } from './store.ts';
import { isReady } from './app.ts';

export interface AppView {
  readonly id: string;
  readonly instances: number;
  /** Tasks that run. */
  readonly running: number;
  /** Tasks that run and are healthy, or have no health check. */
  readonly healthy: number;
  /** Names of the hosts its running tasks are on. */
  readonly hosts: readonly string[];
}

export function viewOf(store: Store): readonly AppView[] {
  return store.all().map((app) => {
    const { definition } = app.stored;
    const running = app.tasks.filter((task) => task.state === 'TASK_RUNNING');
    const healthy = running.filter((task) => isReady(task, definition)).length;
    return { id: app.id, instances: definition.instances, running: running.length, healthy, hosts: running.map(({ host }) => host.name) };
  });
}
