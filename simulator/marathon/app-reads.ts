/** Reading of /v2/apps and /v2/tasks (api/v2/AppsResource.scala, AppTasksResource.scala, AppVersionsResource.scala). */
import type { Answer, Call } from '../service.ts';
import type { App } from './app.ts';
import type { Core } from './core.ts';
import { labelSelector } from './label-selector.ts';
import { noApp } from './refusal.ts';
import { appInfo, appText, definitionInfo, failureInfo, taskInfo, turned } from './show.ts';

export function listApps(call: Call, core: Core): Answer {
  const turn = core.nextTurn();
  const found = turned(filterApps(call, core), turn);
  const embed = call.query['embed'] ?? '';
  const extra = (app: App): object => ({
    ...(/\btasks$/.test(embed) ? tasksInfo(app, core) : {}),
    ...(/\blastTaskFailure$/.test(embed) ? failureInfo(app, core.show) : {}),
  });
  const texts = found.map((app) => {
    return embed === '' ? appText(app, turn, core.show) : JSON.stringify({ ...appInfo(app, turn, core.show), ...extra(app) });
  });
  return read(`{"apps":[${texts.join(',')}]}`);
}

function filterApps({ query }: Call, core: Core): readonly App[] {
  const fits = query['label'] === undefined ? () => true : labelSelector(query['label']);
  const has = (text: string, part: string | undefined): boolean => part === undefined || text.toLowerCase().includes(part.toLowerCase());
  return core.store.all().filter(({ id, stored: { definition } }) => {
    return !core.hidden.has(id) && has(id, query['id']) && has(definition.cmd ?? '', query['cmd']) && fits(definition.labels);
  });
}

/** The app with what this call always shows of it. */
export function getApp(id: string, core: Core): Answer {
  return read({ app: wholeInfo(findApp(id, core), core) });
}

/** The apps of a group and of those in it, as GET of one shows each. */
export function getAppsIn(group: string, core: Core): Answer {
  const inside = core.store.all().filter((app) => app.id.startsWith(group === '/' ? '/' : `${group}/`) && !core.hidden.has(app.id));
  return read({ '*': inside.map((app) => wholeInfo(app, core)) });
}

function wholeInfo(app: App, core: Core): object {
  return { ...appInfo(app, core.nextTurn(), core.show), ...tasksInfo(app, core), ...failureInfo(app, core.show) };
}

function tasksInfo(app: App, core: Core): object {
  return { tasks: app.tasks.map((task) => taskInfo(app, task, core.show)) };
}

export function getTasks(id: string, core: Core): Answer {
  return read(tasksInfo(findApp(id, core), core));
}

export function getAllTasks(call: Call, core: Core): Answer {
  const wanted = call.query['status'];
  const state = wanted === undefined ? null : `TASK_${wanted.toUpperCase()}`;
  const shown = core.store.all().filter(({ id }) => !core.hidden.has(id));
  const tasks = shown.flatMap((app) => app.tasks.map((task) => taskInfo(app, task, core.show)));
  return read({ tasks: tasks.filter((task) => state === null || task['state'] === state) });
}

/** Newest first. */
export function getVersions(id: string, core: Core): Answer {
  const { history } = findApp(id, core);
  return read({ versions: history.map(({ version }) => version).toReversed() });
}

export function getVersion(id: string, version: string, core: Core): Answer {
  return read(definitionInfo(storedAs(findApp(id, core), version), core.show));
}

export function storedAs(app: App, version: string): App['stored'] {
  const stored = app.history.find((one) => one.version === version);
  if (stored === undefined) throw noApp(app.id, version);
  return stored;
}

/** Throws a 403 for one that is hidden, and a 404 for one that is not there. */
export function findApp(id: string, core: Core): App {
  core.hidden.refuse(id);
  const app = core.store.get(id);
  if (app === undefined) throw noApp(id);
  return app;
}

export function read(body: unknown): Answer {
  return { status: 200, body, effect: 'none', id: null };
}
