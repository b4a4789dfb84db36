/** /v2/pods (api/v2/PodsResource.scala). */
import type { Answer, Call } from '../service.ts';
import type { App, Stored, Task } from './app.ts';
import { read } from './app-reads.ts';
import { deploymentHeader, isTrue } from './app-routes.ts';
import type { Core } from './core.ts';
import { fillPod } from './pod-defaults.ts';
import type { PodDefinition, PodInput } from './pod-definition.ts';
import { runnable } from './pod-runs.ts';
import { podShape } from './pod-shape.ts';
import { podInfo } from './pod-show.ts';
import { podStatus } from './pod-status.ts';
import { invalid, notSimulated, Refusal, wrongTypes } from './refusal.ts';
import { absoluteId, bodyOf, shuffled } from './request.ts';
import { roleSettings } from './roles.ts';
import { isObject, readShape } from './shape.ts';
import type { Detail, JsonObject } from './shape.ts';
import { checkPod } from './validate-pod.ts';

type Handler = (target: { readonly id: string; readonly more: string | undefined }, call: Call, core: Core) => Answer;

const HANDLERS: { readonly [call: string]: Handler | undefined } = {
  'HEAD ': () => ({ status: 200, body: '', effect: 'none', id: null }),
  'GET ': ({ id }, _call, core) => (id === '/' ? listPods(core) : getPod(id, core)),
  'POST ': (_target, call, core) => postPod(call, core),
  'PUT ': ({ id }, call, core) => putPod(id, call, core),
  'DELETE ': ({ id }, call, core) => deletePod(id, call, core),
  'GET status': ({ id }, _call, core) => getStatus(id, core),
  'GET versions': ({ id, more }, _call, core) => (more === undefined ? getVersions(id, core) : getVersion(id, more, core)),
  'DELETE instances': ({ id, more }, call, core) => killInstances(find(id, core), more, call, core),
};

/** Of a path below /v2/pods: `/web`, `/web::status`, `/web::versions/<version>`, `/::status`. */
export function podsRoute(path: string, call: Call, core: Core): Answer {
  const [, id = path, part = '', , more] = /^(.*?)::(status|versions|instances)(\/(.+))?$/.exec(path) ?? [];
  const handler = HANDLERS[`${call.method} ${part}`];
  if (handler === undefined) throw notSimulated(`${call.method} ${call.path}`);
  return handler({ id, more }, call, core);
}

function getStatus(id: string, core: Core): Answer {
  return read(id === '/' ? visible(core).map((app) => statusOf(app, core)) : statusOf(find(id, core), core));
}

function visible(core: Core): readonly App[] {
  return core.store.pods().filter(({ id }) => !core.hidden.has(id));
}

function listPods(core: Core): Answer {
  const turn = core.nextTurn();
  return read(visible(core).map((app) => shown(app.stored, turn, core)));
}

/** Twice wrapped: this is what Marathon answers. */
function getPod(id: string, core: Core): Answer {
  core.hidden.refuse(id);
  const app = core.store.pod(id);
  if (app === undefined) throw new Refusal(404, { message: `{"message": "pod with ${id} does not exist"}` });
  return read(shown(app.stored, core.nextTurn(), core));
}

function statusOf(app: App, core: Core): JsonObject {
  const { pod } = app.stored.definition;
  return pod === undefined ? {} : podStatus(app, pod, { show: core.show, pods: core.pods, turn: core.nextTurn(), nowMs: core.clock.now() });
}

/** Newest first. */
function getVersions(id: string, core: Core): Answer {
  return read(
    find(id, core)
      .history.map(({ version }) => version)
      .toReversed(),
  );
}

function getVersion(id: string, version: string, core: Core): Answer {
  const stored = find(id, core).history.find((one) => one.version === version);
  if (stored === undefined) throw noPod(id);
  return read(shown(stored, core.nextTurn(), core));
}

