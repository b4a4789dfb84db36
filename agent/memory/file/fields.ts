/** Reads JSON from the status branch field by field: whatever is not what the agent writes is refused, with its place. */
import { parseInstant } from '../../clock.ts';
import type { Instant } from '../../clock.ts';
import { PlumblineError } from '../../errors.ts';
import type { Json } from '../../model/ref.ts';
import { memoryErrors } from '../errors.ts';

/** One JSON object, and where it stands: `prod/writer.json`, or `prod/forgets.jsonl:3`. */
export interface Fields {
  readonly place: string;
  readonly values: { readonly [key: string]: unknown };
}

/** Throws `memory/malformed` for anything that is no JSON object. */
export function parseFields(text: string, place: string): Fields {
  return fieldsOf(parseJson(text, place), place);
}

/** Of a file with one JSON object a line. */
export function parseLines(text: string, place: string): readonly Fields[] {
  const lines = text.split('\n').map((line, index) => [line, `${place}:${index + 1}`] as const);
  return lines.filter(([line]) => line !== '').map(([line, at]) => parseFields(line, at));
}

export function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(place, 'is no JSON object');
  return { place, values: value as Fields['values'] };
}

export function textIn(fields: Fields, key: string): string {
  const value = fields.values[key];
  return typeof value === 'string' ? value : refuse(fields, key, 'a text');
}

export function oneOf<T extends string>(fields: Fields, key: string, known: readonly T[]): T {
  const value = known.find((one) => one === fields.values[key]);
  return value ?? refuse(fields, key, `one of ${known.join(', ')}`);
}

export function countIn(fields: Fields, key: string): number {
  const value = fields.values[key];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : refuse(fields, key, 'a whole number');
}

export function numberIn(fields: Fields, key: string): number {
  const value = fields.values[key];
  return typeof value === 'number' ? value : refuse(fields, key, 'a number');
}

export function flagIn(fields: Fields, key: string): boolean {
  const value = fields.values[key];
  return typeof value === 'boolean' ? value : refuse(fields, key, 'true or false');
}

export function instantIn(fields: Fields, key: string): Instant {
  const value = fields.values[key];
  const at = typeof value === 'string' ? parseInstant(value) : null;
  return at ?? refuse(fields, key, 'an instant such as 2026-11-21T14:02:00.000Z');
}

export function listIn(fields: Fields, key: string): readonly unknown[] {
  const value = fields.values[key];
  return Array.isArray(value) ? value : refuse(fields, key, 'a list');
}

export function textsIn(fields: Fields, key: string): readonly string[] {
  return listIn(fields, key).map((text) => (typeof text === 'string' ? text : refuse(fields, key, 'a list of texts')));
}

export function partIn(fields: Fields, key: string): Fields {
  return fieldsOf(fields.values[key], `${fields.place} ${key}`);
}

/** Whatever JSON.parse gave is Json. */
export function jsonIn(fields: Fields, key: string): Json {
  const value = fields.values[key];
  return value === undefined ? refuse(fields, key, 'some JSON') : (value as Json);
}

type Reader<T> = (fields: Fields, key: string) => T;

/** null where the file says null; a field that is missing is refused. */
export function orNull<T>(read: Reader<T>): Reader<T | null> {
  return (fields, key) => (fields.values[key] === null ? null : read(fields, key));
}

/** For a field that older versions did not write. */
export function ifThere<T>(read: Reader<T>, otherwise: T): Reader<T> {
  return (fields, key) => (fields.values[key] === undefined ? otherwise : read(fields, key));
}

export function malformed(place: string, what: string, options?: ErrorOptions): PlumblineError {
  return new PlumblineError(memoryErrors.malformed, `${place} on the status branch ${what}.`, { place }, options);
}

function refuse(fields: Fields, key: string, wanted: string): never {
  throw malformed(fields.place, `has no ${key} that is ${wanted}`);
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw malformed(place, 'is no JSON', { cause: thrown });
    throw thrown;
  }
}
