/** Reading JSON from outside. */
import type { JsonObject } from '../types.ts';

/** The parsed body; undefined when it is no JSON. */
export function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** Whether it is an object: what JSON.parse gave holds nothing but Json. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
