/** The schedulers of one name, and the tasks of each. Pure. */
import type { LiveFramework, LiveTask } from './types.ts';

export interface Registered {
  /** Under one id each. */
  readonly all: readonly LiveFramework[];
  readonly active: readonly LiveFramework[];
  /** By framework id: those that may be running. */
  readonly tasks: ReadonlyMap<string, readonly LiveTask[]>;
}

export function registeredAs(name: string, frameworks: readonly LiveFramework[], tasks: readonly LiveTask[]): Registered {
  const all = frameworks.filter((framework) => framework.name === name);
  const byId = new Map(all.map(({ id }) => [id, tasks.filter(({ frameworkId }) => frameworkId === id)]));
  return { all, active: all.filter(({ isActive }) => isActive), tasks: byId };
}

/** `3 tasks of abc-0001, 1 task of abc-0002`; empty without any. */
export function listTasks(ids: readonly string[], { tasks }: Registered): string {
  const counted = ids.map((id) => [id, tasks.get(id)?.length ?? 0] as const).filter(([, count]) => count > 0);
  return counted.map(([id, count]) => `${count === 1 ? '1 task' : `${count} tasks`} of ${id}`).join(', ');
}
