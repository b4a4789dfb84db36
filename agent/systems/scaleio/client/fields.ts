/** Single fields of an answer, checked: one that is missing or of another type is no answer of a ScaleIO gateway. */
import type { Kib } from '../../../units.ts';
import { isObject, unexpected } from './answers.ts';
import type { JsonObject } from './answers.ts';

export function objectOf(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw unexpected(what, 'no object');
  return value;
}

export function text(object: JsonObject, field: string, what: string): string {
  const value = object[field];
  if (typeof value !== 'string') throw unexpected(what, `field ${field} is no text`);
  return value;
}

/** The gateway writes null for what was never set; a field that is not there at all is another matter. */
export function textOrNull(object: JsonObject, field: string, what: string): string | null {
  return object[field] === null ? null : text(object, field, what);
}

export function number(object: JsonObject, field: string, what: string): number {
  const value = object[field];
  if (typeof value !== 'number') throw unexpected(what, `field ${field} is no number`);
  return value;
}

export function numberOrNull(object: JsonObject, field: string, what: string): number | null {
  return object[field] === null ? null : number(object, field, what);
}

export function flag(object: JsonObject, field: string, what: string): boolean {
  const value = object[field];
  if (typeof value !== 'boolean') throw unexpected(what, `field ${field} is no boolean`);
  return value;
}

export function kib(object: JsonObject, field: string, what: string): Kib {
  return number(object, field, what) as Kib;
}
