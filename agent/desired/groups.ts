/** Bare Marathon JSON - an app, a pod, a list, a group - to what is in it, each with its absolute id, as Marathon itself reads it. */
import { posix } from 'node:path';
import type { Json } from '../model/ref.ts';
import { schemaErrors } from '../schema/errors.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { didYouMean } from '../schema/nearest.ts';
import { shown } from '../schema/sentences.ts';
import { isFields, isGroupPath, isList, misnamedList, readDependencies, readId, wrongType, wrongValue } from './bare-ids.ts';
import type { Dependency, Fields, Group } from './bare-ids.ts';

export interface Member {
  /** A group only where it says something that its members do not. */
  readonly kind: 'App' | 'Pod' | 'Group';
  /** Where its definition stands. */
  readonly at: Path;
  readonly id: string;
  /** Its other fields; of an app with the dependencies of the groups around it. */
  readonly spec: Fields;
  /** Where each of its dependencies is written; empty when the groups add none. */
  readonly dependencyPlaces: readonly Path[];
}

/** Something that is neither app nor pod: what it should declare is unknown. */
export interface NoApp {
  readonly kind: 'fault';
  readonly fault: Fault;
}

type Found = Generator<Member | NoApp, void>;

/** In the order of the text. The caller has bounded how deep `value` is nested. */
export function* expand(value: Json): Found {
  if (!isList(value)) yield* definition(value, []);
  else for (const [index, entry] of value.entries()) yield* definition(entry, [index]);
}

/** Nothing is around it. A group without an id is the root then: so GET /v2/apps answers; GET /v2/apps/{id} has the app under `app`. */
function* definition(value: Json, at: Path): Found {
  const root: Group = { path: '/', dependencies: [] };
  if (isFields(value) && isGroup(value)) yield* group({ id: '/', ...value }, at, root);
  else if (isFields(value) && isFields(value['app']) && value['id'] === undefined) yield* app(value['app'], [...at, 'app'], root);
  else yield* appOrPod(value, at, root);
}

/** What is in a group that is a document of its own: `spec` stands at `at`, and `path` is how the group is called. */
export function* membersOf(spec: Fields, at: Path, path: string): Found {
  const inside: Group = { path, dependencies: yield* dependenciesIn(spec, at, { path, dependencies: [] }) };
  yield* members(spec, at, inside);
}

/** What a group holds: in a document of its own each becomes a document too. */
export const LISTS = ['apps', 'groups', 'pods'] as const;

const GROUP_FIELDS = [...LISTS, 'enforceRole', 'scaleBy'];

function isGroup(value: Fields): boolean {
  return GROUP_FIELDS.some((field) => Object.hasOwn(value, field));
}

function* group(value: Json, at: Path, around: Group): Found {
  if (!isFields(value)) return yield no(wrongType(at, `This must be a group, not ${shown(value)}.`));
  for (const field of Object.keys(value)) yield* fieldOfGroup(field, at);
  const path = readId(value, at, around);
  if (typeof path !== 'string') return yield no(path);
  if (!isGroupPath(path))
    return yield no(wrongValue([...at, 'id'], `${shown(path)} can hold no app: an id is lower-case, with digits, dashes and dots.`));
  const inside: Group = { path, dependencies: yield* dependenciesIn(value, at, { ...around, path }) };
  const own = ownOf(value, inside);
  if (own !== null)
    yield { kind: 'Group', at, id: path, spec: own, dependencyPlaces: inside.dependencies.map((dependency) => dependency.at) };
  yield* members(value, at, inside);
}

/** Null: nothing. Pods have no dependencies of their own; GET /v2/groups says `enforceRole: false` of every group. */
function ownOf({ enforceRole, pods }: Fields, { dependencies }: Group): Fields | null {
  const needs = isList(pods) && pods.length > 0 && dependencies.length > 0 ? { dependencies: dependencies.map(({ path }) => path) } : {};
  const own = { ...needs, ...(enforceRole === false || enforceRole === undefined ? {} : { enforceRole }) };
  return Object.keys(own).length === 0 ? null : own;
}

function* members(value: Fields, at: Path, inside: Group): Found {
  yield* entries('apps', value, at, (entry, place) => app(entry, place, inside));
  yield* entries('pods', value, at, (entry, place) => pod(entry, place, inside));
  yield* entries('groups', value, at, (entry, place) => group(entry, place, inside));
}

const READ_FIELDS = ['id', ...LISTS, 'dependencies', 'enforceRole'];

const NOT_TAKEN: { readonly [field: string]: string } = {
  scaleBy: 'write `instances` in each of its apps',
};

