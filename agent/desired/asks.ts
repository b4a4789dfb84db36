/** What a document asks of others: found once, when it is made, and all that linking looks at of an app. */
import { posix } from 'node:path';
import type { Kind } from '../model/kinds.gen.ts';
import { mountsOf } from './mounts.ts';
import type { Mount } from './mounts.ts';
import type { Content } from './types.ts';

export interface Asks {
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

export const NO_ASKS: Asks = { mounts: [], dependencies: [] };

/** An app to be deleted asks for nothing. */
export function asksOf<K extends Kind>(kind: K, name: string, content: Content<K> | null): Asks {
  if (kind !== 'App' || content?.state !== 'present') return NO_ASKS;
  const { spec } = content as Content<'App'>;
  const mounts = mountsOf(spec);
  const { dependencies = [] } = spec;
  if (mounts.length === 0 && dependencies.length === 0) return NO_ASKS;
  const group = posix.dirname(name);
  return { mounts, dependencies: dependencies.map((path, index) => ({ index, path, wanted: posix.resolve(group, path) })) };
}
