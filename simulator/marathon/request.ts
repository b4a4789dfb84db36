/** Reads app definitions out of requests: types, ids, defaults, rules. */
import type { Random } from '../random.ts';
import type { Call } from '../service.ts';
import { appShape } from './app-shape.ts';
import type { Core } from './core.ts';
import { withPortIndex } from './default-checks.ts';
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

/** `shop/web/` -> `/shop/web`; `.` and `..` mean what they mean in paths (state/PathId.scala). */
export function absoluteId(id: string, base = ''): string {
  const segments: string[] = [];
  for (const segment of (id.startsWith('/') ? id : `${base}/${id}`).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

/** How a definition comes to be stored. */
export interface Completing {
  readonly by: Filling['by'];
  readonly isForced: boolean;
  /** As they shall be; left out: as they are. */
  readonly groups?: Groups;
  /** The group that the app was given in. */
  readonly base?: string;
}

/** The definition as it would be stored; throws a 422 with its mistakes in no particular order. */
export function complete(input: AppInput, id: string, core: Core, { by, isForced, groups, base }: Completing): AppDefinition {
  const { profile, features, store, shuffle } = core;
  const roles = roleSettings(id, store, groups);
  // What is relative begins at the root, or at the group that the app was given in; in 1.4 at the app itself.
  const from = profile.name === '1.4' ? id : base;
  const dependencies = input.dependencies?.map((dependency) => absoluteId(dependency, from));
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
  return fillDefaults({ ...migrated(input, profile.name), id }, filling);
}

/** partialUpdate: what is left out stays, except the two that Marathon takes from the update even when it has none. */
export function merge(before: AppDefinition, update: AppInput, profile: AppProfile): AppInput {
  const { resourceLimits: _limits, executorResources: _executor, ...kept } = before;
  if (profile.networks === 'canonical') return { ...kept, ...migrated({ ...update, ...placed(update) }, profile.name) };
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

/** Checks of an update always get a port. */
function placed({ healthChecks }: AppInput): Pick<AppInput, 'healthChecks'> {
  return healthChecks === undefined ? {} : { healthChecks: healthChecks.map(withPortIndex) };
}

export function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  const tagged = list.map((item) => ({ item, tag: random.below(2 ** 31) }));
  return tagged.toSorted((a, b) => a.tag - b.tag).map(({ item }) => item);
}
