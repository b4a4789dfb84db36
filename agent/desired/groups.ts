/** Bare Marathon JSON - an app, a list, a group - to its apps, each with its absolute id, as Marathon itself reads it. */
import { posix } from 'node:path';
import type { Json } from '../model/ref.ts';
import { schemaErrors } from '../schema/errors.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { didYouMean } from '../schema/nearest.ts';
import { shown } from '../schema/sentences.ts';
import { isFields, isGroupPath, isList, misnamedList, readDependencies, readId, wrongType, wrongValue } from './bare-ids.ts';
import type { Dependency, Fields, Group } from './bare-ids.ts';

export interface BareApp {
  readonly kind: 'app';
  /** Where its definition stands. */
  readonly at: Path;
  readonly id: string;
  /** Its other fields, with the dependencies of the groups around it. */
  readonly spec: Fields;
  /** Where each of its dependencies is written; empty when the groups add none. */
  readonly dependencyPlaces: readonly Path[];
}

/** Something that is no app: what it should declare is unknown. */
export interface NoApp {
  readonly kind: 'fault';
  readonly fault: Fault;
}

type Found = Generator<BareApp | NoApp, void>;

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
  else yield* app(value, at, root);
}

/** What only groups have. */
const GROUP_FIELDS = ['apps', 'groups', 'pods', 'enforceRole', 'scaleBy'];

function isGroup(value: Fields): boolean {
  return GROUP_FIELDS.some((field) => Object.hasOwn(value, field));
}

function* group(value: Json, at: Path, around: Group): Found {
  if (!isFields(value)) return yield no(wrongType(at, `This must be a group, not ${shown(value)}.`));
  for (const field of Object.keys(value)) yield* fieldOfGroup(field, value, at);
  const path = readId(value, at, around);
  if (typeof path !== 'string') return yield no(path);
  if (!isGroupPath(path))
    return yield no(wrongValue([...at, 'id'], `${shown(path)} can hold no app: an id is lower-case, with digits, dashes and dots.`));
  const inside: Group = { path, dependencies: yield* dependenciesIn(value, at, { ...around, path }) };
  yield* entries('apps', value, at, (entry, place) => app(entry, place, inside));
  yield* entries('groups', value, at, (entry, place) => group(entry, place, inside));
}

const READ_FIELDS = ['id', 'apps', 'groups', 'dependencies'];

const NOT_TAKEN: { readonly [field: string]: string } = {
  pods: 'Plumbline declares no pods, so remove it',
  enforceRole: 'write `role` in each of its apps',
  scaleBy: 'write `instances` in each of its apps',
};

function* fieldOfGroup(field: string, value: Fields, at: Path): Found {
  if (READ_FIELDS.includes(field) || saysNothing(field, value[field])) return;
  const remedy = Object.hasOwn(NOT_TAKEN, field) ? NOT_TAKEN[field] : undefined;
  const fields = didYouMean(field, READ_FIELDS) || `; there are ${READ_FIELDS.join(', ')}.`;
  const message = remedy === undefined ? `A group has no field ${shown(field)}${fields}` : `${field} is not taken: ${remedy}.`;
  yield no({ code: schemaErrors.unknownField, path: [...at, field], at: 'key', message });
}

/** GET /v2/groups has these of every group (types/group.raml). */
function saysNothing(field: string, value: Json | undefined): boolean {
  return field === 'version' || (field === 'pods' && isList(value) && value.length === 0) || (field === 'enforceRole' && value === false);
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

function* entries(field: 'apps' | 'groups', value: Fields, at: Path, read: (entry: Json, at: Path) => Found): Found {
  const { [field]: list = [] } = value;
  if (!isList(list)) return yield no(wrongType([...at, field], `${field} must be a list, not ${shown(list)}.`));
  for (const [index, entry] of list.entries()) yield* read(entry, [...at, field, index]);
}

function* app(value: Json, at: Path, around: Group): Found {
  if (!isFields(value)) return yield no(wrongType(at, `This must be an app, not ${shown(value)}.`));
  if (isGroup(value)) return yield no(wrongValue(at, 'This is a group; put it into the list `groups`.'));
  const misnamed = misnamedList(value, at);
  if (misnamed !== null) return yield no(misnamed);
  const id = readId(value, at, around);
  if (typeof id !== 'string') return yield no(id);
  const { id: _id, ...spec } = value;
  yield { kind: 'app', at, id, ...withDependencies(spec, at, around) };
}

/** Its own come first, so that each stands where it does in its definition. */
function withDependencies(spec: Fields, at: Path, { path, dependencies }: Group): Pick<BareApp, 'spec' | 'dependencyPlaces'> {
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
