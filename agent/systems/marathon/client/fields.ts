/** Fields of Marathon's answers, each checked: what is not as it should be is `marathon/unexpected-answer`. */
import { PlumblineError } from '../../../errors.ts';
import { marathonErrors } from '../errors.ts';
import type { JsonObject } from '../types.ts';
import { isObject } from './json.ts';

export function objectOf(value: unknown, place: string): JsonObject {
  if (!isObject(value)) throw unexpected(place, 'an object');
  return value;
}

export function listOf(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unexpected(place, 'a list');
  return value;
}

export function textOf(object: JsonObject, field: string, place: string): string {
  const value = object[field];
  if (typeof value !== 'string') throw unexpected(`${place}, ${field}`, 'a text');
  return value;
}

export function numberOf(object: JsonObject, field: string, place: string): number {
  const value = object[field];
  if (typeof value !== 'number') throw unexpected(`${place}, ${field}`, 'a number');
  return value;
}

export function optionalText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** `place` as in `/v2/apps, app /web, version`; `wanted` as in `a text`. */
export function unexpected(place: string, wanted: string): PlumblineError {
  return new PlumblineError(marathonErrors.unexpectedAnswer, `Marathon's answer to ${place} should be ${wanted} and is not.`, { place });
}
