/** Pools by what a Volume may call them. */
import type { ByName } from './declared.ts';
import { hasVendorName } from './names.ts';
import { told } from './sound.ts';
import type { Entry } from './types.ts';

/**
 * The pools a Volume's `pool` may mean: by its name, or `domain/pool` by the domain's name (ours or ScaleIO's) and the
 * pool's in ScaleIO. Null: perhaps one whose domain is wrong or declared nowhere, so that nobody knows its domain.
 */
export type FindPools = (wanted: string) => readonly Entry<'StoragePool'>[] | null;

export function poolFinder(named: ByName): FindPools {
  let qualified: Qualified | null = null;
  return (wanted) => {
    const slash = wanted.indexOf('/');
    if (slash < 0) {
      const pool = named.StoragePool.get(wanted);
      return pool === undefined ? [] : [pool];
    }
    qualified ??= qualifiedNames(named);
    const found = qualified.pools.get(wanted);
    if (found !== undefined) return found;
    return qualified.isAnyUnnamed || qualified.somewhere.has(wanted.slice(slash + 1)) ? null : [];
  };
}

interface Qualified {
  readonly pools: ReadonlyMap<string, readonly Entry<'StoragePool'>[]>;
  /** ScaleIO's names of pools in domains that nobody knows. */
  readonly somewhere: ReadonlySet<string>;
  /** Of some pool or domain nobody knows how it is called in ScaleIO. */
  readonly isAnyUnnamed: boolean;
}

function qualifiedNames({ StoragePool, ProtectionDomain }: ByName): Qualified {
  const pools = new Map<string, Entry<'StoragePool'>[]>();
  const somewhere = new Set<string>();
  const isAnyUnnamed = ![...StoragePool.values(), ...ProtectionDomain.values()].every(hasVendorName);
  for (const pool of StoragePool.values()) {
    const domain = ProtectionDomain.get(domainIn(pool) ?? '');
    if (domain === undefined) {
      somewhere.add(pool.vendorName);
      continue;
    }
    for (const name of new Set([domain.name, domain.vendorName])) add(pools, `${name}/${pool.vendorName}`, pool);
  }
  return { pools, somewhere, isAnyUnnamed };
}

/** Two of one name in one domain are a fault already. */
function add(pools: Map<string, Entry<'StoragePool'>[]>, name: string, pool: Entry<'StoragePool'>): void {
  const there = pools.get(name);
  if (there === undefined) pools.set(name, [pool]);
  else if (domainIn(there.at(-1)) !== domainIn(pool)) there.push(pool);
}

function domainIn(pool: Entry<'StoragePool'> | undefined): string | null {
  return pool === undefined ? null : told(pool, ({ spec }) => spec.protectionDomain);
}
