/** What a document asks of others: found once, when it is made, and all that linking looks at of an app. */
import { posix } from 'node:path';
import type { Kind } from '../model/kinds.gen.ts';
import { mountsOf } from './mounts.ts';
import type { Mount } from './mounts.ts';
import type { Content } from './types.ts';

export interface Asks {
  /** Every group an app is in, but the root: what others may ask for. */
  readonly groups: readonly string[];
  readonly mounts: readonly Mount[];
  readonly dependencies: readonly Dependency[];
}

/** One entry of an app's `dependencies`. */
export interface Dependency {
  readonly index: number;
  /** As it is written, and as an absolute path. */
  readonly path: string;
  readonly wanted: string;
}

const NOTHING: readonly never[] = [];
const NO_ASKS: Asks = { groups: NOTHING, mounts: NOTHING, dependencies: NOTHING };

/** An app to be deleted, or one that does not fit its schema, asks for nothing. */
export function asksOf<K extends Kind>(kind: K, name: string, content: Content<K> | null): Asks {
  if (kind !== 'App') return NO_ASKS;
  const groups = groupsOf(name);
  if (content?.state !== 'present') return { ...NO_ASKS, groups };
  const { spec } = content as Content<'App'>;
  const { dependencies = NOTHING } = spec;
  return { groups, mounts: mountsOf(spec), dependencies: dependencies.length === 0 ? NOTHING : dependenciesOf(name, dependencies) };
}

function dependenciesOf(name: string, paths: readonly string[]): readonly Dependency[] {
  const group = posix.dirname(name);
  return paths.map((path, index) => ({ index, path, wanted: posix.resolve(group, path) }));
}

/** As the schema has it: a longer name is no app's, and has too many parts to look at. */
const LONGEST_PATH = 1000;

function groupsOf(name: string): readonly string[] {
  const groups: string[] = [];
  if (name.length > LONGEST_PATH) return groups;
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) groups.push(name.slice(0, end));
  return groups;
}
