/** What the generated cases reach, against all there is. */
import { isInForce } from '../../../agent/systems/marathon/effects/types.ts';
import type { PathEffect } from '../../../agent/systems/marathon/effects/types.ts';
import type { Profile } from '../../../agent/systems/marathon/profile.ts';
import type { Schema } from '../../fuzz/from-schema.ts';
import { EFFECTS, specSchema } from './cases.ts';
import type { Kind, Spec } from './cases.ts';
import { isLeaf, placesOf } from './places.ts';
import { pathsSet } from './play.ts';

/** Paths that this profile has and none of these objects sets. */
export function neverSet(kind: Kind, profile: Profile, specs: readonly Spec[]): readonly string[] {
  const set = pathsSet(kind, specs);
  return [...placesOf(specSchema(kind)).keys()].filter((path) => !set.has(path) && isThere(path, kind, profile));
}

/** Changed only together with something else: a profile with unconfined, a volume with its mounts, the one network of Docker. */
const TOGETHER = /\.seccomp\.(profileName|unconfined)$|^volumes\[\]\.name$|^container\.docker\.portMappings\[\]\.networkNames\[\]$/;
/** How the table calls what differences tell and no document says: here groups of `ipAddress`. */
const ONLY_TOLD: readonly string[] = ['networks[].groups[]'];

/** Paths that this profile has and whose change was never seen, but for those that cannot change, or not alone. */
export function neverChanged(kind: Kind, profile: Profile, seen: ReadonlyMap<string, number>): readonly string[] {
  const { root, schema } = specSchema(kind);
  return [...placesOf({ root, schema })]
    .filter(([path, schemas]) => !seen.has(path) && !TOGETHER.test(path) && isThere(path, kind, profile) && !isFixed(schemas))
    .map(([path]) => path);
}

function isThere(path: string, kind: Kind, profile: Profile): boolean {
  const row = rowOf(path, EFFECTS[kind]);
  return row === null || isInForce(row, profile);
}

/** Of one value only. */
function isFixed(schemas: readonly Schema[]): boolean {
  return schemas.every((schema) => schema.enum?.length === 1 || 'const' in schema);
}

/** Its own row, or that of what it is a part of; null: it has none. */
export function rowOf(path: string, effects: readonly PathEffect[]): PathEffect | null {
  const any = path.replace(/\.[^.[]+$/, '.*');
  const above = effects.filter(
    (row) => path === row.path || any === row.path || path.startsWith(`${row.path}.`) || path.startsWith(`${row.path}[`),
  );
  return above.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null;
}

/** Fields of the schema without a row. */
export function withoutRow(kind: Kind): readonly string[] {
  const rooted = specSchema(kind);
  const leaves = [...placesOf(rooted)].filter(([, schemas]) => isLeaf(schemas, rooted.root));
  return leaves.map(([path]) => path).filter((path) => rowOf(path, EFFECTS[kind]) === null);
}

/** Rows without a field. */
export function withoutPath(kind: Kind): readonly string[] {
  const places = placesOf(specSchema(kind));
  return EFFECTS[kind].map(({ path }) => path).filter((path) => !places.has(path) && !ONLY_TOLD.includes(path));
}
