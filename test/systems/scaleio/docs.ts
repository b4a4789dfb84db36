/** Documents and live readings for the pure parts. */
import type { Change, Draft } from '../../../agent/model/change.ts';
import type { Desired, Doc } from '../../../agent/model/desired.ts';
import type { Kinds } from '../../../agent/model/kinds.gen.ts';
import { NO_MEMORY } from '../../../agent/model/memory.ts';
import type { Memory } from '../../../agent/model/memory.ts';
import type { Live } from '../../../agent/model/observed.ts';
import { ok } from '../../../agent/model/observed.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import type { Inputs } from '../../../agent/model/system.ts';
import type {
  Device,
  PoolStatistics,
  ScaleioAction,
  ScaleioFacets,
  StorageNode,
  StoragePool,
  Volume,
} from '../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../agent/units.ts';
import type { Kib } from '../../../agent/units.ts';
import { desired as emptyDesired, NOON, NOTHING_SAID } from '../../helpers/builders.ts';

type StorageKind = 'FaultSet' | 'ProtectionDomain' | 'StoragePool' | 'StorageNode' | 'Volume';

export function doc<K extends StorageKind>(kind: K, name: string, spec: Kinds[K], links: readonly Ref[] = []): Doc<K> {
  const origin = { file: `${kind}/${name}.yaml`, blob: 'b', index: 0 };
  return { ref: `${kind}/${name}`, kind, name, state: 'present', ...NOTHING_SAID, spec, specDigest: JSON.stringify(spec), links, origin };
}

export interface Declared {
  readonly domain?: Kinds['ProtectionDomain'];
  readonly pool?: Partial<Kinds['StoragePool']> | null;
  readonly node?: Partial<Kinds['StorageNode']>;
  readonly volume?: Partial<Kinds['Volume']>;
  readonly volumeState?: 'present' | 'absent';
  /** Volumes beside `pg`, by name. */
  readonly others?: { readonly [name: string]: Partial<Kinds['Volume']> };
}

/** Domain `pd`, pool `gold` in it, node `n1`, volume `pg` of 16 GiB in `gold`; each may differ, `pool: null` is not declared. */
export function declare(over: Declared = {}): Desired {
  const domain = doc('ProtectionDomain', 'pd', over.domain ?? {});
  const pool = over.pool === null ? null : doc('StoragePool', 'gold', { protectionDomain: 'pd', ...over.pool }, [domain.ref]);
  const node = doc('StorageNode', 'n1', { protectionDomain: 'pd', ...over.node }, [domain.ref]);
  const links = pool ? [pool.ref] : [];
  const volume = { ...doc('Volume', 'pg', { pool: 'gold', sizeGiB: 16, ...over.volume }, links), state: over.volumeState ?? 'present' };
  const others = Object.entries(over.others ?? {}).map(([name, spec]) =>
    doc('Volume', name, { pool: 'gold', sizeGiB: 16, ...spec }, links),
  );
  return emptyDesired({
    docs: {
      ...emptyDesired().docs,
      ProtectionDomain: new Map([[domain.name, domain]]),
      StoragePool: new Map(pool ? [[pool.name, pool]] : []),
      StorageNode: new Map([[node.name, node]]),
      Volume: new Map([volume, ...others].map((each) => [each.name, each])),
    },
  });
}

export function inputsOf(desired: Desired, over: Partial<Inputs> = {}): Inputs {
  return { desired, accepted: null, memory: NO_MEMORY, grants: [], secretTexts: new Map(), ignored: () => [], now: NOON, ...over };
}

/** What is remembered of a cluster that has the volume `pg` under this id. */
export function owning(backendId: string): Memory {
  const ref = 'Volume/pg';
  const how = { how: 'created', commit: 'c', since: NOON, forgottenAt: null } as const;
  return { ...NO_MEMORY, inventory: new Map([[ref, { ref, backendId, applied: null, specDigest: null, ...how }]]) };
}

/** A change of a cloud disk as the slots rule drafts it, as far as `write` looks at it. */
export function diskChange(action: ScaleioAction, diskId: string): Change<ScaleioAction> {
  const ref = 'Disk/gold/n1/r1';
  const empty = { then: [], needs: [], reads: [], requires: [], fields: [], effects: [], markedBy: null, spend: null };
  return planned({ ...empty, id: `keep ${ref}`, ref, backendId: diskId, op: 'create', class: 'additive', action, reason: 'test' });
}

/** A draft as the plan hands it on. */
export function planned(draft: Draft<ScaleioAction>): Change<ScaleioAction> {
  return { ...draft, cause: 'git', approvalKey: 'f'.repeat(64) };
}

