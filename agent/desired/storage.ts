/** References among storage objects: volume -> pool -> domain, node -> domain. */
import type { Ref } from '../model/ref.ts';
import { didYouMean } from '../schema/nearest.ts';
import type { CrossFault } from './cross-fault.ts';
import { namesOf } from './declared.ts';
import type { Declared, Entry } from './declared.ts';
import { desiredErrors } from './errors.ts';

export interface Linked {
  readonly links: ReadonlyMap<Ref, readonly Ref[]>;
  readonly faults: readonly CrossFault[];
}

/** A reference from a field of the spec, and what it may mean. */
interface Reference {
  readonly entry: Entry;
  readonly field: 'pool' | 'protectionDomain';
  readonly wanted: string;
  readonly found: readonly Entry[];
}

/** Links of every storage object, and every reference that leads nowhere or to two. */
export function linkStorage(declared: Declared): Linked {
  const references = referencesOf(declared);
  const faults = references.flatMap((reference) => referenceFaults(reference, declared));
  return {
    links: new Map(references.map(({ entry, found }) => [entry.ref, found.map(({ ref }) => ref)])),
    faults: [...faults, ...declared.entries.StoragePool.flatMap(thresholdFaults)],
  };
}

function referencesOf(declared: Declared): readonly Reference[] {
  const { Volume, StoragePool, StorageNode, ProtectionDomain } = declared.entries;
  const toPool = Volume.flatMap((entry): readonly Reference[] => {
    const wanted = entry.content?.spec.pool;
    return wanted === undefined ? [] : [{ entry, field: 'pool', wanted, found: poolsCalled(wanted, declared) }];
  });
  const toDomain = [...StoragePool, ...StorageNode].flatMap((entry): readonly Reference[] => {
    const wanted = entry.content?.spec.protectionDomain;
    return wanted === undefined ? [] : [{ entry, field: 'protectionDomain', wanted, found: firstCalled(wanted, ProtectionDomain) }];
  });
  return [...toPool, ...toDomain];
}

function referenceFaults({ entry, field, wanted, found }: Reference, declared: Declared): readonly CrossFault[] {
  const fault = { origin: entry.origin, path: ['spec', field], at: 'value' } as const;
  if (found.length > 1) {
    const message = `${wanted} may mean ${found.map(({ ref }) => ref).join(' or ')}; refer to one by its metadata.name.`;
    return [{ ...fault, code: desiredErrors.ambiguousReference, message }];
  }
  if (found.length === 1 || !declared.complete) return [];
  const kind = field === 'pool' ? 'StoragePool' : 'ProtectionDomain';
  const message = `No ${kind} ${wanted} is declared${didYouMean(wanted, namesOf(declared.entries[kind])) || '.'}`;
  return [{ ...fault, code: desiredErrors.missingReference, message }];
}

/** The pools a Volume's `pool` may mean: by its name, or `domain/pool` by the domain's name (ours or ScaleIO's) and the pool's in ScaleIO. */
export function poolsCalled(wanted: string, declared: Declared): readonly Entry<'StoragePool'>[] {
  const { StoragePool, ProtectionDomain } = declared.entries;
  const slash = wanted.indexOf('/');
  if (slash < 0) return firstCalled(wanted, StoragePool);
  const [domainName, poolName] = [wanted.slice(0, slash), wanted.slice(slash + 1)];
  const domains = ProtectionDomain.filter(({ name, vendorName }) => name === domainName || vendorName === domainName);
  const domainNames = new Set(namesOf(domains));
  return StoragePool.filter(
    ({ vendorName, content }) => vendorName === poolName && content !== null && domainNames.has(content.spec.protectionDomain),
  );
}

function firstCalled<E extends Entry>(wanted: string, entries: readonly E[]): readonly E[] {
  return entries.filter(({ name }) => name === wanted).slice(0, 1);
}

/** The vendor refuses it too (BAD_THRESHOLD_MATCH). */
function thresholdFaults(pool: Entry<'StoragePool'>): readonly CrossFault[] {
  const thresholds = pool.content?.spec.thresholds;
  if (thresholds === undefined || thresholds.high < thresholds.critical) return [];
  const message = `high (${thresholds.high}) must be lower than critical (${thresholds.critical}).`;
  return [{ code: desiredErrors.thresholdOrder, origin: pool.origin, path: ['spec', 'thresholds', 'high'], at: 'value', message }];
}
