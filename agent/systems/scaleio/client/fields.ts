/**
 * Single fields of an answer, checked: one that is missing or of another type is no answer of a ScaleIO gateway. They take
 * the value beside its name: of thousands of objects reading a field by a constant name is far cheaper than by a variable.
 */
import type { Kib } from '../../../units.ts';
import { isObject, unexpected } from './answers.ts';
import type { JsonObject } from './answers.ts';

export function objectOf(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw unexpected(what, 'no object');
  return value;
}

export function text(value: unknown, field: string, what: string): string {
  if (typeof value !== 'string') throw unexpected(what, `field ${field} is no text`);
  return value;
}

/** The gateway writes null for what was never set; a field that is not there at all is another matter. */
export function textOrNull(value: unknown, field: string, what: string): string | null {
  return value === null ? null : text(value, field, what);
}

export function number(value: unknown, field: string, what: string): number {
  // JSON has numbers that are too large for one: 1e999 is read as Infinity.
  if (typeof value !== 'number' || !Number.isFinite(value)) throw unexpected(what, `field ${field} is no number`);
  return value;
}

export function numberOrNull(value: unknown, field: string, what: string): number | null {
  return value === null ? null : number(value, field, what);
}

export function flag(value: unknown, field: string, what: string): boolean {
  if (typeof value !== 'boolean') throw unexpected(what, `field ${field} is no boolean`);
  return value;
}

export function kib(value: unknown, field: string, what: string): Kib {
  const size = number(value, field, what);
  if (size < 0) throw unexpected(what, `field ${field} is less than nothing`);
  return size as Kib;
}
