/**
 * Whether a scheduler may be started: one that comes back under another id cannot know the tasks of the one before it, whose
 * volumes it would have mounted a second time. Pure.
 */
import type { Precondition } from '../../model/change.ts';
import { listTasks, registeredAs } from './registered.ts';
import type { Registered } from './registered.ts';
import type { Agents, LiveFramework, LiveTask } from './types.ts';

/** What Mesos has, as it was read for this. */
export interface Cluster {
  readonly frameworks: readonly LiveFramework[];
  readonly tasks: readonly LiveTask[];
  readonly agents: Agents;
}

/** `args` of the precondition. */
interface Start {
  /** The name it registers with. */
  readonly registration: string;
  readonly keepsId: boolean;
  /** It takes the place of the one that runs, which ends before: a restart. */
  readonly replaces: boolean;
}

/** Why it may not start now, as a clause for a person; null: it may. */
export function otherScheduler({ args = {} }: Precondition, { frameworks, tasks, agents }: Cluster): string | null {
  const start: Start = {
    registration: typeof args['registration'] === 'string' ? args['registration'] : '',
    keepsId: args['keepsId'] === true,
    replaces: args['replaces'] === true,
  };
  const registered = registeredAs(start.registration, frameworks, tasks);
  return unseen(registered, { frameworks, tasks, agents }) ?? others(start, registered) ?? leftBehind(start, registered);
}

/** What keeps one from knowing. */
function unseen({ all, tasks: seen }: Registered, { frameworks, tasks, agents }: Cluster): string | null {
  if (agents.awaited > 0) return `Mesos still waits for ${agents.awaited} agents after a fail-over, and does not know what they run`;
  const known = new Set(frameworks.map(({ id }) => id));
  const orphans = tasks.filter(({ frameworkId }) => !known.has(frameworkId)).length;
  if (orphans > 0) return `Mesos does not know yet whose ${orphans} of its tasks are`;
  const hidden = all.find(({ id, holdsResources }) => holdsResources && seen.get(id)?.length === 0);
  return hidden === undefined
    ? null
    : `${hidden.id} holds resources, and Mesos shows none of its tasks; it may be that the agent may not view them`;
}

/** A scheduler, or tasks, that would not become the new one's. */
function others(start: Start, registered: Registered): string | null {
  const { all, active, tasks } = registered;
  const [first, second] = active;
  if (second !== undefined) return `${active.length} schedulers are registered as ${start.registration}`;
  if (first !== undefined && !start.replaces) return `${first.id} is already registered as ${start.registration}`;
  const withTasks = all.filter(({ id }) => (tasks.get(id)?.length ?? 0) > 0);
  const own = first ?? (start.keepsId && withTasks.length === 1 ? withTasks[0] : undefined);
  const ids = withTasks.filter((framework) => framework !== own).map(({ id }) => id);
  return ids.length === 0 ? null : `${listTasks(ids, registered)} may still run, an earlier ${start.registration}`;
}

/** Tasks that outlive the one that runs now, without ever becoming the next one's. */
function leftBehind({ keepsId, replaces }: Start, registered: Registered): string | null {
  const [running] = registered.active;
  if (keepsId || !replaces || running === undefined || running.failoverSeconds === 0) return null;
  const left = listTasks([running.id], registered);
  return left === '' ? null : `${left} would run on for ${running.failoverSeconds} s without it; stop them first`;
}
