/** Which tasks are those of the app that runs a scheduler. Pure. */
import type { LiveTask } from './types.ts';

/**
 * Marathon's task ids begin with the app's path, its slashes written as underscores, which no app id has: `shop_web.8c5f...` in
 * 1.4, `shop_web.instance-8c5f..._app.1` from 1.5 on (Task.Id). Of two Marathons with such an app both count.
 */
export function tasksOfApp(app: string, tasks: readonly LiveTask[]): readonly LiveTask[] {
  const start = `${app.slice(1).replaceAll('/', '_')}.`;
  return tasks.filter(({ id }) => id.startsWith(start) && /^(instance-|marathon-)?[0-9a-f]{8}-/.test(id.slice(start.length)));
}
