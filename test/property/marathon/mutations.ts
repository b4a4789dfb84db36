/** The same object with one field changed, and right again. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Profile } from '../../../agent/systems/marathon/profile.ts';
import type { Random } from '../../../simulator/random.ts';
import { valuesOf } from '../../fuzz/from-schema.ts';
import type { Schema } from '../../fuzz/from-schema.ts';
import { faultsIn, repaired, specSchema } from './cases.ts';
import type { Kind, Spec } from './cases.ts';
import { spotsOf, withAt } from './places.ts';
import type { Rooted, Spot } from './places.ts';

export interface Mutation {
  /** Where the field is, as in tables of effects: `container.volumes[].mode`. */
  readonly path: string;
  readonly steps: Spot['steps'];
  /** Undefined: it is left out. */
  readonly to: unknown;
}

export interface Original {
  readonly kind: Kind;
  readonly profile: Profile;
  readonly spec: Spec;
}

/** How many places of one object are tried, and values at each, until a change leaves it right. */
const MOST_PLACES = 25;
const MOST_VALUES = 4;

/** A change of the field that was changed least often so far, of those that can be changed here; null: none can. */
export function mutationOf({ kind, profile, spec }: Original, timesOf: (path: string) => number, random: Random): Mutation | null {
  const rooted = specSchema(kind);
  const byPath = new Map<string, Spot[]>();
  for (const spot of spotsOf(spec, rooted)) byPath.set(spot.path, [...(byPath.get(spot.path) ?? []), spot]);
  const tagged = [...byPath].map(([path, spots]) => ({ spots, order: timesOf(path) + random.below(1000) / 1000 }));
  for (const { spots } of tagged.toSorted((a, b) => a.order - b.order).slice(0, MOST_PLACES)) {
    const spot = spots[random.below(spots.length)];
    const found = spot === undefined ? null : changeAt(spot, { kind, profile, spec, rooted }, random);
    if (found !== null) return found;
  }
  return null;
}

interface Changing extends Original {
  readonly rooted: Rooted;
}

function changeAt(spot: Spot, { kind, profile, spec, rooted }: Changing, random: Random): Mutation | null {
  for (let tries = 0; tries < MOST_VALUES; tries += 1) {
    const isLeftOut = spot.isOptional && spot.value !== undefined && random.below(4) === 0;
    const put = isLeftOut ? undefined : valueFor(spot.schema, rooted.root, random.below(2 ** 31));
    const changed = repaired(kind, profile, withAt(spec, spot.steps, put) as Spec);
    const isOnlyThere = isDeepStrictEqual(withAt(changed, spot.steps, spot.value), spec) && !isDeepStrictEqual(changed, spec);
    if (isOnlyThere && faultsIn(kind, changed).length === 0) return { path: spot.path, steps: spot.steps, to: at(changed, spot.steps) };
  }
  return null;
}

function at(value: unknown, steps: Spot['steps']): unknown {
  return steps.reduce((inner: unknown, step) => (inner as { readonly [step: string | number]: unknown } | undefined)?.[step], value);
}

/** Made once for each schema: it takes longer than a value. */
const arbitraries = new WeakMap<Schema, fc.Arbitrary<unknown>>();

function valueFor(schema: Schema, root: Schema, seed: number): unknown {
  const known = arbitraries.get(schema) ?? valuesOf(schema, root);
  arbitraries.set(schema, known);
  return fc.sample(known, { seed, numRuns: 1 })[0];
}

export function mutated(spec: Spec, { steps, to }: Mutation): Spec {
  return withAt(spec, steps, to) as Spec;
}
