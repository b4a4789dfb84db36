/** What the Cluster document says to the others, read part by part: one mistake in it must not look like a hundred elsewhere. */
import schema from '../../schemas/Cluster.json' with { type: 'json' };
import type { ClusterSpec } from '../model/kinds.gen.ts';
import type { Json } from '../model/ref.ts';
import { fits } from '../schema/fits.ts';
import { fieldOf, isMapping } from './merge-patch.ts';
import type { WrittenPatch } from './patches.ts';
import { referencesIn } from './references.ts';
import type { Variables } from './references.ts';

export interface ClusterParts {
  /** `null` in place of what is no folder. */
  readonly include: readonly (string | null)[];
  readonly sources: NonNullable<ClusterSpec['sources']>;
  readonly variables: Variables;
  /** `null` in place of one that is not written as it should be. */
  readonly patches: readonly (WrittenPatch | null)[];
  /** False: something may be meant to be included or read that nobody can name. */
  readonly knowsFolders: boolean;
  /** False: nobody can say that a variable is not set. */
  readonly knowsVariables: boolean;
}

const PARTS = schema.properties.spec.properties;

/** `value` is the whole document. */
export function clusterParts(value: Json): ClusterParts {
  const spec = fieldOf(value, 'spec') ?? {};
  const { include, patches } = { include: fieldOf(spec, 'include'), patches: fieldOf(spec, 'patches') };
  return {
    include: Array.isArray(include) ? include.map((item: Json) => (isFolder(item) ? item : null)) : [],
    sources: isKnown(spec, 'sources') ? ((fieldOf(spec, 'sources') ?? []) as ClusterParts['sources']) : [],
    variables: variablesIn(fieldOf(spec, 'vars')),
    patches: Array.isArray(patches) ? patches.map((item: Json) => (fits(PARTS.patches.items, item) ? (item as WrittenPatch) : null)) : [],
    knowsFolders: isKnown(spec, 'include') && isKnown(spec, 'sources'),
    knowsVariables: isKnown(spec, 'vars'),
  };
}

/** With a variable in it, which is a mistake of its own, it is none. */
function isFolder(item: Json): item is string {
  return typeof item === 'string' && item !== '' && referencesIn(item).length === 0;
}

function variablesIn(vars: Json | undefined): Variables {
  const known = Object.entries(isMapping(vars) ? vars : {}).filter(([, value]) => typeof value !== 'object');
  return new Map(known as [string, string | number | boolean][]);
}

/** Whether a part is there as it should be, or is left out and not just misspelt. */
function isKnown(spec: Json, part: keyof ClusterSpec): boolean {
  const value = fieldOf(spec, part);
  if (value !== undefined) return fits(PARTS[part], value);
  return isMapping(spec) && Object.keys(spec).every((key) => Object.hasOwn(PARTS, key));
}
