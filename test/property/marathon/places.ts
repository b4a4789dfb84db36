/** Every place that a schema has, and those of one value that fits it. */
import { fits } from '../../../agent/schema/fits.ts';
import type { Schema as AnySchema } from '../../../agent/schema/fits.ts';
import type { Schema } from '../../fuzz/from-schema.ts';

/** A schema, and the document in which its `$ref`s are found. */
export interface Rooted {
  readonly schema: Schema;
  readonly root: Schema;
}

/** One place of a value. */
export interface Spot {
  /** `container.volumes[].mode`, `env.*`: as the tables of effects name it. */
  readonly path: string;
  /** The way there from the whole value: `['container', 'volumes', 0, 'mode']`. */
  readonly steps: readonly (string | number)[];
  readonly schema: Schema;
  /** Undefined: nothing stands there. */
  readonly value: unknown;
  /** Whether it may be left out. */
  readonly isOptional: boolean;
}

/** The schemas of every place below the root, by path; there may be several of one path. */
export function placesOf({ schema, root }: Rooted): ReadonlyMap<string, readonly Schema[]> {
  const places = new Map<string, Schema[]>();
  const visit = (path: string, one: Schema): void => {
    const found = resolved(one, root);
    if (path !== '') places.set(path, [...(places.get(path) ?? []), found]);
    for (const branch of found.oneOf ?? [found]) for (const [name, inner] of partsOf(resolved(branch, root))) visit(path + name, inner);
  };
  visit('', schema);
  return new Map([...places].map(([path, schemas]) => [path.replace(/^\./, ''), schemas]));
}

/** Whether nothing is below: what stands there is a text, a number, or a value that is there as a whole. */
export function isLeaf(schemas: readonly Schema[], root: Schema): boolean {
  return schemas.every((schema) => (schema.oneOf ?? [schema]).every((branch) => partsOf(resolved(branch, root)).length === 0));
}

function partsOf({ properties = {}, additionalProperties, items }: Schema): readonly (readonly [name: string, schema: Schema])[] {
  return [
    ...Object.entries(properties).map(([name, schema]) => [`.${name}`, schema] as const),
    ...(typeof additionalProperties === 'object' ? [['.*', additionalProperties] as const] : []),
    ...(items === undefined ? [] : [['[]', items] as const]),
  ];
}

function resolved(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
  if (found === undefined) throw new Error(`There is no definition ${schema.$ref}.`);
  return resolved(found, root);
}

/** Every place where something stands in `value`, and every field that an object in it leaves out. */
export function spotsOf(value: unknown, { schema, root }: Rooted): readonly Spot[] {
  const spots: Spot[] = [];
  const visit = (spot: Spot): void => {
    if (spot.path !== '') spots.push({ ...spot, path: spot.path.replace(/^\./, '') });
    const branches = (spot.schema.oneOf ?? [spot.schema]).map((branch) => resolved(branch, root));
    const branch = branches.length === 1 ? branches[0] : branches.find((one) => fits(one as AnySchema, spot.value, root as AnySchema));
    if (branch !== undefined) for (const inner of innerSpots(spot, branch)) visit({ ...inner, schema: resolved(inner.schema, root) });
  };
  visit({ path: '', steps: [], schema: resolved(schema, root), value, isOptional: false });
  return spots;
}

function innerSpots(
  { path, steps, value }: Spot,
  { properties = {}, required = [], additionalProperties, items }: Schema,
): readonly Spot[] {
  if (Array.isArray(value)) {
    const schema = items ?? {};
    return value.map((entry, index) => ({ path: `${path}[]`, steps: [...steps, index], schema, value: entry, isOptional: false }));
  }
  if (!isMapping(value)) return [];
  const known = Object.entries(properties).map(([name, schema]) => {
    return { path: `${path}.${name}`, steps: [...steps, name], schema, value: value[name], isOptional: !required.includes(name) };
  });
  const others = Object.entries(value).filter(([name]) => !Object.hasOwn(properties, name));
  const schema = typeof additionalProperties === 'object' ? additionalProperties : {};
  return [
    ...known,
    ...others.map(([name, inner]) => ({ path: `${path}.*`, steps: [...steps, name], schema, value: inner, isOptional: true })),
  ];
}

export function isMapping(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `value` with something else at one place; undefined: with nothing there. */
export function withAt(value: unknown, [step, ...rest]: Spot['steps'], put: unknown): unknown {
  if (step === undefined) return put;
  if (Array.isArray(value)) return value.map((entry, index) => (index === step ? withAt(entry, rest, put) : entry));
  const { [step]: inner, ...others } = isMapping(value) ? value : {};
  const changed = withAt(inner, rest, put);
  return changed === undefined ? others : { ...others, [step]: changed };
}
