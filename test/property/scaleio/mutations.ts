/** The same documents with one field of one of them changed, and right again. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Kinds } from '../../../agent/model/kinds.gen.ts';
import { refOf } from '../../../agent/model/ref.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import type { Random } from '../../../simulator/random.ts';
import { valuesOf } from '../../fuzz/from-schema.ts';
import type { Schema } from '../../fuzz/from-schema.ts';
import { isMapping, spotsOf, withAt } from '../marathon/places.ts';
import type { Spot } from '../marathon/places.ts';
import { faultsIn, KINDS, specSchema, withSpec } from './documents.ts';
import type { Kind, Specs } from './documents.ts';
import { fitted } from './fitting.ts';
import { referencesOf } from './names.ts';

export interface Mutation {
  readonly kind: Kind;
  readonly name: string;
  readonly ref: Ref;
  /** Where the field is, as in tables of effects: `devices.*.path`. */
  readonly path: string;
  readonly steps: Spot['steps'];
  readonly from: unknown;
  /** Undefined: it is left out. */
  readonly to: unknown;
  /** What is meant where nothing is said; undefined: nothing. */
  readonly byDefault: unknown;
  readonly before: Specs;
  readonly after: Specs;
}

export interface Choosing {
  readonly version: string;
  readonly random: Random;
  /** How often a path was changed: what was changed least comes first. */
  timesOf(kind: Kind, path: string): number;
}

/** How many places are tried, and values at each, until a change leaves everything right. */
const MOST_PLACES = 40;
const MOST_VALUES = 6;

export function mutationOf(specs: Specs, choosing: Choosing): Mutation | null {
  const places = new Map<string, Place[]>();
  for (const place of placesIn(specs)) {
    const key = `${place.kind} ${place.spot.path}`;
    places.set(key, [...(places.get(key) ?? []), place]);
  }
  const { random, timesOf } = choosing;
  const tagged = [...places.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ same, order: timesOf(first.kind, first.spot.path) + random.below(1000) / 1000 }];
  });
  for (const { same } of tagged.toSorted((one, other) => one.order - other.order).slice(0, MOST_PLACES)) {
    const place = same[random.below(same.length)];
    const found = place === undefined ? null : changeAt(place, specs, choosing);
    if (found !== null) return found;
  }
  return null;
}

interface Place {
  readonly kind: Kind;
  readonly name: string;
  readonly spot: Spot;
}

function placesIn(specs: Specs): readonly Place[] {
  return KINDS.flatMap((kind) =>
    Object.entries(specs[kind]).flatMap(([name, spec]) =>
      [...spotsOf(spec, specSchema(kind)), ...newEntries(kind, spec)]
        .filter(({ path }) => isChangeable(name, path))
        .map((spot) => ({ kind, name, spot })),
    ),
  );
}

/** These only a pool without devices takes. */
function isChangeable(name: string, path: string): boolean {
  return !['media', 'zeroPadding'].includes(path) || name === 'bare';
}

/** One more entry of each mapping that takes any. */
function newEntries(kind: Kind, spec: unknown): readonly Spot[] {
  const { root } = specSchema(kind);
  const maps = spotsOf(spec, specSchema(kind)).filter(
    ({ schema, value }) => typeof schema.additionalProperties === 'object' && isMapping(value),
  );
  return maps.map(({ path, steps, schema }) => {
    const inner = schema.additionalProperties as Schema;
    const found = inner.$ref === undefined ? inner : (root.$defs?.[inner.$ref.replace('#/$defs/', '')] ?? inner);
    return { path: `${path}.*`, steps: [...steps, 'one-more'], schema: found, value: undefined, isOptional: true };
  });
}

function changeAt(place: Place, specs: Specs, { version, random }: Choosing): Mutation | null {
  const { kind, name, spot } = place;
  const spec = specs[kind][name] as Kinds[Kind];
  for (let tries = 0; tries < MOST_VALUES; tries += 1) {
    const put = putInto(place, random);
    const changed = fitted(kind, name, withAt(spec, spot.steps, put) as Kinds[Kind], version);
    const isOnlyThere = isDeepStrictEqual(withAt(changed, spot.steps, spot.value), spec) && !isDeepStrictEqual(changed, spec);
    if (!isOnlyThere || faultsIn(kind, name, changed).length > 0) continue;
    const renamed = withOldName(place, changed, random);
    const after = withSpec(specs, kind, name, renamed);
    const byDefault = spot.schema['default'];
    return {
      kind,
      name,
      ref: refOf(kind, name),
      path: spot.path,
      steps: spot.steps,
      from: spot.value,
      to: at(changed, spot.steps),
      byDefault,
      before: specs,
      after,
    };
  }
  return null;
}

const LEFT_OUT_ONE_IN = 4;

function putInto({ kind, name, spot }: Place, random: Random): unknown {
  if (spot.isOptional && spot.value !== undefined && random.below(LEFT_OUT_ONE_IN) === 0) return undefined;
  const references = referencesOf(kind, name, spot.path);
  if (references !== null) return references[random.below(references.length)];
  return valueFor(spot.schema, specSchema(kind).root, random.below(2 ** 31));
}

/** A new name alone means another object; with the old one it is renamed. */
function withOldName({ kind, name, spot }: Place, changed: Kinds[Kind], random: Random): Kinds[Kind] {
  const canBeRenamed = kind === 'Volume' || kind === 'StorageNode';
  if (spot.path !== 'name' || !canBeRenamed || random.below(LEFT_OUT_ONE_IN) === 0) return changed;
  return { ...changed, renamedFrom: typeof spot.value === 'string' ? spot.value : name } as Kinds[Kind];
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