function postPod(call: Call, core: Core): Answer {
  const pod = podOf(call, core);
  if (core.store.find(pod.id) !== undefined) throw new Refusal(409, { message: `A pod with id [${pod.id}] already exists.` });
  return { ...writePod(pod, call, core, 'pod_created_event'), status: 201, effect: 'created' };
}

/** Creates it, too, when there is none; the status says nothing of it. */
function putPod(id: string, call: Call, core: Core): Answer {
  const pod = podOf(call, core);
  if (pod.id !== id) throw new Refusal(400, { message: `'${id}' does not match definition's id ('${pod.id}')` });
  const isNew = core.store.pod(id) === undefined;
  const answer = writePod(pod, call, core, 'pod_updated_event');
  return isNew ? { ...answer, effect: 'created' } : answer;
}

function writePod(pod: PodDefinition, call: Call, core: Core, eventType: string): Answer {
  const accepted = core.updates.apply([{ id: pod.id, definition: runnable(pod) }], isTrue(call.query['force']));
  core.events.publish({ eventType, clientIp: '127.0.0.1', uri: call.path });
  const shownPod = podInfo({ pod, version: accepted.version }, core.nextTurn(), core.pods);
  const effect = accepted.isNoop ? 'none' : 'changed';
  return { status: 200, headers: { ...deploymentHeader(accepted), location: pod.id }, body: shownPod, effect, id: pod.id };
}

function deletePod(id: string, call: Call, core: Core): Answer {
  find(id, core);
  const accepted = core.updates.apply([{ id, definition: null }], isTrue(call.query['force']));
  core.events.publish({ eventType: 'pod_deleted_event', clientIp: '127.0.0.1', uri: call.path });
  return { status: 202, headers: { ...deploymentHeader(accepted), location: accepted.deploymentId }, body: '', effect: 'destroyed', id };
}

/** One by its id, or those that the body lists. They are replaced by others. */
function killInstances(app: App, one: string | undefined, call: Call, core: Core): Answer {
  const body: unknown = one === undefined ? bodyOf(call) : [one];
  const ids = Array.isArray(body) ? body : [];
  const killed = app.tasks.filter((task) => ids.includes(task.id));
  if (one !== undefined && killed.length === 0) throw new Refusal(404, { message: `Task '${one}' does not exist` });
  core.runner.kill(app, killed);
  const shownTasks = killed.map((task) => instanceInfo(app, task));
  return read(one === undefined ? shownTasks : shownTasks[0]);
}

function instanceInfo(app: App, task: Task): JsonObject {
  return { instanceId: { idString: task.id }, runSpecId: app.id, runSpecVersion: task.version };
}

/** The definition of the body as it would be stored; throws a 422. */
function podOf(call: Call, core: Core): PodDefinition {
  const body = bodyOf(call);
  if (!isObject(body)) throw wrongTypes([{ path: '', errors: ['error.expected.jsobject'] }], core.pods.name);
  const mistakes: Detail[] = [];
  const input = readShape(podShape, body, '', mistakes) as PodInput;
  if (mistakes.length > 0) throw wrongTypes(mistakes, core.pods.name);
  const id = absoluteId(input.id);
  core.hidden.refuse(id);
  const roles = roleSettings(id, core.store);
  const pod = fillPod({ ...input, id }, core.pods, roles.usual);
  const wrong = checkPod(pod, roles);
  if (wrong.length > 0) throw invalid(shuffled(wrong, core.shuffle));
  return pod;
}

function find(id: string, core: Core): App {
  core.hidden.refuse(id);
  const app = core.store.pod(id);
  if (app === undefined) throw noPod(id);
  return app;
}

function noPod(id: string): Refusal {
  return new Refusal(404, { message: `Pod '${id}' does not exist` });
}

function shown({ definition, version }: Stored, turn: number, core: Core): JsonObject {
  return definition.pod === undefined ? {} : podInfo({ pod: definition.pod, version }, turn, core.pods);
}
