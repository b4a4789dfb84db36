/** Leaving out what is not set. */
import type { JsonObject } from './shape.ts';

/** Fields of an app that Marathon leaves out of its answers when they are empty. */
const OMITTED_EMPTY: readonly string[] = [
  'acceptedResourceRoles',
  'args',
  'constraints',
  'dependencies',
  'env',
  'fetch',
  'healthChecks',
  'readinessChecks',
  'secrets',
];

/** Without undefined fields, and without those of `names` that are an empty list or object. */
export function withoutEmpty<T extends object>(
  value: { readonly [K in keyof T]: T[K] | undefined },
  names: readonly string[] = OMITTED_EMPTY,
): T {
  const kept = Object.entries(value).filter(([name, inner]) => inner !== undefined && !(names.includes(name) && isEmpty(inner)));
  return Object.fromEntries(kept) as T;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The defaults below what is given; nothing when nothing is given. */
export function over(defaults: JsonObject, given: JsonObject | undefined): JsonObject | undefined {
  return given === undefined ? undefined : { ...defaults, ...given };
}
