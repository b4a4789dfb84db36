/** References among storage objects: volume -> pool -> domain, node -> domain, fault set, and the pools of its disks. */
import type { Ref } from '../model/ref.ts';
import type { Path } from '../schema/fault.ts';
import { keysOf } from './declared.ts';
import type { ByName } from './declared.ts';
import { desiredErrors } from './errors.ts';
import type { FindPools } from './pools-called.ts';
import { mayBeRefused, told } from './sound.ts';
import type { Sound } from './sound.ts';
import { suggester } from './suggest.ts';
import type { CrossFault, Declared, Entry } from './types.ts';

export interface Linked {
  readonly links: ReadonlyMap<Ref, readonly Ref[]>;
  readonly faults: readonly CrossFault[];
}

type Target = 'StoragePool' | 'ProtectionDomain' | 'FaultSet';

/** A reference from a field of the spec, and what it may mean. */
interface Reference {
  readonly entry: Entry;
  readonly path: Path;
  readonly to: Target;
  readonly wanted: string;
  /** Null: it may be one that could not be read. */
  readonly found: readonly Entry[] | null;
  /** Whether the object that refers to it shall be there. */
  readonly isPresent: boolean;
  /** The domain that both have to be in; null: it may be in any, or nobody knows. */
  readonly domain?: string | null;
  /** Left out: the object needs it to be there first. */
  readonly isNoLink?: true;
}

/** Links of every storage object, and every reference that leads nowhere, to two, to what is to go or into another domain. */
export function linkStorage(declared: Declared, named: ByName, poolsCalled: FindPools): Linked {
  const links = new Map<Ref, readonly Ref[]>();
  const faults: CrossFault[] = [];
  const { StoragePool, ProtectionDomain, FaultSet } = declared.entries;
  const suggestions = {
    StoragePool: suggester(() => keysOf(StoragePool)),
    ProtectionDomain: suggester(() => keysOf(ProtectionDomain)),
    FaultSet: suggester(() => keysOf(FaultSet)),
  };
  const refused = {
    StoragePool: mayBeRefused(StoragePool),
    ProtectionDomain: mayBeRefused(ProtectionDomain),
    FaultSet: mayBeRefused(FaultSet),
  };
  for (const reference of referencesOf(declared, named, poolsCalled)) {
    const { entry, to, wanted, found, isNoLink } = reference;
    const [only, other] = found ?? [];
    if (only !== undefined && other === undefined) {
      if (isNoLink === undefined) links.set(entry.ref, [...(links.get(entry.ref) ?? []), only.ref]);
      faults.push(...misfits(reference, only));
    } else if (only !== undefined) faults.push(ambiguous(reference, found ?? []));
    else if (found !== null && !refused[to](wanted)) faults.push(missing(reference, suggestions[to](wanted)));
  }
  return { links, faults };
}

function* referencesOf({ entries }: Declared, named: ByName, poolsCalled: FindPools): Generator<Reference> {
  for (const entry of entries.Volume) {
    const wanted = told(entry, poolOf);
    if (wanted === null) continue;
    yield { entry, path: ['spec', 'pool'], to: 'StoragePool', wanted, found: poolsCalled(wanted), isPresent: isToStay(entry) };
  }
  for (const entry of [...entries.StoragePool, ...entries.StorageNode, ...entries.FaultSet]) {
    const wanted = told<'StoragePool' | 'StorageNode' | 'FaultSet', string>(entry, domainOf);
    if (wanted === null) continue;
    const found = one(named.ProtectionDomain.get(wanted));
    yield { entry, path: ['spec', 'protectionDomain'], to: 'ProtectionDomain', wanted, found, isPresent: isToStay(entry) };
  }
  for (const entry of entries.StorageNode) yield* ofNode(entry, named);
}

/** A pool is no link of a node: the node is there first. */
function* ofNode(entry: Entry<'StorageNode'>, { FaultSet, StoragePool }: ByName): Generator<Reference> {
  const domain = told(entry, domainOf);
  const isPresent = isToStay(entry);
  const faultSet = told(entry, ({ spec }) => spec.faultSet) ?? null;
  if (faultSet !== null) {
    const found = one(FaultSet.get(faultSet));
    yield { entry, path: ['spec', 'faultSet'], to: 'FaultSet', wanted: faultSet, found, isPresent, domain };
  }
  const lines =
    told(entry, ({ spec }) => Object.entries(spec.devices ?? {}).map(([name, { pool, state }]) => ({ name, pool, state }))) ?? [];
  for (const { name, pool, state } of lines) {
    const path = ['spec', 'devices', name, 'pool'];
    const found = one(StoragePool.get(pool));
    yield { entry, path, to: 'StoragePool', wanted: pool, found, isPresent: isPresent && state !== 'absent', domain, isNoLink: true };
  }
}

function one(entry: Entry | undefined): readonly Entry[] {
  return entry === undefined ? [] : [entry];
}

function isToStay(entry: Entry): boolean {
  return told(entry, ({ state }) => state) === 'present';
}

function poolOf({ spec }: Sound<'Volume'>): string {
  return spec.pool;
}

function domainOf({ spec }: Sound<'StoragePool' | 'StorageNode' | 'FaultSet'>): string {
  return spec.protectionDomain;
}

function misfits({ entry, path, wanted, isPresent, domain = null }: Reference, target: Entry): readonly CrossFault[] {
  const fault = { origin: entry.origin, path, at: 'value' } as const;
  const other = { origin: target.origin, path: ['state'] };
  if (isPresent && told(target, ({ state }) => state) === 'absent') {
    const message = `${target.ref} is declared absent, but ${entry.ref} is in it; take ${wanted} back, or declare both absent.`;
    return [{ ...fault, code: desiredErrors.absentPlace, message, other }];
  }
  const its = told<'StoragePool' | 'FaultSet', string>(target as Entry<'StoragePool' | 'FaultSet'>, domainOf);
  if (domain === null || its === null || its === domain) return [];
  const message = `${target.ref} is in ${its}, and ${entry.ref} in ${domain}; name one of the node's own domain.`;
  return [{ ...fault, code: desiredErrors.otherDomain, message, other: { origin: target.origin, path: ['spec', 'protectionDomain'] } }];
}

/** Of how many a message gives the names. */
const NAMED = 3;

function ambiguous({ entry, path, wanted }: Reference, found: readonly Entry[]): CrossFault {
  const names = found.slice(0, NAMED).map(({ ref }): string => ref);
  if (found.length > NAMED) names.push(`${found.length - NAMED} more`);
  const message = `${wanted} may mean ${names.join(' or ')}; refer to one by its metadata.name.`;
  return { code: desiredErrors.ambiguousReference, origin: entry.origin, path, at: 'value', message };
}

function missing({ entry, path, to, wanted }: Reference, suggestion: string): CrossFault {
  const message = `No ${to} ${wanted} is declared${suggestion}`;
  return { code: desiredErrors.missingReference, origin: entry.origin, path, at: 'value', message, undeclared: wanted };
}
