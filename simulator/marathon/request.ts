/** Reads app definitions out of requests: types, ids, defaults, rules. */
import type { Random } from '../random.ts';
import type { Call } from '../service.ts';
import { appShape } from './app-shape.ts';
import type { Core } from './core.ts';
import { fillDefaults14 } from './defaults-1-4.ts';
import { fillDefaults } from './defaults.ts';
import type { Filling } from './defaults.ts';
import type { AppDefinition, AppInput } from './definition.ts';
import type { Groups } from './group-tree.ts';
import { migrated } from './legacy.ts';
import type { AppProfile } from './profiles/app.ts';
import type { ProfileName } from './profiles/profile.ts';
import { invalid, notJson, Refusal, wrongTypes } from './refusal.ts';
import { roleSettings } from './roles.ts';
import { isObject, readShape } from './shape.ts';
import type { Detail, Shape } from './shape.ts';
import { checkLegacy, checkLegacy14 } from './validate-legacy.ts';
import { checkApp } from './validation.ts';

/** The body as JSON; throws a 400 when it is none. */
export function bodyOf(call: Call): unknown {
  if (call.json !== undefined) return call.json;
  throw notJson(call.text === '' ? 'No content to map due to end-of-input' : 'Unexpected character or end-of-input');
}

/** What the body says of an app, unknown keys dropped. */
export function readApp(body: unknown, profile: AppProfile): AppInput {
  if (!isObject(body)) throw new Refusal(400, { message: 'Please specify data in JSON format', details: 'an object is expected' });
  const mistakes: Detail[] = [];
  const input = readShape(shapeOf(profile), body, '', mistakes) as AppInput;
  const all = mistakes.length === 0 ? checkLegacy14(input, profile) : mistakes;
  if (all.length > 0) throw wrongTypes(all, profile.name);
  return input;
}

const SHAPES = new Map<ProfileName, Shape>();

function shapeOf(profile: AppProfile): Shape {
  const known = SHAPES.get(profile.name) ?? appShape(profile);
  SHAPES.set(profile.name, known);
  return known;
}

/** `shop/web/` -> `/shop/web` */
export function absoluteId(id: string, base = ''): string {
  const path = id.startsWith('/') ? id : `${base}/${id}`;
  return `/${path
    .split('/')
    .filter((segment) => segment !== '')
    .join('/')}`;
}

/** How a definition comes to be stored. */
export interface Completing {
  readonly by: Filling['by'];
  readonly isForced: boolean;
  /** As they shall be; left out: as they are. */
  readonly groups?: Groups;
}

/** The definition as it would be stored; throws a 422 with its mistakes in no particular order. */
export function complete(input: AppInput, id: string, core: Core, { by, isForced, groups }: Completing): AppDefinition {
  const { profile, features, store, shuffle } = core;
  const roles = roleSettings(id, store, groups);
  const group = id.slice(0, id.lastIndexOf('/'));
  const dependencies = input.dependencies?.map((dependency) => absoluteId(dependency, group));
  const named = { ...input, ...(dependencies === undefined ? {} : { dependencies }) };
  const definition = filled(named, id, { profile, role: roles.usual, by }, shuffle);
  const mistakes = checkApp(definition, { profile, features, roles, previousRole: store.get(id)?.stored.definition.role, isForced });
  if (mistakes.length > 0) throw invalid(shuffled(mistakes, shuffle));
  return definition;
}

function filled(input: AppInput, id: string, filling: Filling, shuffle: Random): AppDefinition {
  const { profile } = filling;
  if (profile.networks === 'legacy') return fillDefaults14({ ...input, id }, profile);
  const mixed = checkLegacy(input);
  if (mixed.length > 0) throw invalid(shuffled(mixed, shuffle));
  return fillDefaults({ ...migrated(input), id }, filling);
}

/** partialUpdate: what is left out stays, except the two that Marathon takes from the update even when it has none. */
export function merge(before: AppDefinition, update: AppInput, profile: AppProfile): AppInput {
  const { resourceLimits: _limits, executorResources: _executor, ...kept } = before;
  if (profile.networks === 'canonical') return { ...kept, ...migrated(update) };
  const { fetch, portDefinitions, ...rest } = kept;
  const hasPorts = update.ports !== undefined || update.portDefinitions !== undefined;
  const hasFetch = update.uris !== undefined || update.fetch !== undefined;
  return {
    ...rest,
    ...(hasPorts || portDefinitions === undefined ? {} : { portDefinitions }),
    ...(hasFetch || fetch === undefined ? {} : { fetch }),
    ...update,
  };
}

export function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  const tagged = list.map((item) => ({ item, tag: random.below(2 ** 31) }));
  return tagged.toSorted((a, b) => a.tag - b.tag).map(({ item }) => item);
}
