/** /v2/apps: changing apps (api/v2/AppsResource.scala). */
import type { Answer, Call, Effect } from '../service.ts';
import { findApp, storedAs } from './app-reads.ts';
import type { Core } from './core.ts';
import type { AppDefinition } from './definition.ts';
import { alreadyExists, invalid, noApp, Refusal, wrongTypes } from './refusal.ts';
import { absoluteId, bodyOf, complete, merge, readApp } from './request.ts';
import { isObject } from './shape.ts';
import { definitionInfo } from './show.ts';
import type { Accepted, Update } from './updates.ts';

export function postApp(call: Call, core: Core): Answer {
  const input = readApp(bodyOf(call), core.profile);
  if (input.id === undefined) throw wrongTypes([{ path: '/id', errors: ['error.path.missing'] }], core.profile.name);
  const id = absoluteId(input.id);
  core.hidden.refuse(id);
  const isForced = isTrue(call.query['force']);
  const definition = complete(input, id, core, { by: 'create', isForced: false });
  if (core.store.find(id) !== undefined) throw alreadyExists(id);
  const result = core.updates.apply([{ id, definition }], isForced);
  // Service ports are assigned after this answer is made: it still shows them as asked for.
  const counts = { tasksStaged: 0, tasksRunning: 0, tasksHealthy: 0, tasksUnhealthy: 0 };
  const tasks = core.profile.name === '1.4' ? { tasks: [] } : {};
  const info = definitionInfo({ definition, version: result.version }, core.show);
  const body = { ...info, ...counts, ...tasks, deployments: [{ id: result.deploymentId }] };
  return { status: 201, headers: { ...deploymentHeader(result), location: id }, body, effect: 'created', id };
}

/** PUT and PATCH of one app; only PUT creates. Left out means "keep", unless partialUpdate=false. */
export function putApp(id: string, call: Call, core: Core): Answer {
  core.hidden.refuse(id);
  const before = core.store.get(id)?.stored.definition;
  if (before === undefined && call.method === 'PATCH') throw noApp(id);
  const definition = wanted(id, bodyOf(call), updating(call), core);
  const result = core.updates.apply([{ id, definition }], isTrue(call.query['force']));
  const isNew = before === undefined;
  const { headers, body } = accepted(result);
  const location = isNew ? { location: id } : {};
  return { status: isNew ? 201 : 200, headers: { ...headers, ...location }, body, effect: effectOf(before, result), id };
}

/** PUT and PATCH of a list of apps: one deployment for all of them. */
export function putApps(call: Call, core: Core): Answer {
  const body = bodyOf(call);
  if (!Array.isArray(body)) throw wrongTypes([{ path: '', errors: ['error.expected.jsarray'] }], core.profile.name);
  const how = updating(call);
  const updates = body.map((item: unknown): Update => {
    const given = isObject(item) ? item['id'] : undefined;
    if (typeof given !== 'string') throw new Refusal(422, { message: 'requirement failed: App Update must have app id set' });
    const id = absoluteId(given);
    if (call.method === 'PATCH') findApp(id, core);
    core.hidden.refuse(id);
    return { id, definition: wanted(id, item, how, core) };
  });
  const result = core.updates.apply(updates, isTrue(call.query['force']));
  return { ...accepted(result), effect: result.isNoop ? 'none' : 'changed', id: updates[0]?.id ?? null };
}

/** Here, and only here, `force` is true when it is left out. */
export function deleteApp(id: string, call: Call, core: Core): Answer {
  findApp(id, core);
  const result = core.updates.apply([{ id, definition: null }], isTrue(call.query['force'] ?? 'true'));
  return { ...accepted(result), effect: 'destroyed', id };
}

/** Every task is replaced, though nothing has changed. */
export function restartApp(id: string, call: Call, core: Core): Answer {
  const { definition } = findApp(id, core).stored;
  const result = core.updates.apply([{ id, definition, isRestart: true }], isTrue(call.query['force']));
  return { ...accepted(result), effect: 'changed', id };
}

interface Updating {
  readonly isPartial: boolean;
  readonly isForced: boolean;
}

function updating({ method, query }: Call): Updating {
  return { isPartial: query['partialUpdate'] !== 'false' || method === 'PATCH', isForced: isTrue(query['force']) };
}

function wanted(id: string, body: unknown, { isPartial, isForced }: Updating, core: Core): AppDefinition {
  const app = core.store.get(id);
  const version = isObject(body) && isPartial ? body['version'] : undefined;
  if (typeof version === 'string' && isObject(body)) {
    const others = Object.keys(body).filter((name) => name !== 'version' && name !== 'id');
    if (others.length > 0) {
      throw invalid([{ path: '/', errors: ["The 'version' field may only be combined with the 'id' field."] }]);
    }
    return storedAs(findApp(id, core), version).definition;
  }
  const input = readApp(body, core.profile);
  if (app === undefined || !isPartial) return complete(input, id, core, { by: 'replace', isForced });
  return complete(merge(app.stored.definition, input, core.profile), id, core, { by: 'update', isForced });
}

function effectOf(before: AppDefinition | undefined, { isNoop }: Accepted): Effect {
  if (before === undefined) return 'created';
  return isNoop ? 'none' : 'changed';
}

/** What a change that was accepted answers; it has only begun. */
export function accepted(result: Accepted): Pick<Answer, 'status' | 'body'> & Required<Pick<Answer, 'headers'>> {
  const { version, deploymentId } = result;
  return { status: 200, headers: deploymentHeader(result), body: { version, deploymentId } };
}

export function deploymentHeader({ deploymentId }: Accepted): { readonly [name: string]: string } {
  return { 'marathon-deployment-id': deploymentId };
}

export function isTrue(text: string | undefined): boolean {
  return text === 'true';
}
