/** Which call below /v2/apps is which. */
import type { Answer, Call } from '../service.ts';
import { getApp, getAppsIn, getTasks, getVersion, getVersions, listApps } from './app-reads.ts';
import { deleteApp, postApp, putApp, putApps, restartApp } from './app-routes.ts';
import type { Core } from './core.ts';
import { notSimulated } from './refusal.ts';
import { killAppTasks, killTask } from './task-routes.ts';

/** `path`: what follows /v2/apps, `/` when nothing does. */
export function appsRoute(path: string, call: Call, core: Core): Answer {
  const answer = path === '/' ? allRoute(call, core) : appRoute(path, call, core);
  if (answer === null) throw notSimulated(`${call.method} ${call.path}`);
  return answer;
}

function allRoute(call: Call, core: Core): Answer | null {
  switch (call.method) {
    case 'GET':
      return listApps(call, core);
    case 'POST':
      return postApp(call, core);
    case 'PUT':
    case 'PATCH':
      return putApps(call, core);
    default:
      return null;
  }
}

function appRoute(path: string, call: Call, core: Core): Answer | null {
  const [, app = path, part, item] = /^(.+)\/(versions|tasks|restart|\*)(?:\/([^/]+))?$/.exec(path) ?? [];
  switch (part) {
    case 'versions':
      return call.method === 'GET' ? versionRoute(app, item, core) : null;
    case 'tasks':
      return tasksRoute(app, item, call, core);
    case 'restart':
      return call.method === 'POST' ? restartApp(app, call, core) : null;
    case '*':
      return call.method === 'GET' ? getAppsIn(app, core) : null;
    case undefined:
    default:
      return oneRoute(path, call, core);
  }
}

function oneRoute(id: string, call: Call, core: Core): Answer | null {
  switch (call.method) {
    case 'GET':
      return id === '/*' ? getAppsIn('/', core) : getApp(id, core);
    case 'PUT':
    case 'PATCH':
      return putApp(id, call, core);
    case 'DELETE':
      return deleteApp(id, call, core);
    default:
      return null;
  }
}

function versionRoute(app: string, version: string | undefined, core: Core): Answer {
  return version === undefined ? getVersions(app, core) : getVersion(app, version, core);
}

function tasksRoute(app: string, task: string | undefined, call: Call, core: Core): Answer | null {
  if (call.method === 'GET') return task === undefined ? getTasks(app, core) : null;
  if (call.method !== 'DELETE') return null;
  return task === undefined ? killAppTasks(app, call, core) : killTask(app, task, call, core);
}
