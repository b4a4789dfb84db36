/** What JSON from outside is. */
import type { JsonObject } from '../types.ts';

/** Whether it is an object: what JSON.parse gave holds nothing but Json. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
