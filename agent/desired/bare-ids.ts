/** Ids and dependencies in bare Marathon definitions: paths, absolute or from the group around them. */
import { posix } from 'node:path';
import appSchema from '../../schemas/App.json' with { type: 'json' };
import type { Json } from '../model/ref.ts';
import { schemaErrors } from '../schema/errors.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { fits } from '../schema/fits.ts';
import { nearest } from '../schema/nearest.ts';
import { shown } from '../schema/sentences.ts';
import { desiredErrors } from './errors.ts';

export type Fields = { readonly [name: string]: Json };

export interface Group {
  /** Absolute; `/` is the root, in which everything is. */
  readonly path: string;
  /** Its own and those of the groups around it: for Marathon they are those of every app below. */
  readonly dependencies: readonly Dependency[];
}

export interface Dependency {
  /** Absolute. */
  readonly path: string;
  /** Where it is written. */
  readonly at: Path;
}

export function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function wrongType(path: Path, message: string): Fault {
  return { code: schemaErrors.wrongType, path, at: 'value', message };
}

export function wrongValue(path: Path, message: string): Fault {
  return { code: schemaErrors.wrongValue, path, at: 'value', message };
}

/** The absolute path that the id of the app or group at `at` stands for, or what is wrong with it. */
export function readId(fields: Fields, at: Path, around: Group): string | Fault {
  const { id } = fields;
  if (id === undefined) return noId(fields, at);
  if (typeof id !== 'string') return wrongType([...at, 'id'], `id must be a text, not ${shown(id)}.`);
  if (around.path === '/' && LEADS_UP.test(posix.normalize(id.replace(/^\/+/, ''))))
    return wrongValue([...at, 'id'], `${shown(id)} leads out of /, in which all apps are; write the id without \`..\`.`);
  const path = posix.resolve(around.path, id);
  // Else Marathon: "Identifier is not child of /shop. Hint: use relative paths." (PathId.validPathWithBase)
  if (around.path === '/' || posix.dirname(path) === around.path) return path;
  return wrongValue([...at, 'id'], `${shown(path)} is not directly in ${around.path}, the group around it; write the id without slashes.`);
}

const LEADS_UP = /^\.\.(\/|$)/;

function noId(fields: Fields, at: Path): Fault {
  const misspelt = Object.keys(fields).find((field) => field.toLowerCase() === 'id');
  if (misspelt !== undefined)
    return {
      code: schemaErrors.unknownField,
      path: [...at, misspelt],
      at: 'key',
      message: `There is no field ${misspelt}; did you mean id?`,
    };
  return { code: schemaErrors.missingField, path: at, at: 'value', message: 'id is missing: its path in Marathon, such as /shop/web.' };
}

const { metadata, spec } = appSchema.properties;

/** Whether an app has it, or Marathon shows it of one, or did once. */
function isAppField(field: string): boolean {
  return Object.hasOwn(spec.properties, field) || Object.hasOwn(spec['x-instead'], field);
}

/** The names of its apps begin with it. */
export function isGroupPath(path: string): boolean {
  return path === '/' || fits(metadata.properties.name, path);
}

const VARIABLE = 'Variables are not read in the dependencies of a group; write the path out, or into the dependencies of its apps.';

/** What the `dependencies` of the group `path` mean; relative ones start at the group itself. */
export function readDependencies(fields: Fields, at: Path, path: string): readonly (Dependency | Fault)[] {
  const { dependencies = [] } = fields;
  if (!isList(dependencies)) return [wrongType([...at, 'dependencies'], `dependencies must be a list, not ${shown(dependencies)}.`)];
  return dependencies.map((entry, index) => {
    const place = [...at, 'dependencies', index];
    if (typeof entry === 'string' && fits(spec.properties.dependencies.items, entry))
      return { path: posix.resolve(path, entry), at: place };
    if (typeof entry === 'string' && entry.includes('${'))
      return { code: desiredErrors.variablePlace, path: place, at: 'value', message: VARIABLE };
    return wrongValue(place, `A dependency is the path of an app or a group, not ${shown(entry)}.`);
  });
}

/** GET /v2/apps/group/* answers with its apps below this. */
const ALL_BELOW = '*';

/** A list of apps or groups under another name: what it holds would be lost. */
export function misnamedList(value: Fields, at: Path): Fault | null {
  const isMisnamed = (field: string): boolean => isList(value[field]) && listMeantBy(field) !== null;
  const field = Object.keys(value).find(isMisnamed);
  if (field === undefined) return null;
  const message = `There is no field ${field}; did you mean ${listMeantBy(field)}?`;
  return { code: schemaErrors.unknownField, path: [...at, field], at: 'key', message };
}

function listMeantBy(field: string): string | null {
  if (field === ALL_BELOW) return 'apps';
  return isAppField(field) ? null : nearest(field, ['apps', 'groups']);
}
