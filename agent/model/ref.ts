/** Names of objects, the same in plans, status and commands. */
import type { Kind } from './kinds.gen.ts';

/**
 * What has a name in plans and status: what documents declare; `Disk/gold/n1/r2`, the cloud disk of the row `r2` of the pool
 * `gold` on the node `n1`; and `Growth/gold`, the growth of that pool.
 */
export type ObjectKind = Kind | 'Disk' | 'Growth';

/** `Volume/pg`, `App//shop/web` (an app's name is its path), `App/batch:/shop/web` on the Marathon named `batch`. */
export type Ref = `${ObjectKind}/${string}`;

export type SystemKind = 'marathon' | 'scaleio' | 'cloud-disks' | 'git';
/** `marathon`, or `marathon:batch` for a named one. */
export type SystemName = SystemKind | `${SystemKind}:${string}`;

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

/** The document that says what becomes of an object: itself, or the pool of a disk and of a growth. */
export function declaringRef(ref: Ref): Ref {
  const kind = kindOf(ref);
  if (kind !== 'Disk' && kind !== 'Growth') return ref;
  return refOf('StoragePool', nameOf(ref).split('/', 1)[0] ?? '');
}

/** The system that an object of this kind is in, and whose id its approvals are bound to; git for what only the repository knows. */
export function systemOfKind(kind: ObjectKind): SystemKind {
  switch (kind) {
    case 'App':
      return 'marathon';
    case 'ProtectionDomain':
    case 'StorageNode':
    case 'StoragePool':
    case 'Volume':
      return 'scaleio';
    case 'Disk':
      return 'cloud-disks';
    case 'Approval':
    case 'Cluster':
    case 'Growth':
      return 'git';
  }
}
