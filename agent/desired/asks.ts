/** What a document asks of others: found once, when it is made, and all that linking looks at of an app. */
import { posix } from 'node:path';
import type { AppSpec, Kind } from '../model/kinds.gen.ts';
import { nameOn } from '../model/ref.ts';
import { mountsOf } from './mounts.ts';
import type { Mount } from './mounts.ts';
import { toldBy } from './sound.ts';
import type { Sound } from './sound.ts';
import type { Entry } from './types.ts';

export interface Asks {
  /** Every group an app, pod or group is in, but the root, named as an app there would be: what others may ask for. */
  readonly groups: readonly string[];
  readonly mounts: readonly Mount[];
  readonly dependencies: readonly Dependency[];
}

/** One entry of the `dependencies` of an app or a group. */
export interface Dependency {
  readonly index: number;
  /** As it is written, and as the name in the Ref of an app: on the same Marathon, with an absolute path. */
  readonly path: string;
  readonly wanted: string;
}

const NOTHING: readonly never[] = [];
const NO_PATHS: string[] = [];
const NO_ASKS: Asks = { groups: NOTHING, mounts: NOTHING, dependencies: NOTHING };

/** An app to be deleted asks for nothing, and nobody can say what one asks for where it is wrong. */
export function asksOf<K extends Kind>(kind: K, { name, on }: Named, content: Sound<K>): Asks {
  if (kind !== 'App' && kind !== 'Pod' && kind !== 'Group') return NO_ASKS;
  const groups = groupsOf(name, on);
  if (kind === 'Pod') return { ...NO_ASKS, groups };
  if (kind === 'Group') return { ...NO_ASKS, groups, dependencies: toldBy(dependenciesOfGroup, { name, on, content }) ?? NOTHING };
  const spec = toldBy(specToBe, content as Sound<'App'>);
  if (spec === null) return { ...NO_ASKS, groups };
  return { groups, mounts: toldBy(mountsOf, spec) ?? NOTHING, dependencies: toldBy(dependenciesIn, { name, on, spec }) ?? NOTHING };
}

function specToBe({ state, spec }: Sound<'App'>): AppSpec | null {
  return state === 'present' ? spec : null;
}

type Named = Pick<Entry, 'name' | 'on'>;

interface NamedSpec extends Named {
  readonly spec: AppSpec;
}

interface NamedGroup extends Named {
  readonly content: Sound<Kind>;
}

/** Paths start at the group itself. */
function dependenciesOfGroup({ name, on, content }: NamedGroup): readonly Dependency[] {
  const { state, spec } = content as Sound<'Group'>;
  return state === 'present' ? dependenciesFrom(name, on, spec.dependencies ?? NO_PATHS) : NOTHING;
}

function dependenciesIn({ name, on, spec: { dependencies: paths = NO_PATHS } }: NamedSpec): readonly Dependency[] {
  return dependenciesFrom(posix.dirname(name), on, paths);
}

function dependenciesFrom(group: string, on: string | null, paths: readonly string[]): readonly Dependency[] {
  if (paths.length === 0) return NOTHING;
  return paths.map((path, index) => ({ index, path, wanted: nameOn(on, posix.resolve(group, path)) }));
}

/** As the schema has it: a longer name is no app's, and has too many parts to look at. */
const LONGEST_PATH = 1000;

function groupsOf(name: string, on: string | null): readonly string[] {
  const groups: string[] = [];
  if (name.length > LONGEST_PATH) return groups;
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) groups.push(nameOn(on, name.slice(0, end)));
  return groups;
}
