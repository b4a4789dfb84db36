/**
 * Reading a request's body as the gateway does: numbers and booleans come as JSON strings, in any case, or as what they
 * are; unknown keys are ignored. Each reader throws the gateway's 400.
 */
import { invalid } from './rc.ts';
import type { Refusal } from './rc.ts';

export type Params = { readonly [key: string]: unknown };

export function paramsOf(json: unknown): Params {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Params) : {};
}

export function missing(name: string): Refusal {
  return invalid(`Request message is not valid: The following parameter(s) must be part of the request body: ${name}.`);
}

/** The value as text, or null when it is not there. */
export function optional(params: Params, name: string): string | null {
  const value = params[name];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

export function required(params: Params, name: string): string {
  const value = optional(params, name);
  if (value === null) throw missing(name);
  return value;
}

export function oneOf<T extends string>(params: Params, name: string, values: readonly T[]): T {
  const value = required(params, name);
  const known = values.find((candidate) => candidate === value);
  if (known !== undefined) return known;
  throw invalid(`${name} should get one of the following values: ${values.join(', ')}, but its value is ${value}.`);
}

/** A whole number of zero or more; the wording of this refusal is assumed. */
export function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,15}$/.test(text)) throw invalid(`${name} should be a number, but its value is ${text}.`);
  return Number(text);
}

export function flag(params: Params, name: string): boolean {
  return optional(params, name)?.toLowerCase() === 'true';
}

export function textsOf(params: Params, name: string): readonly string[] {
  const value = params[name];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw missing(name);
}
