/** Marathon's own view of the object, and what somebody does to it without the agent. */
import { MARK_LABEL } from '../../../agent/model/mark.ts';
import type { AppSpec, PodSpec } from '../../../agent/model/kinds.gen.ts';
import { absolute } from './app/placement.ts';
import { differingFields } from '../../../agent/systems/marathon/diff/fields.ts';
import type { JsonObject } from '../../../agent/systems/marathon/types.ts';
import type { Json } from '../../../agent/model/ref.ts';
import { NAME } from './cases.ts';
import type { Kind, Spec } from './cases.ts';
import { isMapping } from './places.ts';
import { MARK, textOf } from './scene.ts';
import type { Scene } from './scene.ts';
import { SETS } from './shuffle.ts';

export type Deed = 'nothing' | 'scale' | 'restart' | 'update';

/** The object as Marathon has it, while what was changed last is still being done. */
export interface Seen {
  readonly instances: number;
  readonly version: string;
  /** Of an app: when its configuration was changed last. */
  readonly configuredAt: string | null;
  /** What the deployments do that run now. */
  readonly actions: string;
  readonly fields: JsonObject;
}

interface Answered {
  readonly version: string;
  readonly instances?: number;
  readonly scaling?: { readonly instances: number };
  readonly versionInfo?: { readonly lastConfigChangeAt: string };
}

/** What Marathon says of its tasks and of time. */
const STATUS = /^(version|versionInfo|tasks.*|deployments|lastTaskFailure)$/;
/** Of an app they are kept when it is made, and lost when it is changed. */
const LOST: readonly string[] = ['executorResources'];

const PATHS: { readonly [K in Kind]: string } = { App: `/v2/apps${NAME}`, Pod: `/v2/pods${NAME}` };

export function lookAt(scene: Scene, kind: Kind): Seen {
  const answer = JSON.parse(textOf(scene.call('GET', PATHS[kind]))) as Answered | { readonly app: Answered };
  const found = 'app' in answer ? answer.app : answer;
  const told = Object.entries(found as unknown as JsonObject).filter(
    ([name]) => !STATUS.test(name) && !(kind === 'App' && LOST.includes(name)),
  );
  return {
    instances: found.instances ?? found.scaling?.instances ?? 1,
    version: found.version,
    configuredAt: found.versionInfo?.lastConfigChangeAt ?? null,
    actions: textOf(scene.call('GET', '/v2/deployments')),
    fields: Object.fromEntries(told),
  };
}

/** By the times that Marathon keeps of an app; of a pod, which has none, by what is being done. */
export function deedBetween(before: Seen, after: Seen): Deed {
  if (after.version === before.version) return 'nothing';
  if (after.configuredAt !== null) return after.configuredAt === before.configuredAt ? 'scale' : 'restart';
  if (after.actions.includes('RestartPod')) return 'restart';
  return after.instances === before.instances ? 'update' : 'scale';
}

/** What is another value than before: sets in order, and nothing that was only left out or said. */
function changes(before: Seen, after: Seen): string {
  const fields = differingFields(ordered(before.fields), ordered(after.fields));
  const other = fields.filter(({ path, from, to }) => !(isNothing(from) && isNothing(to)) && !(PORT.test(path) && isAssigned(to)));
  return other.map(({ path, from, to }) => `${path}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`).join('; ');
}

const PORT = /(?:^portDefinitions|portMappings)\[\d+\]\.(?:port|servicePort)$/;

/** A port that is left open may be any; Marathon keeps it only if it is one of its own. */
function isAssigned(port: Json): boolean {
  return typeof port === 'number' && port >= 10_000 && port <= 20_000;
}

/** Marathon keeps whether such a thing was said, and restarts for it; it means the same. A pod without networks is on the host's. */
function isNothing(value: Json): boolean {
  if (JSON.stringify(value) === '[{"mode":"host"}]') return true;
  return value === null || value === false || (typeof value === 'object' && Object.keys(value).length === 0);
}

function ordered(value: JsonObject): JsonObject {
  return inOrder(value, '') as JsonObject;
}

function inOrder(value: unknown, field: string): unknown {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => inOrder(entry, ''));
    return SETS.has(field) ? entries.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : entries;
  }
  if (!isMapping(value)) return value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, inOrder(value[name], name)]));
}

/**
 * The spec word for word, with the agent's mark, and with the number of instances that run where it says none: a full PUT would make
 * that 1.
 */
export function sendByHand(scene: Scene, kind: Kind, spec: Spec): { readonly status: number; readonly did: Deed; readonly of: string } {
  const before = lookAt(scene, kind);
  const { instances } = before;
  const scaled =
    kind === 'App'
      ? { instances, ...spec, ...open(spec as AppSpec, before) }
      : { id: NAME, ...spec, scaling: { kind: 'fixed', instances, ...(spec as PodSpec).scaling } };
  const body = { ...scaled, labels: { ...spec.labels, [MARK_LABEL]: MARK } };
  const answer = scene.call('PUT', `${PATHS[kind]}?partialUpdate=false&force=true`, body);
  const after = lookAt(scene, kind);
  scene.unlock();
  const of = answer.status < 300 ? changes(before, after) : textOf(answer);
  return { status: answer.status, did: of === '' ? 'nothing' : deedBetween(before, after), of };
}

/** What documents mean otherwise: relative paths begin at the group, and an app without a role keeps that of its group. */
function open({ dependencies, role }: AppSpec, { fields }: Seen): object {
  return {
    ...(dependencies && { dependencies: dependencies.map(absolute) }),
    ...(role === undefined && fields['role'] !== undefined ? { role: fields['role'] } : {}),
  };
}

export function instancesOf(kind: Kind, spec: Spec): number | undefined {
  return kind === 'App' ? (spec as AppSpec).instances : (spec as PodSpec).scaling?.instances;
}

/** Whether it has local persistent volumes. */
export function isResident(kind: Kind, spec: Spec): boolean {
  const volumes = kind === 'App' ? (spec as AppSpec).container?.volumes : (spec as PodSpec).volumes;
  return (volumes ?? []).some((volume) => 'persistent' in volume);
}
