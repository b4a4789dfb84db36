/** JSON Merge Patch, RFC 7396. */
import type { Json } from '../model/ref.ts';

export type Mapping = { readonly [key: string]: Json };

/** Changes neither of the two, which YAML aliases may share with others: what no patch touches is the very same object. */
export function mergePatch(value: Json | undefined, patch: Json): Json {
  if (!isMapping(patch)) return patch;
  const fields = new Map(isMapping(value) ? Object.entries(value) : []);
  for (const [name, part] of Object.entries(patch)) {
    if (part === null) fields.delete(name);
    else fields.set(name, mergePatch(fields.get(name), part));
  }
  // Unlike an assignment, this makes `__proto__` a field like any other.
  return Object.fromEntries(fields);
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of the value's own, whatever its name. */
export function fieldOf(value: unknown, name: string): Json | undefined {
  return isMapping(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
