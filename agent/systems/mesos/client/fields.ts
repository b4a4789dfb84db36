/** Fields of Mesos' answers, each checked: what is not as it should be is `mesos/unexpected-answer`. */
import { unexpected } from './wire-errors.ts';

export type Fields = { readonly [name: string]: unknown };

export function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(place, 'an object');
  return value as Fields;
}

/** Every element, checked; Mesos leaves out some lists that are empty. */
export function listOf(value: unknown, place: string): readonly Fields[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw unexpected(place, 'a list');
  return value.map((item: unknown) => fieldsOf(item, place));
}

export function textOf(fields: Fields, name: string, place: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw unexpected(`${place}, ${name}`, 'a text');
  return value;
}

export function flagOf(fields: Fields, name: string, place: string): boolean {
  const value = fields[name];
  if (typeof value !== 'boolean') throw unexpected(`${place}, ${name}`, 'true or false');
  return value;
}

/** `{"value": "..."}`, as ids are written. */
export function idOf(fields: Fields, name: string, place: string): string {
  const id = fields[name];
  const value = typeof id === 'object' && id !== null ? (id as Fields)['value'] : undefined;
  if (typeof value !== 'string') throw unexpected(`${place}, ${name}`, 'an id');
  return value;
}

export function optionalText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
