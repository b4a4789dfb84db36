/** Reads bodies of the control API: names every mistake in one sentence. */
import { BadInput } from './errors.ts';

export type Fields = { readonly [name: string]: unknown };

/** The body, or the part of it that `what` names, as an object that has no other fields than these. */
export function fieldsOf(body: unknown, allowed: readonly string[], what = 'The body'): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new BadInput(`${what} must be a JSON object with ${allowed.join(', ')}.`);
  }
  const unknown = Object.keys(body).filter((name) => !allowed.includes(name));
  if (unknown.length > 0) throw new BadInput(`There is no field ${unknown.join(', ')} here; the fields are ${allowed.join(', ')}.`);
  return body as Fields;
}

export interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

export function numberIn(fields: Fields, name: string, range: Range): number {
  const value = fields[name];
  const fits = typeof value === 'number' && value >= range.min && value <= range.max && (range.whole !== true || Number.isInteger(value));
  if (fits) return value;
  throw new BadInput(`${name} must be a ${range.whole === true ? 'whole ' : ''}number from ${range.min} to ${range.max}.`);
}

export function textIn(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new BadInput(`${name} must be a text that is not empty.`);
}

export function oneOf<T extends string>(fields: Fields, name: string, values: readonly T[]): T {
  const value = values.find((one) => one === fields[name]);
  if (value !== undefined) return value;
  throw new BadInput(`${name} must be one of ${values.join(', ')}.`);
}

/** A list of texts, none of them empty; the list may be. */
export function textsIn(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  const isText = (item: unknown): item is string => typeof item === 'string' && item !== '';
  if (Array.isArray(value) && value.every(isText)) return value;
  throw new BadInput(`${name} must be a list of texts.`);
}
