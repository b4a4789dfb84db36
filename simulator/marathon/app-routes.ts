/** /v2/apps: reading and changing apps (api/v2/AppsResource.scala). */
import type { Answer, Call, Effect } from '../service.ts';
import type { App } from './app.ts';
import type { Core } from './core.ts';
import type { AppDefinition } from './definition.ts';
import { alreadyExists, noApp, notSimulated, Refusal } from './refusal.ts';
import { absoluteId, bodyOf, complete, merge, readApp } from './request.ts';
import { isObject } from './shape.ts';
import { appInfo, appText, failureInfo, taskInfo, turned } from './show.ts';
import type { Accepted, Update } from './updates.ts';

export function listApps(call: Call, core: Core): Answer {
  const turn = core.nextTurn();
  const found = turned(filterApps(core.store.all(), call), turn);
  const embed = call.query['embed'] ?? '';
  const extra = (app: App): object => ({
    ...(/\btasks$/.test(embed) ? { tasks: app.tasks.map((task) => taskInfo(app, task, core.show)) } : {}),
    ...(/\blastTaskFailure$/.test(embed) ? failureInfo(app, core.show) : {}),
  });
  const texts = found.map((app) => {
    return embed === '' ? appText(app, turn, core.show) : JSON.stringify({ ...appInfo(app, turn, core.show), ...extra(app) });
  });
  return read(`{"apps":[${texts.join(',')}]}`);
}

function filterApps(apps: readonly App[], { query }: Call): readonly App[] {
  if (query['label'] !== undefined) throw notSimulated('label selectors');
  const has = (text: string, part: string | undefined): boolean => part === undefined || text.toLowerCase().includes(part.toLowerCase());
  return apps.filter(({ id, stored }) => has(id, query['id']) && has(stored.definition.cmd ?? '', query['cmd']));
}

export function getApp(id: string, core: Core): Answer {
  const app = find(id, core);
  const tasks = app.tasks.map((task) => taskInfo(app, task, core.show));
  return read({ app: { ...appInfo(app, core.nextTurn(), core.show), tasks, ...failureInfo(app, core.show) } });
}

export function getTasks(id: string, core: Core): Answer {
  const app = find(id, core);
  return read({ tasks: app.tasks.map((task) => taskInfo(app, task, core.show)) });
}

export function getVersions(id: string, core: Core): Answer {
  return read({
    versions: find(id, core)
      .history.map(({ version }) => version)
      .toReversed(),
  });
}

export function getVersion(id: string, version: string, core: Core): Answer {
  const stored = storedAs(find(id, core), version);
  return read({ ...stored.definition, version: stored.version, versionInfo: stored.versionInfo });
}

export function postApp(call: Call, core: Core): Answer {
  const input = readApp(bodyOf(call));
  if (input.id === undefined)
    throw new Refusal(422, { message: 'Invalid JSON', details: [{ path: '/id', errors: ['error.path.missing'] }] });
  const id = absoluteId(input.id);
  const definition = complete(input, id, core.shuffle);
  if (core.store.get(id) !== undefined) throw alreadyExists(id);
  const accepted = core.updates.apply([{ id, definition }], isTrue(call.query['force']));
  // Service ports are assigned after this answer is made: it still shows them as asked for.
  const counts = { tasksStaged: 0, tasksRunning: 0, tasksHealthy: 0, tasksUnhealthy: 0 };
  const body = { ...definition, version: accepted.version, ...counts, deployments: [{ id: accepted.deploymentId }] };
  return { status: 201, headers: { ...deploymentHeader(accepted), location: id }, body, effect: 'created', id };
}

/** PUT and PATCH of one app; only PUT creates. Left out means "keep", unless partialUpdate=false. */
export function putApp(id: string, call: Call, core: Core): Answer {
  const before = core.store.get(id)?.stored.definition;
  if (before === undefined && call.method === 'PATCH') throw noApp(id);
  const partial = call.query['partialUpdate'] !== 'false' || call.method === 'PATCH';
  const definition = wanted(id, bodyOf(call), partial, core);
  const accepted = core.updates.apply([{ id, definition }], isTrue(call.query['force']));
  const isNew = before === undefined;
  const headers = { ...deploymentHeader(accepted), ...(isNew ? { location: id } : {}) };
  return { status: isNew ? 201 : 200, headers, body: resultOf(accepted), effect: effectOf(before, accepted), id };
}

/** PUT and PATCH of a list of apps: one deployment for all of them. */
export function putApps(call: Call, core: Core): Answer {
  const body = bodyOf(call);
  if (!Array.isArray(body)) throw new Refusal(400, { message: 'Please specify data in JSON format', details: 'an array is expected' });
  const partial = call.query['partialUpdate'] !== 'false' || call.method === 'PATCH';
  const updates = body.map((item: unknown): Update => {
    const id = absoluteId(isObject(item) && typeof item['id'] === 'string' ? item['id'] : '');
    if (call.method === 'PATCH') find(id, core);
    return { id, definition: wanted(id, item, partial, core) };
  });
  const accepted = core.updates.apply(updates, isTrue(call.query['force']));
  const effect = accepted.isNoop ? 'none' : 'changed';
  return { status: 200, headers: deploymentHeader(accepted), body: resultOf(accepted), effect, id: updates[0]?.id ?? null };
}

/** Here, and only here, `force` is true when it is left out. */
export function deleteApp(id: string, call: Call, core: Core): Answer {
  find(id, core);
  const accepted = core.updates.apply([{ id, definition: null }], isTrue(call.query['force'] ?? 'true'));
  return { status: 200, headers: deploymentHeader(accepted), body: resultOf(accepted), effect: 'destroyed', id };
}

function wanted(id: string, body: unknown, partial: boolean, core: Core): AppDefinition {
  const app = core.store.get(id);
  const version = isObject(body) && partial ? body['version'] : undefined;
  if (typeof version === 'string' && isObject(body)) {
    const others = Object.keys(body).filter((name) => name !== 'version' && name !== 'id');
    if (others.length > 0) throw new Refusal(422, { message: "The 'version' field may only be combined with the 'id' field." });
    return storedAs(find(id, core), version).definition;
  }
  const input = readApp(body);
  return complete(app !== undefined && partial ? merge(app.stored.definition, input) : input, id, core.shuffle);
}

function storedAs(app: App, version: string): App['stored'] {
  const stored = app.history.find((one) => one.version === version);
  if (stored === undefined) throw noApp(app.id, version);
  return stored;
}

function find(id: string, core: Core): App {
  const app = core.store.get(id);
  if (app === undefined) throw noApp(id);
  return app;
}

function effectOf(before: AppDefinition | undefined, accepted: Accepted): Effect {
  if (before === undefined) return 'created';
  return accepted.isNoop ? 'none' : 'changed';
}

function resultOf({ version, deploymentId }: Accepted): object {
  return { version, deploymentId };
}

export function deploymentHeader({ deploymentId }: Accepted): { readonly [name: string]: string } {
  return { 'marathon-deployment-id': deploymentId };
}

function isTrue(text: string | undefined): boolean {
  return text === 'true';
}

export function read(body: unknown): Answer {
  return { status: 200, body, effect: 'none', id: null };
}
