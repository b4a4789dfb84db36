/** The types of objects: which there are of each, how they are written, and where their relationships lead. */
import { alertBody, alertsOf } from './alerts.ts';
import { deviceBody, spSdsBody, spSdsOf } from './device-body.ts';
import { domainBody, faultSetBody } from './domain-bodies.ts';
import { sdcBody, sdsBody } from './node-bodies.ts';
import { poolBody } from './pool-body.ts';
import type { Feature } from './profile.ts';
import type { RC } from './rc.ts';
import type { ScaleioState } from './state.ts';
import { systemBody, userBody } from './system-body.ts';
import { volumeBody, vtreeBody, vtreeOf, vtreesOf } from './volume-bodies.ts';

export interface Item {
  readonly id: string;
  readonly name?: string | null;
  readonly ip?: string;
  /** What its name is unique in, for those of which more than one may have it. */
  readonly domainId?: string;
}

export interface ObjectType {
  /** Only where the version has it. */
  readonly feature?: Feature;
  all(state: ScaleioState): readonly Item[];
  get(state: ScaleioState, id: string): Item | undefined;
  bodies(state: ScaleioState): readonly object[];
  /** Null: there is no such object. */
  body(state: ScaleioState, id: string): object | null;
  readonly missing: keyof typeof RC;
  /** Relationship -> the ids it leads to from the object `id`. */
  readonly relations: Relations;
}

type Relations = { readonly [relation: string]: (state: ScaleioState, id: string) => readonly string[] };

interface Kind<T extends Item> {
  readonly feature?: Feature;
  readonly all: (state: ScaleioState) => readonly T[];
  /** Left out: looked for among all. */
  readonly get?: (state: ScaleioState, id: string) => T | undefined;
  readonly body: (state: ScaleioState, item: T) => object;
  readonly missing: keyof typeof RC;
  readonly relations?: Relations;
}

function typeOf<T extends Item>({ all, body, missing, relations = {}, ...kind }: Kind<T>): ObjectType {
  const get = kind.get ?? ((state: ScaleioState, id: string): T | undefined => all(state).find((item) => item.id === id));
  return {
    ...(kind.feature === undefined ? {} : { feature: kind.feature }),
    all,
    get,
    bodies: (state) => all(state).map((item) => body(state, item)),
    body(state, id) {
      const item = get(state, id);
      return item ? body(state, item) : null;
    },
    missing,
    relations,
  };
}

export const TYPES: { readonly [type: string]: ObjectType } = {
  System: typeOf({
    all: (state) => [state.system],
    body: systemBody,
    missing: 'NOT_FOUND',
    relations: {
      ProtectionDomain: (state) => idsOf(state.domains),
      Sdc: (state) => idsOf(state.sdcs),
      User: (state) => idsOf(usersOf(state)),
    },
  }),
  User: typeOf({ all: usersOf, body: userBody, missing: 'NOT_FOUND' }),
  ProtectionDomain: typeOf({
    all: (state) => state.domains,
    body: domainBody,
    missing: 'FD_NOT_FOUND',
    relations: {
      StoragePool: (state, id) => idsOf(state.pools.filter(({ domainId }) => domainId === id)),
      Sds: (state, id) => idsOf(state.sds.filter(({ domainId }) => domainId === id)),
      FaultSet: (state, id) => idsOf(state.faultSets.filter(({ domainId }) => domainId === id)),
    },
  }),
  FaultSet: typeOf({
    all: (state) => state.faultSets,
    body: faultSetBody,
    missing: 'FAULT_SET_NOT_FOUND',
    relations: { Sds: (state, id) => idsOf(state.sds.filter(({ faultSetId }) => faultSetId === id)) },
  }),
  StoragePool: typeOf({
    all: (state) => state.pools,
    body: poolBody,
    missing: 'STORAGE_POOL_NOT_FOUND',
    relations: {
      Volume: (state, id) => idsOf([...state.volumes.inPool(id)]),
      Device: (state, id) => idsOf(state.devices.filter(({ poolId }) => poolId === id)),
      VTree: (state, id) => [...new Set([...state.volumes.inPool(id)].map(({ vtreeId }) => vtreeId))],
      SpSds: (state, id) => idsOf(spSdsOf(state).filter(({ poolId }) => poolId === id)),
    },
  }),
  Sds: typeOf({
    all: (state) => state.sds,
    body: sdsBody,
    missing: 'TGT_NOT_FOUND',
    relations: {
      Device: (state, id) => idsOf(state.devices.filter(({ sdsId }) => sdsId === id)),
      RfcacheDevice: () => [],
      SpSds: (state, id) => idsOf(spSdsOf(state).filter(({ sdsId }) => sdsId === id)),
    },
  }),
  Sdc: typeOf({
    all: (state) => state.sdcs,
    body: sdcBody,
    missing: 'INI_NOT_FOUND',
    relations: { Volume: (state, id) => idsOf([...state.volumes].filter(({ mappings }) => mappings.has(id))) },
  }),
  Device: typeOf({ all: (state) => state.devices, body: deviceBody, missing: 'TGT_DEVICE_NOT_FOUND' }),
  Volume: typeOf({
    all: (state) => [...state.volumes],
    get: (state, id) => state.volumes.get(id),
    body: volumeBody,
    missing: 'VOL_NOT_FOUND',
  }),
  VTree: typeOf({
    all: vtreesOf,
    get: vtreeOf,
    body: vtreeBody,
    missing: 'NOT_FOUND',
    relations: { Volume: (state, id) => idsOf([...state.volumes.inVtree(id)]) },
  }),
  SpSds: typeOf({ feature: 'netCapacity', all: spSdsOf, body: spSdsBody, missing: 'NOT_FOUND' }),
  RfcacheDevice: typeOf({ all: () => [], body: (_, item) => item, missing: 'NOT_FOUND' }),
  SnapshotPolicy: typeOf({ feature: 'snapshotPolicies', all: () => [], body: (_, item) => item, missing: 'NOT_FOUND' }),
  Alert: typeOf({ feature: 'alerts', all: alertsOf, body: alertBody, missing: 'NOT_FOUND' }),
};

/** The one who logs in. */
function usersOf({ system }: ScaleioState): readonly { readonly id: string; readonly name: string }[] {
  return [{ id: `${system.id.slice(0, 8)}00000000`, name: 'admin' }];
}

function idsOf(items: readonly Item[]): readonly string[] {
  return items.map(({ id }) => id);
}
