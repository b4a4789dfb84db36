/** What the Cluster document says to the others, read entry by entry: one mistake in it must not look like a hundred elsewhere. */
import schema from '../../schemas/Cluster.json' with { type: 'json' };
import type { ClusterSpec } from '../model/kinds.gen.ts';
import type { Json } from '../model/ref.ts';
import { fits } from '../schema/fits.ts';
import { fieldOf, isMapping } from './merge-patch.ts';
import type { WrittenPatch } from './patches.ts';
import { referencesIn } from './references.ts';
import type { Variables } from './references.ts';

type WrittenSource = NonNullable<ClusterSpec['sources']>[number];

/** `null` in place of an entry that is not written as it should be. */
export interface ClusterParts {
  readonly include: readonly (string | null)[];
  readonly sources: readonly (WrittenSource | null)[];
  readonly patches: readonly (WrittenPatch | null)[];
  readonly variables: Variables;
  /** Names of variables whose value is none. */
  readonly wrongVariables: ReadonlySet<string>;
  /** False: something may be meant to be included or read that nobody can name. */
  readonly knowsFolders: boolean;
  /** False: nobody can say that a variable is not set. */
  readonly knowsVariables: boolean;
}

const PARTS = schema.properties.spec.properties;

/** `value` is the whole document. */
export function clusterParts(value: Json): ClusterParts {
  const [include, sources, patches] = (['include', 'sources', 'patches'] as const).map((part) => listIn(value, part));
  const folders = (include ?? []).map((item) => (isFolder(item) ? item : null));
  const files = (sources ?? []).map((item) => (fits(PARTS.sources.items, item) ? (item as unknown as WrittenSource) : null));
  const vars = partIn(value, 'vars', {});
  const variables = Object.entries(isMapping(vars) ? vars : {});
  const isSet = ([, set]: readonly [string, Json]): boolean => fits(PARTS.vars.additionalProperties, set);
  return {
    include: folders,
    sources: files,
    patches: (patches ?? []).map((item) => (fits(PARTS.patches.items, item) ? (item as unknown as WrittenPatch) : null)),
    variables: new Map(variables.filter(isSet) as [string, string | number | boolean][]),
    wrongVariables: new Set(variables.filter((variable) => !isSet(variable)).map(([name]) => name)),
    knowsFolders: include !== null && sources !== null && ![...folders, ...files].includes(null),
    knowsVariables: isMapping(vars),
  };
}

/** With a variable in it, which is a mistake of its own, it is none. */
function isFolder(item: Json): item is string {
  return typeof item === 'string' && item !== '' && referencesIn(item).length === 0;
}

const LONGEST: { readonly [part in keyof ClusterSpec]?: number } = {
  sources: PARTS.sources.maxItems,
  patches: PARTS.patches.maxItems,
};

/** Null where nobody can say what is in it. */
function listIn(value: Json, part: 'include' | 'sources' | 'patches'): readonly Json[] | null {
  const list = partIn(value, part, []);
  return Array.isArray(list) && list.length <= (LONGEST[part] ?? Infinity) ? (list as readonly Json[]) : null;
}

/** A part of the spec; `otherwise` where it is left out, and null where it may only be misspelt. */
function partIn(value: Json, part: keyof ClusterSpec, otherwise: Json): Json {
  const { spec = hasOnly(value, schema.properties) ? {} : null } = { spec: fieldOf(value, 'spec') };
  const { found = hasOnly(spec, PARTS) ? otherwise : null } = { found: fieldOf(spec, part) };
  return found;
}

function hasOnly(value: Json, known: object): boolean {
  return isMapping(value) && Object.keys(value).every((key) => Object.hasOwn(known, key));
}