export const POOL: StoragePool = {
  id: 'sp1',
  name: 'gold',
  protectionDomainId: 'pd1',
  highPercent: 80,
  criticalPercent: 90,
  sparePercent: 34,
  rebalanceEnabled: true,
  rebuild: { enabled: true, policy: 'limitNumOfConcurrentIos', concurrentIosPerDevice: 1, bandwidthKibpsPerDevice: 10_240 },
  rebalance: { enabled: true, policy: 'favorAppIos', concurrentIosPerDevice: 1, bandwidthKibpsPerDevice: 10_240 },
  parallelJobsPerDevice: 2,
  zeroPadding: true,
  useRmcache: false,
  useRfcache: false,
  rmcacheWriteHandling: 'Cached',
  mediaType: null,
};
export const VOLUME: Volume = {
  id: 'v1',
  name: 'pg',
  sizeKib: gibToKib(16),
  storagePoolId: 'sp1',
  volumeType: 'ThinProvisioned',
  ancestorVolumeId: null,
  vtreeId: 't1',
  mappings: [],
  createdAtSeconds: NOON / 1000,
};
export const NODE: StorageNode = {
  id: 's1',
  name: 'n1',
  protectionDomainId: 'pd1',
  ips: ['10.0.0.12', '10.0.0.11'],
  roles: ['all', 'all'],
  port: 7072,
  states: { sdsState: 'Normal', membershipState: 'Joined', mdmConnectionState: 'Connected', maintenanceState: 'NoMaintenance' },
  faultSetId: null,
};
/** The three nodes of the pool, each with two devices of 250 KiB in it. */
export const NODES: readonly StorageNode[] = [
  NODE,
  { ...NODE, id: 's2', name: 'n2', ips: [], roles: [] },
  { ...NODE, id: 's3', name: 'n3', ips: [], roles: [] },
];
export const DEVICES: readonly Device[] = NODES.flatMap(({ id }) => ['a', 'b'].map((letter) => deviceOf(`${id}${letter}`, id)));
const NONE = 0 as Kib;

export function deviceOf(name: string, sdsId: string, over: Partial<Device> = {}): Device {
  const well = { storagePoolId: 'sp1', deviceState: 'Normal', errorState: 'None', maxKib: 250 as Kib };
  return { id: `d-${name}`, name, sdsId, path: `/dev/${name}`, originalPath: `/dev/${name}`, ...well, ...over };
}

/** 1000 KiB after spare, of which `inUseKib` are used. */
export function figures(inUseKib: number, over: Partial<PoolStatistics> = {}): PoolStatistics {
  const well = {
    deviceCount: DEVICES.length,
    degradedKib: NONE,
    failedKib: NONE,
    unreachableUnusedKib: NONE,
    rebuildKib: NONE,
    rebalanceKib: NONE,
  };
  const given = { availableKib: NONE, thickKib: NONE, thinAllocatedKib: NONE, rebuildKibps: 0, rebalanceKibps: 0 };
  return { maxKib: 1500 as Kib, spareKib: 500 as Kib, inUseKib: inUseKib as Kib, ...well, ...given, ...over };
}

/** With room for every volume of these tests. */
const ROOMY = figures(100, { maxKib: gibToKib(1500), spareKib: gibToKib(500), availableKib: gibToKib(496) });

const AS_DECLARED: ScaleioFacets = {
  system: { id: 'sys', name: 'scaleio', version: '2.6', mdmState: 'ClusteredNormal' },
  domains: [{ id: 'pd1', name: 'pd', protectionDomainState: 'Active' }],
  faultSets: [],
  pools: [POOL],
  statistics: new Map([['sp1', ROOMY]]),
  volumes: [VOLUME],
  nodes: NODES,
  devices: DEVICES,
  sdcs: [],
  migrations: new Map(),
  alerts: [],
};

/** Unless `over` says otherwise, the pool counts as many devices as are listed. */
export function liveOf(over: Partial<ScaleioFacets> = {}): Live<ScaleioFacets> {
  const listed = (over.devices ?? DEVICES).filter(({ storagePoolId }) => storagePoolId === POOL.id);
  const counted = { ...ROOMY, deviceCount: listed.length, ...(listed.length === 0 ? { maxKib: NONE } : {}) };
  const statistics = new Map([[POOL.id, counted]]);
  const facets = Object.entries({ ...AS_DECLARED, statistics, ...over }).map(([facet, value]: [string, unknown]) => [
    facet,
    ok(value, NOON),
  ]);
  return Object.fromEntries(facets) as Live<ScaleioFacets>;
}