function* fieldOfGroup(field: string, at: Path): Found {
  // GET /v2/groups has a version of every group (types/group.raml).
  if (READ_FIELDS.includes(field) || field === 'version') return;
  const remedy = Object.hasOwn(NOT_TAKEN, field) ? NOT_TAKEN[field] : undefined;
  const fields = didYouMean(field, READ_FIELDS) || `; there are ${READ_FIELDS.join(', ')}.`;
  const message = remedy === undefined ? `A group has no field ${shown(field)}${fields}` : `${field} is not taken: ${remedy}.`;
  yield no({ code: schemaErrors.unknownField, path: [...at, field], at: 'key', message });
}

/** More are hardly meant; unbounded, some kilobytes of groups and apps would stand for millions. */
const MOST_DEPENDENCIES = 100;

/** Those of the groups around it, then its own, none twice. */
function* dependenciesIn(value: Fields, at: Path, { path, dependencies }: Group): Generator<NoApp, readonly Dependency[]> {
  const all = new Map(dependencies.map((dependency) => [dependency.path, dependency]));
  for (const dependency of readDependencies(value, at, path)) {
    if ('code' in dependency) yield no(dependency);
    else if (!all.has(dependency.path)) all.set(dependency.path, dependency);
  }
  if (all.size <= MOST_DEPENDENCIES) return [...all.values()];
  yield no(
    wrongValue([...at, 'dependencies'], `Groups hand down at most ${MOST_DEPENDENCIES} dependencies; name a group instead of its apps.`),
  );
  return dependencies;
}

function* entries(field: (typeof LISTS)[number], value: Fields, at: Path, read: (entry: Json, at: Path) => Found): Found {
  const { [field]: list = [] } = value;
  if (!isList(list)) return yield no(wrongType([...at, field], `${field} must be a list, not ${shown(list)}.`));
  for (const [index, entry] of list.entries()) yield* read(entry, [...at, field, index]);
}

function* appOrPod(value: Json, at: Path, around: Group): Found {
  if (isFields(value) && (isStatus(value) || Object.hasOwn(value, 'containers'))) yield* pod(value, at, around);
  else yield* app(value, at, around);
}

/** GET /v2/groups and /v2/pods/::status show a pod as its status, and its definition in there (types/podStatus.raml). */
function isStatus({ spec, status }: Fields): boolean {
  return isFields(spec) && isList(spec['containers']) && typeof status === 'string';
}

function* pod(value: Json, at: Path, around: Group): Found {
  if (isFields(value) && isStatus(value)) yield* pod(value['spec'] ?? null, [...at, 'spec'], around);
  else if (!isFields(value)) yield no(wrongType(at, `This must be a pod, not ${shown(value)}.`));
  else {
    const id = readId(value, at, around);
    const { id: _id, ...spec } = value;
    yield typeof id === 'string' ? { kind: 'Pod', at, id, spec, dependencyPlaces: [] } : no(id);
  }
}

function* app(value: Json, at: Path, around: Group): Found {
  if (!isFields(value)) return yield no(wrongType(at, `This must be an app, not ${shown(value)}.`));
  if (isGroup(value)) return yield no(wrongValue(at, 'This is a group; put it into the list `groups`.'));
  const misnamed = misnamedList(value, at);
  if (misnamed !== null) return yield no(misnamed);
  const id = readId(value, at, around);
  if (typeof id !== 'string') return yield no(id);
  const { id: _id, ...spec } = value;
  yield { kind: 'App', at, id, ...withDependencies(spec, at, around) };
}

/** Its own come first, so that each stands where it does in its definition. */
function withDependencies(spec: Fields, at: Path, { path, dependencies }: Group): Pick<Member, 'spec' | 'dependencyPlaces'> {
  const { dependencies: own = [] } = spec;
  // What is no list is for the schema to say.
  if (!isList(own)) return { spec, dependencyPlaces: [] };
  const known = new Set(own.map((entry) => (typeof entry === 'string' ? posix.resolve(path, entry) : null)));
  const added = dependencies.filter((dependency) => !known.has(dependency.path));
  if (added.length === 0) return { spec, dependencyPlaces: [] };
  return {
    spec: { ...spec, dependencies: [...own, ...added.map((dependency) => dependency.path)] },
    dependencyPlaces: [...own.map((_entry, index) => [...at, 'dependencies', index]), ...added.map((dependency) => dependency.at)],
  };
}

function no(fault: Fault): NoApp {
  return { kind: 'fault', fault };
}
