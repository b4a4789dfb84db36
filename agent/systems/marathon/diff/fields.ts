/** Two normal forms, field by field. */
import type { FieldDiff } from '../../../model/change.ts';
import type { Json } from '../../../model/ref.ts';
import { isEqual, isJsonObject, isList } from '../normalise/equal.ts';
import type { JsonObject } from '../types.ts';

/** Maps with names of the user's choosing: each entry is a field of its own, also when one side has no map at all. */
const MAPS: ReadonlySet<string> = new Set(['env', 'environment', 'labels', 'secrets']);
/** Names of values that are never shown. */
export const SECRET_NAME = /pass|secret|token|credential|private|auth|api_?key|(^|_)key($|_)/i;

/** `wanted`, but with what `live` has in each field of `paths`, which are called as in the differences between the two. */
export function keepLive(wanted: JsonObject, live: JsonObject, paths: readonly string[]): JsonObject {
  if (paths.length === 0) return wanted;
  const ignored = new Set(paths);
  const form: { [field: string]: Json } = {};
  for (const field of namesOf(wanted, live)) {
    const empty = MAPS.has(field) ? {} : undefined;
    const kept = keep(field, wanted[field] ?? empty, live[field] ?? empty, ignored);
    if (kept !== undefined) form[field] = kept;
  }
  return form;
}

function keep(path: string, wanted: Json | undefined, live: Json | undefined, ignored: ReadonlySet<string>): Json | undefined {
  if (ignored.has(path)) return live;
  if (isJsonObject(wanted) && isJsonObject(live)) {
    const entries = [...namesOf(wanted, live)].map((name) => [name, keep(`${path}.${name}`, wanted[name], live[name], ignored)] as const);
    return Object.fromEntries(entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined));
  }
  if (!isList(wanted) || !isList(live) || wanted.length !== live.length) return wanted;
  return wanted.map((entry, index) => keep(`${path}[${index}]`, entry, live[index], ignored) ?? null);
}

/** Every place where they differ, sorted; empty when they are equal. */
export function differingFields(live: JsonObject, wanted: JsonObject): readonly FieldDiff[] {
  if (isEqual(live, wanted)) return [];
  const found: FieldDiff[] = [];
  for (const field of namesOf(live, wanted)) {
    const empty = MAPS.has(field) ? {} : undefined;
    compare(field, live[field] ?? empty, wanted[field] ?? empty, found);
  }
  return found.map(hideSecret).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function compare(path: string, from: Json | undefined, to: Json | undefined, found: FieldDiff[]): void {
  if (isEqual(from, to)) return;
  if (isJsonObject(from) && isJsonObject(to)) {
    for (const name of namesOf(from, to)) compare(`${path}.${name}`, from[name], to[name], found);
  } else if (isList(from) && isList(to) && from.length === to.length) {
    for (const [index, entry] of from.entries()) compare(`${path}[${index}]`, entry, to[index], found);
  } else {
    found.push({ path, from: from ?? null, to: to ?? null });
  }
}

function namesOf(a: JsonObject, b: JsonObject): ReadonlySet<string> {
  return new Set([...Object.keys(a), ...Object.keys(b)]);
}

/** Values of env and labels whose name looks secret are never shown. */
function hideSecret(field: FieldDiff): FieldDiff {
  const name = /^(?:env|labels)\.([^.]+)/.exec(field.path)?.[1];
  if (name === undefined || !SECRET_NAME.test(name)) return field;
  return { path: field.path, from: field.from === null ? null : '***', to: field.to === null ? null : '***' };
}
