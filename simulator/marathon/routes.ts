/** Which call is which; what this Marathon does not do is answered with 501 and says so. */
import type { Answer, Call } from '../service.ts';
import {
  deleteApp,
  deploymentHeader,
  getApp,
  getTasks,
  getVersion,
  getVersions,
  listApps,
  postApp,
  putApp,
  putApps,
  read,
} from './app-routes.ts';
import type { Core } from './core.ts';
import { groupInfo } from './groups.ts';
import { marathonInfo } from './info.ts';
import { queueInfo } from './queue.ts';
import { noDeployment, notSimulated, Refusal } from './refusal.ts';
import { absoluteId } from './request.ts';
import { appInfo, deploymentInfo, taskInfo } from './show.ts';

export function route(call: Call, core: Core): Answer {
  const path = absoluteId(call.path);
  const inside = (folder: string): string | null => (path.startsWith(`${folder}/`) ? path.slice(folder.length) : null);
  if (call.method === 'GET') {
    const plain = PLAIN[path]?.(call, core);
    if (plain !== undefined) return plain;
    const group = inside('/v2/groups');
    if (group !== null) return getGroup(group, core);
  }
  if (path === '/v2/apps') return appsRoute(call, core);
  const app = inside('/v2/apps');
  if (app !== null) return appRoute(app, call, core);
  const deployment = inside('/v2/deployments');
  if (deployment !== null && call.method === 'DELETE') return deleteDeployment(deployment.slice(1), call, core);
  throw notSimulated(`${call.method} ${call.path}`);
}

const PLAIN: { readonly [path: string]: ((call: Call, core: Core) => Answer) | undefined } = {
  '/ping': (call) =>
    call.headers['accept'] === 'application/json' ? read('"pong"') : { ...read('pong'), headers: { 'content-type': 'text/plain' } },
  '/v2/info': (call, core) => read(marathonInfo({ ...core, address: addressOf(call) })),
  '/v2/leader': (call) => read({ leader: addressOf(call) }),
  '/v2/deployments': (_call, core) => read(core.deployments.list().map(deploymentInfo)),
  '/v2/groups': (_call, core) => getGroup('/', core),
  '/v2/tasks': getAllTasks,
  '/v2/queue': (_call, core) => {
    return read(queueInfo(core.store.all(), (app) => appInfo(app, core.nextTurn(), core.show), core.world, core.clock.now()));
  },
};

function addressOf(call: Call): string {
  return call.headers['host'] ?? '127.0.0.1:8080';
}

function appsRoute(call: Call, core: Core): Answer {
  switch (call.method) {
    case 'GET':
      return listApps(call, core);
    case 'POST':
      return postApp(call, core);
    case 'PUT':
    case 'PATCH':
      return putApps(call, core);
    default:
      throw notSimulated(`${call.method} ${call.path}`);
  }
}

function appRoute(id: string, call: Call, core: Core): Answer {
  if (call.method === 'GET') return readRoute(id, core);
  if (!/\/(tasks|restart|versions)(\/|$)/.test(id)) {
    if (call.method === 'PUT' || call.method === 'PATCH') return putApp(id, call, core);
    if (call.method === 'DELETE') return deleteApp(id, call, core);
  }
  throw notSimulated(`${call.method} ${call.path}`);
}

function readRoute(id: string, core: Core): Answer {
  const [, app = id, part, version] = /^(.+)\/(versions|tasks)(?:\/([^/]+))?$/.exec(id) ?? [];
  if (part === undefined) return getApp(id, core);
  if (part === 'tasks') return getTasks(app, core);
  return version === undefined ? getVersions(app, core) : getVersion(app, version, core);
}

function getGroup(id: string, core: Core): Answer {
  const turn = core.nextTurn();
  const apps = core.store.all().map((app) => ({ id: app.id, info: appInfo(app, turn, core.show) }));
  const group = groupInfo(id, apps, core.store.version);
  if (group === null) throw new Refusal(404, { message: `Group '${id}' does not exist` });
  return read(group);
}

function getAllTasks(call: Call, core: Core): Answer {
  const wanted = call.query['status'];
  const state = wanted === undefined ? null : `TASK_${wanted.toUpperCase()}`;
  const tasks = core.store.all().flatMap((app) => app.tasks.map((task) => taskInfo(app, task, core.show)));
  return read({ tasks: tasks.filter((task) => state === null || task['state'] === state) });
}

/** force=true only ends it; otherwise what it changed is changed back by a new deployment. */
function deleteDeployment(id: string, call: Call, core: Core): Answer {
  const deployment = core.deployments.find(id);
  if (deployment === undefined) throw noDeployment(id);
  if (call.query['force'] === 'true') {
    core.updates.cancel(deployment);
    return { status: 202, body: '', effect: 'none', id };
  }
  const accepted = core.updates.rollBack(deployment);
  const { version, deploymentId } = accepted;
  return { status: 200, headers: deploymentHeader(accepted), body: { version, deploymentId }, effect: 'changed', id };
}
