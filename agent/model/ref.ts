/** Names of objects, the same in plans, status and commands. */
import type { Kind } from './kinds.gen.ts';

/**
 * What has a name in plans and status: what documents declare; `Disk/gold/n1/r2`, the cloud disk of the row `r2` of the pool
 * `gold` on the node `n1`; `Growth/gold`, the growth of that pool; `Device/n1/sdb`, a disk that the node `n1` came with; and
 * `Snapshot/pg/20261122-0300`, the one taken of the volume `pg` for that time (UTC).
 */
export type ObjectKind = Kind | 'Disk' | 'Growth' | 'Device' | 'Snapshot';

/**
 * `Volume/pg`, `App//shop/web` (an app's name is its path), `App/batch:/shop/web` on the Marathon named `batch`. A job says which
 * scheduler has it: `Job/chronos:nightly`, `Job/metronome:batch:nightly` in the Metronome named `batch`.
 */
export type Ref = `${ObjectKind}/${string}`;

export type SystemKind = 'marathon' | 'chronos' | 'metronome' | 'mesos' | 'scaleio' | 'cloud-disks' | 'git';
/** `marathon`, or `marathon:batch` for a named one. */
export type SystemNameOf<K extends SystemKind> = K | `${K}:${string}`;
export type SystemName = SystemNameOf<SystemKind>;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function refOf(kind: ObjectKind, name: string): Ref {
  return `${kind}/${name}`;
}

/** The part of a Ref before the first slash. */
export function kindOf(ref: Ref): ObjectKind {
  return ref.slice(0, ref.indexOf('/')) as ObjectKind;
}

/** The part of a Ref after the first slash: `/shop/web` of `App//shop/web`. */
export function nameOf(ref: Ref): string {
  return ref.slice(ref.indexOf('/') + 1);
}

/** Whose document says what becomes of objects that have none of their own. */
const DECLARED_BY: { readonly [K in ObjectKind]?: Kind } = {
  Disk: 'StoragePool',
  Growth: 'StoragePool',
  Device: 'StorageNode',
  Snapshot: 'Volume',
};

/** The document that says what becomes of an object: itself, or that of the pool, node or volume in its name. */
export function declaringRef(ref: Ref): Ref {
  const kind = DECLARED_BY[kindOf(ref)];
  return kind === undefined ? ref : refOf(kind, nameOf(ref).split('/', 1)[0] ?? '');
}

/** What runs, and is the same again when it is made anew: everything else holds data, or says how data are held. */
const WORKLOADS: ReadonlySet<ObjectKind> = new Set(['App', 'Framework', 'Group', 'Job', 'Pod']);

export function isWorkload(kind: ObjectKind): boolean {
  return WORKLOADS.has(kind);
}

/** The name of a system of which there may be several; `on` null: the one without a name. */
export function systemNamed<K extends SystemKind>(kind: K, on: string | null): SystemNameOf<K> {
  return on === null ? kind : `${kind}:${on}`;
}

/** The name in the Ref of an object of Marathon, or of a Framework: `batch:/shop/web`. */
export function nameOn(on: string | null, name: string): string {
  return on === null ? name : `${on}:${name}`;
}

/** The part of a Ref by which its own system knows it: `/shop/web` of `App/batch:/shop/web`, `nightly` of `Job/chronos:nightly`. */
export function vendorNameOf(ref: Ref): string {
  const name = nameOf(ref);
  return isWorkload(kindOf(ref)) ? name.slice(name.lastIndexOf(':') + 1) : name;
}

/** What has data in it, so that another one of its name is no replacement. */
const DATA_KINDS = ['ProtectionDomain', 'StoragePool', 'Volume'] as const;
type DataKind = (typeof DATA_KINDS)[number];

export function holdsData(kind: ObjectKind): kind is DataKind {
  return DATA_KINDS.some((one) => one === kind);
}

/** Jobs may be in another one: their Refs say in which. */
const SYSTEMS: Readonly<Record<ObjectKind, SystemKind>> = {
  App: 'marathon',
  Approval: 'git',
  Cluster: 'git',
  Device: 'scaleio',
  Disk: 'cloud-disks',
  FaultSet: 'scaleio',
  Framework: 'mesos',
  Group: 'marathon',
  Growth: 'git',
  Job: 'chronos',
  Pod: 'marathon',
  ProtectionDomain: 'scaleio',
  Snapshot: 'scaleio',
  StorageNode: 'scaleio',
  StoragePool: 'scaleio',
  Volume: 'scaleio',
};

/** The system that an object is in, and whose id its approvals are bound to; git for what only the repository knows. */
export function systemOf(ref: Ref): SystemName {
  const kind = kindOf(ref);
  const system = SYSTEMS[kind];
  if (kind === 'Job') return jobSystemOf(ref);
  return system === 'marathon' ? systemNamed(system, onOf(ref)) : system;
}

/** The name of the system that an object of Marathon is in, or of the Marathon that runs a Framework's scheduler; null: it has none. */
export function onOf(ref: Ref): string | null {
  const name = nameOf(ref);
  const end = name.lastIndexOf(':');
  return end === -1 ? null : name.slice(0, end);
}

/** A Ref without a scheduler is of a document that says neither which; such a commit is refused. */
function jobSystemOf(ref: Ref): SystemName {
  const [kind, name] = (onOf(ref) ?? 'chronos').split(':', 2);
  return systemNamed(kind === 'metronome' ? 'metronome' : 'chronos', name ?? null);
}
