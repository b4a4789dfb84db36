/** What the generated cases reach, against all there is. */
import type { PathEffect } from '../../../agent/systems/scaleio/effects/types.ts';
import { isLeaf, placesOf, spotsOf } from '../marathon/places.ts';
import { EFFECTS, KINDS, specSchema } from './documents.ts';
import type { Kind, Specs } from './documents.ts';
import { rowOf } from './expected.ts';

/** `<kind> <path>` of every place of the schemas. */
function allPaths(): readonly string[] {
  return KINDS.flatMap((kind) => [...placesOf(specSchema(kind)).keys()].map((path) => `${kind} ${path}`));
}

/** Paths that none of these clusters sets. */
export function neverSet(clusters: readonly Specs[]): readonly string[] {
  const specs = clusters.flatMap((one) => KINDS.flatMap((kind) => Object.values(one[kind]).map((spec) => ({ kind, spec }))));
  const spots = specs.flatMap(({ kind, spec }) =>
    spotsOf(spec, specSchema(kind)).map(({ path, value }) => ({ key: `${kind} ${path}`, value })),
  );
  const set = new Set(spots.filter(({ value }) => value !== undefined).map(({ key }) => key));
  return allPaths().filter((key) => !set.has(key));
}

/** Paths whose change was never seen, but for those of one value only. */
export function neverChanged(seen: ReadonlyMap<string, number>): readonly string[] {
  const changeable = KINDS.flatMap((kind) => {
    const places = [...placesOf(specSchema(kind))].filter(
      ([, schemas]) => !schemas.every((schema) => 'const' in schema || schema.enum?.length === 1),
    );
    return places.map(([path]) => `${kind} ${path}`);
  });
  return changeable.filter((key) => !seen.has(key));
}

/** Fields of the schema without a row. */
export function withoutRow(kind: Kind): readonly string[] {
  const rooted = specSchema(kind);
  const leaves = [...placesOf(rooted)].filter(([, schemas]) => isLeaf(schemas, rooted.root));
  return leaves.map(([path]) => path).filter((path) => rowOf(EFFECTS[kind], path) === null);
}

/** Rows without a field. */
export function withoutPath(kind: Kind, effects: readonly PathEffect[] = EFFECTS[kind]): readonly string[] {
  const places = placesOf(specSchema(kind));
  return effects.map(({ path }) => path).filter((path) => !places.has(path));
}
