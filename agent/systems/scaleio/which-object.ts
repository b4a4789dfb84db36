/** Which live domain, pool, fault set or SDS a document is about: by the id the inventory knows it by, else by its name. Pure. */
import type { Doc } from '../../model/desired.ts';
import type { Live, Reading } from '../../model/observed.ts';
import { holdsData } from '../../model/ref.ts';
import type { Inputs } from '../../model/system.ts';
import { byName, liveDomain, vendorName } from './resolve.ts';
import type { Target } from './resolve.ts';
import { unlessTaken } from './whose.ts';
import type { FaultSet, ProtectionDomain, ScaleioFacets, StorageNode, StoragePool } from './types.ts';

export type ObjectTarget<T> =
  | Target<T>
  /** The one we know, under a name that no file says: somebody renamed it. */
  | { readonly kind: 'renamed'; readonly value: T }
  /** The one we know is not there any more; `instead` has its name now. */
  | { readonly kind: 'lost'; readonly id: string; readonly instead: T | null };

export type NodeTarget =
  | ObjectTarget<StorageNode>
  /** Still under the name `renamedFrom` says. */
  | { readonly kind: 'old-name'; readonly value: StorageNode };

type KindInDomain = 'FaultSet' | 'StorageNode' | 'StoragePool';

export function whichDomain(doc: Doc<'ProtectionDomain'>, inputs: Inputs, live: Live<ScaleioFacets>): ObjectTarget<ProtectionDomain> {
  const { domains } = live;
  return domains.kind === 'unknown' ? domains : among(doc, inputs, { all: domains.value, near: domains.value });
}

/** The domain that a document says its object is in. */
export function domainAround(doc: Doc<KindInDomain>, inputs: Inputs, live: Live<ScaleioFacets>): ObjectTarget<ProtectionDomain> {
  const declared = inputs.desired.docs.ProtectionDomain.get(doc.spec.protectionDomain);
  return declared === undefined ? liveDomain(doc.spec.protectionDomain, live) : whichDomain(declared, inputs, live);
}

export function whichPool(doc: Doc<'StoragePool'>, inputs: Inputs, live: Live<ScaleioFacets>): ObjectTarget<StoragePool> {
  return inDomain(doc, inputs, live, live.pools);
}

export function whichFaultSet(doc: Doc<'FaultSet'>, inputs: Inputs, live: Live<ScaleioFacets>): ObjectTarget<FaultSet> {
  return inDomain(doc, inputs, live, live.faultSets);
}

export function whichNode(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): NodeTarget {
  const target = inDomain(doc, inputs, live, live.nodes);
  const { renamedFrom } = doc.spec;
  if (target.kind === 'renamed') return target.value.name === renamedFrom ? { kind: 'old-name', value: target.value } : target;
  if (target.kind !== 'none' || renamedFrom === undefined || live.nodes.kind === 'unknown') return target;
  const domainId = idOfDomain(doc, inputs, live);
  const near = live.nodes.value.filter(({ protectionDomainId }) => protectionDomainId === domainId);
  const old = unlessTaken(byName(near, renamedFrom), doc.ref, inputs);
  return old.kind === 'one' ? { kind: 'old-name', value: old.value } : old;
}

/**
 * The object that a document with `state: absent` is about. Once its id is known, nothing else is: one that has only its name is
 * somebody else's.
 */
export function doomed<T>(target: ObjectTarget<T>): Target<T> {
  if (target.kind === 'renamed') return { kind: 'one', value: target.value };
  return target.kind === 'lost' ? { kind: 'none' } : target;
}

/** The SDS that a document with `state: absent` is about. */
export function doomedNode(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): Target<StorageNode> {
  const target = whichNode(doc, inputs, live);
  if (target.kind !== 'old-name') return doomed(target);
  return inputs.memory.inventory.has(doc.ref) ? { kind: 'one', value: target.value } : { kind: 'none' };
}

interface Named {
  readonly id: string;
  readonly name: string | null;
}

/** Names are looked for in the declared domain, ids everywhere: what was declared into another domain is still itself. */
function inDomain<T extends Named & { readonly protectionDomainId: string }>(
  doc: Doc<KindInDomain>,
  inputs: Inputs,
  live: Live<ScaleioFacets>,
  reading: Reading<readonly T[]>,
): ObjectTarget<T> {
  if (reading.kind === 'unknown') return reading;
  const domain = domainAround(doc, inputs, live);
  if (domain.kind === 'unknown' || domain.kind === 'many') return domain;
  const id = idOfDomain(doc, inputs, live);
  return among(doc, inputs, { all: reading.value, near: reading.value.filter(({ protectionDomainId }) => protectionDomainId === id) });
}

/** Null: it is not there, or it is open which one it is. */
function idOfDomain(doc: Doc<KindInDomain>, inputs: Inputs, live: Live<ScaleioFacets>): string | null {
  const domain = domainAround(doc, inputs, live);
  return domain.kind === 'one' || domain.kind === 'renamed' ? domain.value.id : null;
}

function among<T extends Named>(
  doc: Doc<KindInDomain | 'ProtectionDomain'>,
  inputs: Inputs,
  { all, near }: { readonly all: readonly T[]; readonly near: readonly T[] },
): ObjectTarget<T> {
  const name = vendorName(doc);
  const named = unlessTaken(byName(near, name), doc.ref, inputs);
  const owned = inputs.memory.inventory.get(doc.ref);
  // What has no data of its own may be made anew under its name, as when a host is replaced. What is to go is known by its id alone.
  const mayBeReplaced = doc.state === 'present' && !holdsData(doc.kind) && named.kind === 'one';
  if (named.kind === 'many' || owned === undefined || mayBeReplaced) return named;
  const known = all.find(({ id }) => id === owned.backendId);
  if (known === undefined) return { kind: 'lost', id: owned.backendId, instead: named.kind === 'one' ? named.value : null };
  return { kind: known.name === name ? 'one' : 'renamed', value: known };
}
