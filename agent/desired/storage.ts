/** References among storage objects: volume -> pool -> domain, node -> domain. */
import type { Ref } from '../model/ref.ts';
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

/** A reference from a field of the spec, and what it may mean. */
interface Reference {
  readonly entry: Entry;
  readonly field: 'pool' | 'protectionDomain';
  readonly wanted: string;
  /** Null: it may be one that could not be read. */
  readonly found: readonly Entry[] | null;
}

/** Links of every storage object, and every reference that leads nowhere or to two. */
export function linkStorage(declared: Declared, named: ByName, poolsCalled: FindPools): Linked {
  const links = new Map<Ref, readonly Ref[]>();
  const faults: CrossFault[] = [];
  const { StoragePool, ProtectionDomain } = declared.entries;
  const refused = { pool: mayBeRefused(StoragePool), protectionDomain: mayBeRefused(ProtectionDomain) };
  const suggestions = { pool: suggester(() => keysOf(StoragePool)), protectionDomain: suggester(() => keysOf(ProtectionDomain)) };
  for (const reference of referencesOf(declared, named, poolsCalled)) {
    const { entry, field, wanted, found } = reference;
    const [only, other] = found ?? [];
    if (only !== undefined && other === undefined) links.set(entry.ref, [only.ref]);
    else if (only !== undefined) faults.push(ambiguous(reference, found ?? []));
    else if (found !== null && !refused[field](wanted)) faults.push(missing(reference, suggestions[field](wanted)));
  }
  return { links, faults };
}

function* referencesOf(declared: Declared, named: ByName, poolsCalled: FindPools): Generator<Reference> {
  const { Volume, StoragePool, StorageNode } = declared.entries;
  for (const entry of Volume) {
    const wanted = told(entry, poolOf);
    if (wanted !== null) yield { entry, field: 'pool', wanted, found: poolsCalled(wanted) };
  }
  for (const entry of [...StoragePool, ...StorageNode]) {
    const wanted = told<'StoragePool' | 'StorageNode', string>(entry, domainOf);
    if (wanted === null) continue;
    const domain = named.ProtectionDomain.get(wanted);
    yield { entry, field: 'protectionDomain', wanted, found: domain === undefined ? [] : [domain] };
  }
}

function poolOf({ spec }: Sound<'Volume'>): string {
  return spec.pool;
}

function domainOf({ spec }: Sound<'StoragePool' | 'StorageNode'>): string {
  return spec.protectionDomain;
}

/** Of how many a message gives the names. */
const NAMED = 3;

function ambiguous({ entry, field, wanted }: Reference, found: readonly Entry[]): CrossFault {
  const names = found.slice(0, NAMED).map(({ ref }): string => ref);
  if (found.length > NAMED) names.push(`${found.length - NAMED} more`);
  const message = `${wanted} may mean ${names.join(' or ')}; refer to one by its metadata.name.`;
  return { code: desiredErrors.ambiguousReference, origin: entry.origin, path: ['spec', field], at: 'value', message };
}

function missing({ entry, field, wanted }: Reference, suggestion: string): CrossFault {
  const kind = field === 'pool' ? 'StoragePool' : 'ProtectionDomain';
  const message = `No ${kind} ${wanted} is declared${suggestion}`;
  return { code: desiredErrors.missingReference, origin: entry.origin, path: ['spec', field], at: 'value', message, undeclared: wanted };
}
