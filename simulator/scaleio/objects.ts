/** Finding objects and listing them: types, ids, relationships, names. */
import { domainBody, faultSetBody, poolBody, volumeBody } from './bodies.ts';
import { deviceBody, sdcBody, sdsBody } from './node-bodies.ts';
import { missing, optional } from './params.ts';
import type { Params } from './params.ts';
import { Refusal, refused } from './rc.ts';
import type { RC } from './rc.ts';
import type { ScaleioState } from './state.ts';
import { systemBody } from './system-body.ts';

interface Item {
  readonly id: string;
  readonly name?: string | null;
  readonly ip?: string;
}

interface Type {
  readonly items: (state: ScaleioState) => readonly Item[];
  readonly bodies: (state: ScaleioState) => readonly object[];
  readonly body: (state: ScaleioState, id: string) => object;
  readonly missing: keyof typeof RC;
  /** Relationship -> the ids it leads to from the object `id`. */
  readonly relations: { readonly [relation: string]: (state: ScaleioState, id: string) => readonly string[] };
}

function typeOf<T extends Item>(
  items: (state: ScaleioState) => readonly T[],
  body: (state: ScaleioState, item: T) => object,
  missing: keyof typeof RC,
  relations: Type['relations'] = {},
): Type {
  return {
    items,
    bodies: (state) => items(state).map((item) => body(state, item)),
    body(state, id) {
      return body(state, found(items(state), id, missing));
    },
    missing,
    relations,
  };
}

const types: { readonly [type: string]: Type } = {
  System: typeOf((state) => [state.system], systemBody, 'NOT_FOUND', {
    ProtectionDomain: (state) => state.domains.map(({ id }) => id),
    Sdc: (state) => state.sdcs.map(({ id }) => id),
  }),
  ProtectionDomain: typeOf((state) => state.domains, domainBody, 'FD_NOT_FOUND', {
    StoragePool: (state, id) => state.pools.filter(({ domainId }) => domainId === id).map((pool) => pool.id),
    Sds: (state, id) => state.sds.filter(({ domainId }) => domainId === id).map((sds) => sds.id),
    FaultSet: (state, id) => state.faultSets.filter(({ domainId }) => domainId === id).map((faultSet) => faultSet.id),
  }),
  FaultSet: typeOf((state) => state.faultSets, faultSetBody, 'FAULT_SET_NOT_FOUND', {
    Sds: (state, id) => state.sds.filter(({ faultSetId }) => faultSetId === id).map((sds) => sds.id),
  }),
  StoragePool: typeOf((state) => state.pools, poolBody, 'STORAGE_POOL_NOT_FOUND', {
    Volume: (state, id) => [...state.volumes.inPool(id)].map((volume) => volume.id),
    Device: (state, id) => state.devices.filter(({ poolId }) => poolId === id).map((device) => device.id),
  }),
  Sds: typeOf((state) => state.sds, sdsBody, 'TGT_NOT_FOUND', {
    Device: (state, id) => state.devices.filter(({ sdsId }) => sdsId === id).map((device) => device.id),
  }),
  Sdc: typeOf((state) => state.sdcs, sdcBody, 'INI_NOT_FOUND', {
    Volume: (state, id) => [...state.volumes].flatMap((volume) => (volume.mappings.has(id) ? [volume.id] : [])),
  }),
  Device: typeOf((state) => state.devices, deviceBody, 'TGT_DEVICE_NOT_FOUND'),
  Volume: typeOf((state) => [...state.volumes], volumeBody, 'VOL_NOT_FOUND'),
};

type Found<T> = readonly T[] | { get(id: string): T | undefined };

/** The object of this id; throws a Refusal when there is none. */
export function found<T extends { readonly id: string }>(items: Found<T>, id: string, missing: keyof typeof RC): T {
  const item = 'get' in items ? items.get(id) : items.find((candidate) => candidate.id === id);
  if (!item) throw refused(missing);
  return item;
}

/** Null: this simulator has no such type. */
export function listOf(state: ScaleioState, typeName: string): readonly object[] | null {
  return types[typeName]?.bodies(state) ?? null;
}

export function instanceOf(state: ScaleioState, typeName: string, id: string): object | null {
  return types[typeName]?.body(state, id) ?? null;
}

/** Null: this simulator has no such relationship. */
export function relatedTo(
  state: ScaleioState,
  from: { readonly type: string; readonly id: string },
  relation: string,
): readonly object[] | null {
  const type = types[from.type];
  const lead = type?.relations[relation];
  const target = types[relation];
  if (!type || !lead || !target) return null;
  if (!type.items(state).some(({ id }) => id === from.id)) throw new Refusal(500, 0, `Error in get relationship ${relation}`);
  return lead(state, from.id).map((id) => target.body(state, id));
}

/** By `name`, of SDCs also by `ip`. 2.x answers 3 for any type when there is none. */
export function idByKey(state: ScaleioState, typeName: string, params: Params): string | null {
  const type = types[typeName];
  if (!type) return null;
  const name = optional(params, 'name');
  const ip = optional(params, 'ip');
  if (name === null && ip === null) throw missing('name');
  const found = type.items(state).find((item) => (name === null ? item.ip === ip : item.name === name));
  if (!found) throw refused('NOT_FOUND');
  return found.id;
}
