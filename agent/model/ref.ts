/** Names of objects, the same in plans, status and commands. */
import type { Kind } from './kinds.gen.ts';

/** `Volume/pg`, `App//shop/web` (an app's name is its path), `App/batch:/shop/web` on the Marathon named `batch`. */
export type Ref = `${Kind}/${string}`;

export type SystemKind = 'marathon' | 'scaleio' | 'git';
/** `marathon`, or `marathon:batch` for a named one. */
export type SystemName = SystemKind | `${SystemKind}:${string}`;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function refOf(kind: Kind, name: string): Ref {
  return `${kind}/${name}`;
}

/** The part of a Ref before the first slash. */
export function kindOf(ref: Ref): Kind {
  return ref.slice(0, ref.indexOf('/')) as Kind;
}

/** The part of a Ref after the first slash: `/shop/web` of `App//shop/web`. */
export function nameOf(ref: Ref): string {
  return ref.slice(ref.indexOf('/') + 1);
}

/** The system whose object a document of this kind declares; git for what only the repository knows. */
export function systemOfKind(kind: Kind): SystemKind {
  switch (kind) {
    case 'App':
      return 'marathon';
    case 'ProtectionDomain':
    case 'StorageNode':
    case 'StoragePool':
    case 'Volume':
      return 'scaleio';
    case 'Approval':
    case 'Cluster':
      return 'git';
  }
}
