/** Whether two values say the same. Loops, because nearly always all of a thousand apps are equal. */
import type { Json } from '../../../model/ref.ts';
import type { JsonObject } from '../types.ts';

/** By value, whatever the order of an object's fields. */
export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isList(a)) return isList(b) && areEqualLists(a, b);
  return isJsonObject(a) && isJsonObject(b) && areEqualObjects(a, b);
}

function areEqualLists(a: readonly Json[], b: readonly Json[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (!isEqual(a[index], b[index])) return false;
  return true;
}

function areEqualObjects(a: JsonObject, b: JsonObject): boolean {
  let more = 0;
  for (const name in a) {
    if (!isEqual(a[name], b[name])) return false;
    more += 1;
  }
  for (const _ in b) more -= 1;
  return more === 0;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Array.isArray alone does not narrow a readonly array out of Json.
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isEmpty(value: Json | undefined): boolean {
  if (isList(value)) return value.length === 0;
  if (!isJsonObject(value)) return false;
  for (const _ in value) return false;
  return true;
}
