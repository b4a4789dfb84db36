/** Which call is which; what this Marathon does not do is answered with 501 and says so. */
import type { Answer, Call } from '../service.ts';
import { getAllTasks, read } from './app-reads.ts';
import { appsRoute } from './app-router.ts';
import type { Core } from './core.ts';
import { deploymentsRoute } from './deployment-routes.ts';
import { groupsRoute } from './group-routes.ts';
import { marathonInfo } from './info.ts';
import { podsRoute } from './pod-routes.ts';
import { queueRoute } from './queue.ts';
import { notSimulated } from './refusal.ts';
import { absoluteId } from './request.ts';
import { killTasks } from './task-routes.ts';

type Handler = (call: Call, core: Core) => Answer;

export function route(call: Call, core: Core): Answer {
  const path = absoluteId(call.path);
  const one = CALLS[`${call.method} ${path}`];
  if (one !== undefined) return one(call, core);
  const folder = Object.keys(FOLDERS).find((name) => path === name || path.startsWith(`${name}/`));
  const below = folder === undefined ? undefined : FOLDERS[folder];
  if (folder === undefined || below === undefined) throw notSimulated(`${call.method} ${call.path}`);
  return below(path === folder ? '/' : path.slice(folder.length), call, core);
}

const CALLS: { readonly [call: string]: Handler | undefined } = {
  'GET /ping': (call) =>
    call.headers['accept'] === 'application/json' ? read('"pong"') : { ...read('pong'), headers: { 'content-type': 'text/plain' } },
  'GET /v2/info': (call, core) => read(marathonInfo({ ...core, address: addressOf(call) })),
  'GET /v2/events': (call, core) => core.events.listen(call),
  'GET /v2/leader': (call) => read({ leader: addressOf(call) }),
  'GET /v2/tasks': getAllTasks,
  'POST /v2/tasks/delete': killTasks,
};

/** Each is told what follows it in the path, `/` when nothing does. */
const FOLDERS: { readonly [folder: string]: ((path: string, call: Call, core: Core) => Answer) | undefined } = {
  '/v2/apps': appsRoute,
  '/v2/pods': podsRoute,
  '/v2/groups': groupsRoute,
  '/v2/deployments': deploymentsRoute,
  '/v2/queue': queueRoute,
};

function addressOf(call: Call): string {
  return call.headers['host'] ?? '127.0.0.1:8080';
}
