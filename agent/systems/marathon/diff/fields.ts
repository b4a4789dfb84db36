/** Two normal forms, field by field. */
import type { FieldDiff } from '../../../model/change.ts';
import type { Json } from '../../../model/ref.ts';
import { isJsonObject, isList } from '../normalise/rules.ts';
import type { JsonObject } from '../types.ts';

/** Maps with names of the user's choosing: each entry is a field of its own, also when one side has no map at all. */
const MAPS: ReadonlySet<string> = new Set(['env', 'labels', 'secrets']);
const SECRET_NAME = /pass|secret|token|credential|private|auth|api_?key|(^|_)key($|_)/i;

/** Every place where they differ, in order of field; empty when they are equal. */
export function differingFields(live: JsonObject, wanted: JsonObject): readonly FieldDiff[] {
  const found: FieldDiff[] = [];
  for (const field of namesOf(live, wanted)) {
    const empty = MAPS.has(field) ? {} : undefined;
    compare(field, live[field] ?? empty, wanted[field] ?? empty, found);
  }
  return found.map(hideSecret);
}

function compare(path: string, from: Json | undefined, to: Json | undefined, found: FieldDiff[]): void {
  if (from === to) return;
  if (isJsonObject(from) && isJsonObject(to)) {
    for (const name of namesOf(from, to)) compare(`${path}.${name}`, from[name], to[name], found);
  } else if (isList(from) && isList(to) && from.length === to.length) {
    for (const [index, entry] of from.entries()) compare(`${path}[${index}]`, entry, to[index], found);
  } else {
    found.push({ path, from: from ?? null, to: to ?? null });
  }
}

function namesOf(a: JsonObject, b: JsonObject): readonly string[] {
  const names = Object.keys(a);
  for (const name of Object.keys(b)) if (!(name in a)) names.push(name);
  return names.toSorted();
}

/** Values of env and labels whose name looks secret are never shown. */
function hideSecret(field: FieldDiff): FieldDiff {
  const name = /^(?:env|labels)\.([^.]+)/.exec(field.path)?.[1];
  if (name === undefined || !SECRET_NAME.test(name)) return field;
  return { path: field.path, from: field.from === null ? null : '***', to: field.to === null ? null : '***' };
}
