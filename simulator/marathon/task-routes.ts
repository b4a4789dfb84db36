/** Killing tasks: they come again, unless the app is scaled down by them (api/v2/AppTasksResource.scala, TasksResource.scala). */
import type { Answer, Call } from '../service.ts';
import type { App, Task } from './app.ts';
import { findApp, read } from './app-reads.ts';
import { accepted } from './app-routes.ts';
import type { Core } from './core.ts';
import { Refusal } from './refusal.ts';
import { bodyOf } from './request.ts';
import { isObject } from './shape.ts';
import { taskInfo } from './show.ts';

interface Kill {
  readonly app: App;
  readonly tasks: readonly Task[];
}

/** DELETE of all tasks of an app, or of those on a host. */
export function killAppTasks(id: string, call: Call, core: Core): Answer {
  const app = findApp(id, core);
  const host = call.query['host'] ?? '*';
  const tasks = app.tasks.filter((task) => host === '*' || task.host.name === host);
  return killed(call, core, [{ app, tasks }]) ?? read({ tasks: tasks.map((task) => taskInfo(app, task, core.show)) });
}

/** DELETE of one task. */
export function killTask(id: string, taskId: string, call: Call, core: Core): Answer {
  const app = findApp(id, core);
  const task = app.tasks.find((one) => one.id === taskId);
  if (task === undefined) throw new Refusal(404, { message: `Task '${taskId}' does not exist` });
  return killed(call, core, [{ app, tasks: [task] }]) ?? read({ task: taskInfo(app, task, core.show) });
}

/** POST /v2/tasks/delete */
export function killTasks(call: Call, core: Core): Answer {
  const ids = idsOf(bodyOf(call));
  for (const id of ids) if (!/^.+\.(instance-|marathon-)?[^.]+(\._app\.\d+)?$/.test(id)) throw badTask(id);
  const kills = core.store.all().flatMap((app): readonly Kill[] => {
    const tasks = app.tasks.filter((task) => ids.includes(task.id));
    return tasks.length === 0 ? [] : [{ app, tasks }];
  });
  for (const { app } of kills) core.hidden.refuse(app.id);
  const shown = kills.flatMap(({ app, tasks }) => tasks.map((task) => taskInfo(app, task, core.show)));
  return killed(call, core, kills) ?? read({ tasks: shown });
}

function badTask(id: string): Refusal {
  return new Refusal(400, { message: `Invalid task id '${id}'. [${id} (of class java.lang.String)]` });
}

function idsOf(body: unknown): readonly string[] {
  const ids: unknown = isObject(body) ? body['ids'] : undefined;
  const texts = Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  if (!Array.isArray(ids) || texts.length < ids.length) {
    throw new Refusal(422, { message: 'Invalid JSON', details: [{ path: '/ids', errors: ['error.expected.jsarray'] }] });
  }
  return texts;
}

/** Kills them; with `scale` as one deployment that leaves no task to come again, and that answer is given back. */
function killed(call: Call, core: Core, kills: readonly Kill[]): Answer | null {
  const { scale, wipe, force } = call.query;
  if (scale === 'true' && wipe === 'true') throw new Refusal(400, { message: 'You cannot use scale and wipe at the same time.' });
  if (scale !== 'true') {
    for (const { app, tasks } of kills) core.updates.kill(app, tasks);
    return null;
  }
  const updates = kills.map(({ app: { id, stored }, tasks }) => {
    return { id, definition: { ...stored.definition, instances: Math.max(0, stored.definition.instances - tasks.length) } };
  });
  const result = core.updates.apply(updates, force === 'true');
  for (const { app, tasks } of kills) core.updates.kill(app, tasks);
  return { ...accepted(result), effect: 'changed', id: updates[0]?.id ?? null };
}
