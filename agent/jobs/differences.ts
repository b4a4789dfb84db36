/** Two normal forms of a job, field by field. */
import { isDeepStrictEqual } from 'node:util';
import type { FieldDiff } from '../model/change.ts';
import type { Json } from '../model/ref.ts';
import type { Fields } from './types.ts';

const SECRET_NAME = /pass|secret|token|credential|private|auth|api_?key|(^|_)key($|_)/i;
/** Where names are of the user's choosing, and may say that a value is secret. */
const IN_MAP = /(?:^|\.)(?:env|environmentVariables|labels)\.([^.]+)$/;

/** Every place where they differ, sorted; empty when they are equal. */
export function differences(live: Fields, wanted: Fields): readonly FieldDiff[] {
  const found: FieldDiff[] = [];
  compareFields('', live, wanted, found);
  return found.map(hideSecret).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** `wanted`, but with what `live` has in each field of `paths`, which are called as in the differences between the two. */
export function keepLive(wanted: Fields, live: Fields, paths: readonly string[]): Fields {
  return paths.length === 0 ? wanted : keepFields('', wanted, live, new Set(paths));
}

function compareFields(place: string, live: Fields, wanted: Fields, found: FieldDiff[]): void {
  for (const name of namesOf(live, wanted)) compare(place + name, live[name], wanted[name], found);
}

function compare(path: string, from: Json | undefined, to: Json | undefined, found: FieldDiff[]): void {
  if (isDeepStrictEqual(from, to)) return;
  // Of what is only on one side each field is told by itself, too.
  const [live, wanted] = [from ?? NOTHING, to ?? NOTHING];
  if (isFields(live) && isFields(wanted)) return compareFields(`${path}.`, live, wanted, found);
  if (!isList(live) || !isList(wanted) || live.length !== wanted.length)
    return void found.push({ path, from: from ?? null, to: to ?? null });
  for (const [index, entry] of live.entries()) compare(`${path}[${index}]`, entry, wanted[index], found);
}

const NOTHING: Fields = {};

function keepFields(place: string, wanted: Fields, live: Fields, ignored: ReadonlySet<string>): Fields {
  const kept: { [name: string]: Json } = {};
  for (const name of namesOf(wanted, live)) {
    const value = keep(place + name, wanted[name], live[name], ignored);
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

function keep(path: string, wanted: Json | undefined, live: Json | undefined, ignored: ReadonlySet<string>): Json | undefined {
  if (ignored.has(path)) return live;
  if (isFields(wanted) && isFields(live)) return keepFields(`${path}.`, wanted, live, ignored);
  if (!isList(wanted) || !isList(live) || wanted.length !== live.length) return wanted;
  return wanted.map((entry, index) => keep(`${path}[${index}]`, entry, live[index], ignored) ?? null);
}

function namesOf(one: Fields, other: Fields): ReadonlySet<string> {
  return new Set([...Object.keys(one), ...Object.keys(other)]);
}

/** Whether it is a mapping. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

function hideSecret(field: FieldDiff): FieldDiff {
  const name = IN_MAP.exec(field.path)?.[1];
  if (name === undefined || !SECRET_NAME.test(name)) return field;
  return { path: field.path, from: field.from === null ? null : '***', to: field.to === null ? null : '***' };
}
