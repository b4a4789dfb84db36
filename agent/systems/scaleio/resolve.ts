/** From what is declared to what is live, by the vendor's names. */
import type { PlumblineError } from '../../errors.ts';
import { findDoc } from '../../model/desired.ts';
import type { Desired, Doc } from '../../model/desired.ts';
import type { Kind } from '../../model/kinds.gen.ts';
import type { Live } from '../../model/observed.ts';
import { kindOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import type { ProtectionDomain, ScaleioFacets, StorageNode, StoragePool } from './types.ts';

/** Vendor objects are told apart by id: two of one name leave open which is meant. */
export type Target<T> =
  | { readonly kind: 'one'; readonly value: T }
  | { readonly kind: 'none' }
  | { readonly kind: 'many'; readonly ids: readonly string[] }
  /** What could be meant is what another document is known to be about. */
  | { readonly kind: 'taken'; readonly by: Ref; readonly id: string; readonly name: string | null }
  | { readonly kind: 'unknown'; readonly error: PlumblineError };

/** Where a pool is, in vendor names; `ref` is the document that declares it, null for one that is only referred to. */
export interface PoolPlace {
  readonly ref: Ref | null;
  readonly domain: string;
  readonly pool: string;
}

type Named = 'FaultSet' | 'ProtectionDomain' | 'StoragePool' | 'StorageNode' | 'Volume';

export function vendorName(doc: Doc<Named>): string {
  return doc.spec.name ?? doc.name;
}

export function domainOf(doc: Doc<'StoragePool' | 'StorageNode'>, desired: Desired): string {
  return domainName(doc.spec.protectionDomain, desired);
}

export function placeOfPool(doc: Doc<'StoragePool'>, desired: Desired): PoolPlace {
  return { ref: doc.ref, domain: domainOf(doc, desired), pool: vendorName(doc) };
}

/** Null: the pool is neither declared nor named with its domain, which loading refuses. */
export function placeOfVolume(doc: Doc<'Volume'>, desired: Desired): PoolPlace | null {
  const pool = linked(doc, 'StoragePool', desired);
  if (pool?.kind === 'StoragePool') return placeOfPool(pool, desired);
  const [domain, name] = doc.spec.pool.split('/');
  return domain === undefined || name === undefined ? null : { ref: null, domain: domainName(domain, desired), pool: name };
}

export function liveDomain(name: string, live: Live<ScaleioFacets>): Target<ProtectionDomain> {
  return live.domains.kind === 'unknown' ? live.domains : byName(live.domains.value, name);
}

export function livePool(place: PoolPlace, live: Live<ScaleioFacets>): Target<StoragePool> {
  return inDomain(live.pools, place.domain, place.pool, live);
}

export function liveNode(doc: Doc<'StorageNode'>, desired: Desired, live: Live<ScaleioFacets>): Target<StorageNode> {
  return inDomain(live.nodes, domainOf(doc, desired), vendorName(doc), live);
}

function inDomain<T extends { readonly id: string; readonly name: string | null; readonly protectionDomainId: string }>(
  reading: Live<{ items: readonly T[] }>['items'],
  domainName: string,
  name: string,
  live: Live<ScaleioFacets>,
): Target<T> {
  const domain = liveDomain(domainName, live);
  if (domain.kind !== 'one') return domain;
  if (reading.kind === 'unknown') return reading;
  return byName(
    reading.value.filter(({ protectionDomainId }) => protectionDomainId === domain.value.id),
    name,
  );
}

/** The one of these with that name; a name is unique in a system, unless the system is not as it should be. */
export function byName<T extends { readonly id: string; readonly name: string | null }>(items: readonly T[], name: string): Target<T> {
  return targetOf(items.filter((item) => item.name === name));
}

/** Of all that could be meant. */
export function targetOf<T extends { readonly id: string }>(found: readonly T[]): Target<T> {
  const [first, ...others] = found;
  if (first === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'one', value: first } : { kind: 'many', ids: found.map(({ id }) => id).toSorted() };
}

function domainName(declared: string, desired: Desired): string {
  const doc = desired.docs.ProtectionDomain.get(declared);
  return doc ? vendorName(doc) : declared;
}

function linked(doc: Doc<Kind>, kind: Kind, desired: Desired): ReturnType<typeof findDoc> {
  const ref = doc.links.find((link) => kindOf(link) === kind);
  return ref && findDoc(desired, ref);
}
