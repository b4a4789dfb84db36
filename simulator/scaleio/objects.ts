/** Finding objects and listing them: types, ids, relationships, names. */
import { TYPES } from './object-types.ts';
import type { Item, ObjectType } from './object-types.ts';
import { missing, optional } from './params.ts';
import type { Params } from './params.ts';
import { has } from './profile.ts';
import { absent, Refusal, refused } from './rc.ts';
import type { RC } from './rc.ts';
import type { ScaleioState } from './state.ts';

type Found<T> = readonly T[] | { get(id: string): T | undefined };

/** The object of this id; throws a Refusal when there is none. */
export function found<T extends { readonly id: string }>(items: Found<T>, id: string, missing: keyof typeof RC): T {
  const item = 'get' in items ? items.get(id) : items.find((candidate) => candidate.id === id);
  if (!item) throw refused(missing);
  return item;
}

/** Null: this simulator has no such type. Throws a Refusal when the version has none. */
function typeNamed(state: ScaleioState, name: string): ObjectType | null {
  const type = TYPES[name];
  if (!type) return null;
  if (type.feature !== undefined && !has(state.version, type.feature)) throw absent(`/api/types/${name}`);
  return type;
}

/** Null: this simulator has no such type. */
export function listOf(state: ScaleioState, typeName: string): readonly object[] | null {
  return typeNamed(state, typeName)?.bodies(state) ?? null;
}

/** Those of a list of ids (queryBySelectedIds). Null: this simulator has no such type. */
export function selectedOf(state: ScaleioState, typeName: string, ids: readonly string[]): readonly object[] | null {
  const type = typeNamed(state, typeName);
  return type && ids.map((id) => bodyIn(state, type, id));
}

/** Null: this simulator has no such type. */
export function instanceOf(state: ScaleioState, typeName: string, id: string): object | null {
  const type = typeNamed(state, typeName);
  return type && bodyIn(state, type, id);
}

function bodyIn(state: ScaleioState, type: ObjectType, id: string): object {
  const body = type.body(state, id);
  if (body === null) throw refused(type.missing);
  return body;
}

/** Null: this simulator has no such relationship. */
export function relatedTo(
  state: ScaleioState,
  from: { readonly type: string; readonly id: string },
  relation: string,
): readonly object[] | null {
  const type = typeNamed(state, from.type);
  const lead = type?.relations[relation];
  const target = typeNamed(state, relation);
  if (!type || !lead || !target) return null;
  if (!type.get(state, from.id)) throw new Refusal(500, 0, `Error in get relationship ${relation}`);
  return lead(state, from.id).flatMap((id) => target.body(state, id) ?? []);
}

/**
 * By `name`, of SDCs and SDSs also by `ip`; names of pools are unique in their domain, which may be given. Up to 3.x answers 3
 * for any type when there is none, 4.x says which type it is.
 */
export function idByKey(state: ScaleioState, typeName: string, params: Params): string | null {
  const type = typeNamed(state, typeName);
  if (!type) return null;
  const [name, ip, domainId] = [optional(params, 'name'), optional(params, 'ip'), optional(params, 'protectionDomainId')];
  if (name === null && ip === null) throw missing('name');
  const isIt = (item: Item): boolean =>
    (name === null ? item.ip === ip : item.name === name) && (domainId === null || (item.domainId ?? domainId) === domainId);
  const one = type.all(state).find(isIt);
  if (!one) throw refused(has(state.version, 'missingByKind') ? type.missing : 'NOT_FOUND');
  return one.id;
}
