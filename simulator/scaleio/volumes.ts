/** The volumes, found by id, name, pool and VTree at once, with each pool's totals kept: there may be tens of thousands. */
import { gibToKib } from './sizes.ts';
import type { ScaleioState } from './state.ts';

export interface Mapping {
  readonly limitIops: number;
  readonly limitKibps: number;
  readonly accessMode: string;
}

export interface Volume {
  readonly id: string;
  readonly name: string | null;
  readonly vtreeId: string;
  readonly poolId: string;
  readonly type: 'ThinProvisioned' | 'ThickProvisioned' | 'Snapshot';
  /** Of a snapshot: the volume it was taken of. */
  readonly ancestorId: string | null;
  /** Of a snapshot: those that were taken with it have the same. */
  readonly groupId: string | null;
  readonly sizeKib: number;
  /** What has been written to a thin volume, or what a snapshot alone still holds, counted once. */
  readonly writtenKib: number;
  readonly createdMs: number;
  /** By SDC id. */
  readonly mappings: Map<string, Mapping>;
  /** What mappings may do at most (from 3.0 on). */
  readonly accessModeLimit: string;
  /** Until when it may not be removed; 0: it may. */
  readonly retainedUntilMs: number;
  readonly useRmcache: boolean;
}

/** A VTree on its way to another pool. */
export interface Migration {
  readonly fromPoolId: string;
  readonly toPoolId: string;
  /** What is left to copy, counted once. */
  leftKib: number;
}

/** Of one pool, each size counted once. */
export interface Totals {
  readonly thickKib: number;
  readonly thinKib: number;
  readonly thinWrittenKib: number;
  readonly snapshotKib: number;
}

export interface Volumes extends Iterable<Volume> {
  readonly size: number;
  get(id: string): Volume | undefined;
  named(name: string): Volume | undefined;
  inPool(poolId: string): ReadonlySet<Volume>;
  inVtree(vtreeId: string): ReadonlySet<Volume>;
  totals(poolId: string): Totals;
  add(volume: Volume): void;
  remove(volume: Volume): void;
  /** The only way to change one. */
  change(volume: Volume, fields: Partial<Omit<Volume, 'id' | 'vtreeId' | 'type' | 'mappings'>>): void;
}

/** ScaleIO allocates volumes in these steps. */
export const VOLUME_STEP_KIB = gibToKib(8);

const NONE: ReadonlySet<Volume> = new Set();
const NOTHING: Totals = { thickKib: 0, thinKib: 0, thinWrittenKib: 0, snapshotKib: 0 };

export function makeVolumes(): Volumes {
  const byId = new Map<string, Volume>();
  const byName = new Map<string, Volume>();
  const [byPool, byVtree] = [new Map<string, Set<Volume>>(), new Map<string, Set<Volume>>()];
  const totals = new Map<string, Totals>();
  const count = (volume: Volume, sign: 1 | -1): void => {
    totals.set(volume.poolId, sumOf(totals.get(volume.poolId) ?? NOTHING, volume, sign));
  };
  const join = (groups: Map<string, Set<Volume>>, key: string, volume: Volume): void => {
    groups.set(key, (groups.get(key) ?? new Set()).add(volume));
  };
  return {
    get size() {
      return byId.size;
    },
    [Symbol.iterator]: () => byId.values(),
    get: (id) => byId.get(id),
    named: (name) => byName.get(name),
    inPool: (poolId) => byPool.get(poolId) ?? NONE,
    inVtree: (vtreeId) => byVtree.get(vtreeId) ?? NONE,
    totals: (poolId) => totals.get(poolId) ?? NOTHING,
    add(volume) {
      byId.set(volume.id, volume);
      if (volume.name !== null) byName.set(volume.name, volume);
      join(byPool, volume.poolId, volume);
      join(byVtree, volume.vtreeId, volume);
      count(volume, 1);
    },
    remove(volume) {
      byId.delete(volume.id);
      if (volume.name !== null) byName.delete(volume.name);
      byPool.get(volume.poolId)?.delete(volume);
      byVtree.get(volume.vtreeId)?.delete(volume);
      count(volume, -1);
    },
    change(volume, fields) {
      const { name, poolId } = volume;
      count(volume, -1);
      Object.assign(volume, fields);
      count(volume, 1);
      if (name !== null) byName.delete(name);
      if (volume.name !== null) byName.set(volume.name, volume);
      if (volume.poolId === poolId) return;
      byPool.get(poolId)?.delete(volume);
      join(byPool, volume.poolId, volume);
    },
  };
}

function sumOf(totals: Totals, { type, sizeKib, writtenKib }: Volume, sign: 1 | -1): Totals {
  const { thickKib, thinKib, thinWrittenKib, snapshotKib } = totals;
  switch (type) {
    case 'ThickProvisioned':
      return { ...totals, thickKib: thickKib + sign * sizeKib };
    case 'ThinProvisioned':
      return { ...totals, thinKib: thinKib + sign * sizeKib, thinWrittenKib: thinWrittenKib + sign * writtenKib };
    case 'Snapshot':
      return { ...totals, snapshotKib: snapshotKib + sign * writtenKib };
  }
}

type Origin = Pick<Volume, 'vtreeId' | 'ancestorId' | 'groupId'>;
type NewVolume = Pick<Volume, 'name' | 'poolId' | 'type' | 'sizeKib'> & Partial<Volume>;

/** Adds a volume, unmapped and with nothing written; without an origin it starts a VTree of its own. */
export function makeVolume(state: ScaleioState, fields: NewVolume, origin: Origin | null = null): Volume {
  const slot = state.volumes.size;
  const volume: Volume = {
    id: state.ids.next('Volume', slot),
    ...(origin ?? { vtreeId: state.ids.next('VTree', slot), ancestorId: null, groupId: null }),
    createdMs: state.nowMs,
    writtenKib: 0,
    mappings: new Map(),
    accessModeLimit: 'ReadWrite',
    retainedUntilMs: 0,
    useRmcache: false,
    ...fields,
  };
  state.volumes.add(volume);
  return volume;
}
