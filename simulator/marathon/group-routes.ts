/** /v2/groups (api/v2/GroupsResource.scala). */
import type { Answer, Call } from '../service.ts';
import { read } from './app-reads.ts';
import { deploymentHeader, isTrue } from './app-routes.ts';
import type { Core } from './core.ts';
import { stepInfo } from './deployments.ts';
import { isIn } from './group-tree.ts';
import { changeOf, readGroup } from './group-update.ts';
import type { GroupChange, GroupInput } from './group-update.ts';
import { groupInfo, parentOf, viewOfGroups } from './groups.ts';
import { isSince } from './profiles/profile.ts';
import { invalid, notSimulated, Refusal } from './refusal.ts';
import { absoluteId, bodyOf } from './request.ts';
import { appInfo } from './show.ts';
import type { Update } from './updates.ts';

/** Of a path below /v2/groups: `/`, `/shop`, `/shop/apps`, `/shop/versions`. */
export function groupsRoute(path: string, call: Call, core: Core): Answer {
  const handler = HANDLERS[call.method];
  if (handler === undefined) throw notSimulated(`${call.method} ${call.path}`);
  return handler(path, call, core);
}

const HANDLERS: { readonly [method: string]: ((path: string, call: Call, core: Core) => Answer) | undefined } = {
  GET: getGroup,
  POST: postGroup,
  PUT: putGroup,
  PATCH: patchGroup,
  DELETE: deleteGroup,
};

function getGroup(path: string, call: Call, core: Core): Answer {
  const [, group = path, part] = /^(.*)\/(apps|versions)$/.exec(path) ?? [];
  const id = group === '' ? '/' : group;
  if (part === 'apps')
    return read(core.store.all().flatMap((app) => (seenIn(app.id, id, core) ? [appInfo(app, core.nextTurn(), core.show)] : [])));
  const info = groupInfo(id, viewOfGroups(core, call.queries?.['embed'] ?? []));
  if (info === null) throw noGroup(id);
  return read(part === 'versions' ? [core.store.version] : info);
}

function seenIn(id: string, group: string, core: Core): boolean {
  return isIn(id, group) && !core.hidden.has(id);
}

function postGroup(path: string, call: Call, core: Core): Answer {
  const input = readGroup(bodyOf(call), core);
  const id = input.id === undefined ? path : absoluteId(input.id, path);
  if (core.store.groups.get(id) !== undefined)
    throw new Refusal(409, { message: `Group ${id} is already created. Use PUT to change this group.` });
  if (core.store.find(id) !== undefined) throw new Refusal(409, { message: `An app with the path ${id} already exists.` });
  const answer = change(id, input, call, core);
  return { ...answer, status: 201, headers: { ...answer.headers, location: id }, effect: 'created' };
}

function putGroup(path: string, call: Call, core: Core): Answer {
  const input = readGroup(bodyOf(call), core);
  const id = input.id === undefined ? path : absoluteId(input.id, path);
  if (input.version !== undefined) throw notSimulated('rolling a group back to a version');
  if (isTrue(call.query['dryRun'])) return dryRun(id, input, call, core);
  return change(id, input, call, core);
}

function change(id: string, input: GroupInput, call: Call, core: Core): Answer {
  if (input.scaleBy !== undefined) return accept(id, { updates: scaled(id, input.scaleBy, core), groups: core.store.groups }, call, core);
  return accept(id, changeOf(id, input, core, isTrue(call.query['force'])), call, core);
}

/** Of apps, not of pods. */
function scaled(group: string, factor: number, core: Core): readonly Update[] {
  return core.store
    .all()
    .filter((app) => isIn(app.id, group))
    .map(({ id, stored: { definition } }) => ({ id, definition: { ...definition, instances: Math.ceil(definition.instances * factor) } }));
}

/** Marathon compares versions here, too, so that it says of every app in the body that it is restarted, changed or not. */
function dryRun(id: string, input: GroupInput, call: Call, core: Core): Answer {
  const { updates, groups, named } = changeOf(id, input, core, isTrue(call.query['force']));
  return read({
    steps: core.updates
      .preview(
        updates.map((update) => ({ ...update, isRestart: named.has(update.id) })),
        groups,
      )
      .map(stepInfo),
  });
}

/** 1.9 and later: no deployment, and no body. */
function patchGroup(path: string, call: Call, core: Core): Answer {
  if (!isSince(core.profile.name, '1.9')) throw notSimulated(`${call.method} ${call.path}`);
  const { enforceRole = false } = readGroup(bodyOf(call), core);
  if (path === '/' || parentOf(path) !== '/') throw invalid([{ path: '/', errors: ['Group must be top-level group'] }]);
  const before = core.store.groups.get(path);
  if (before === undefined) throw noGroup(path);
  core.store.groups.set(path, { enforceRole });
  return { status: 200, body: '', effect: before.enforceRole === enforceRole ? 'none' : 'changed', id: path };
}

function deleteGroup(path: string, call: Call, core: Core): Answer {
  if (core.store.groups.get(path) === undefined) throw noGroup(path);
  const updates = core.store.everything().flatMap((app) => (isIn(app.id, path) ? [{ id: app.id, definition: null }] : []));
  for (const { id } of updates) core.hidden.refuse(id);
  const groups = core.store.groups.copy();
  groups.remove(path);
  return { ...accept(path, { updates, groups }, call, core), effect: 'destroyed' };
}

function accept(id: string, { updates, groups }: Pick<GroupChange, 'updates' | 'groups'>, call: Call, core: Core): Answer {
  const accepted = core.updates.apply(updates, isTrue(call.query['force']), groups);
  const { version, deploymentId } = accepted;
  return {
    status: 200,
    headers: deploymentHeader(accepted),
    body: { version, deploymentId },
    effect: accepted.isNoop ? 'none' : 'changed',
    id,
  };
}

function noGroup(id: string): Refusal {
  return new Refusal(404, { message: `Group '${id}' does not exist` });
}
