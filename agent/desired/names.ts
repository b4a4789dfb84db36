/** Names: each given once, and none that ScaleIO would refuse. */
import type { Kind } from '../model/kinds.gen.ts';
import type { CrossFault } from './cross-fault.ts';
import type { Declared, Entry } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { KINDS } from './schemas.ts';

/** The vendor's limit on every name (rc 226 LONG_NAME); REX-Ray cuts longer ones off and finds the wrong volume. */
const LONGEST_VENDOR_NAME = 31;

type StorageKind = Exclude<Kind, 'App' | 'Approval' | 'Cluster'>;

/** How far a vendor name must be unique, as a key: two objects with the same key collide. */
const VENDOR_KEYS: { readonly [K in StorageKind]: (entry: Entry<K>) => string } = {
  // REX-Ray finds a volume by its name over the whole system and compares lower-case forms.
  Volume: (volume) => volume.vendorName.toLowerCase(),
  ProtectionDomain: (domain) => domain.vendorName,
  StoragePool: (pool) => `${pool.content?.spec.protectionDomain ?? ''}/${pool.vendorName}`,
  StorageNode: (node) => node.vendorName,
};

export function nameFaults(declared: Declared): readonly CrossFault[] {
  return [...KINDS.flatMap((kind) => duplicateNames(declared.entries[kind])), ...vendorFaults(declared)];
}

function duplicateNames(entries: readonly Entry[]): readonly CrossFault[] {
  return duplicates(entries, (entry) => entry.name).map(([entry, first]) => ({
    code: desiredErrors.duplicateName,
    origin: entry.origin,
    path: ['metadata', 'name'],
    at: 'value',
    message: `There are two of ${entry.ref}.`,
    other: { origin: first.origin, path: ['metadata', 'name'] },
  }));
}

function vendorFaults(declared: Declared): readonly CrossFault[] {
  const { Volume, ProtectionDomain, StoragePool, StorageNode } = declared.entries;
  return [
    ...vendorFaultsOf(Volume, VENDOR_KEYS.Volume),
    ...vendorFaultsOf(ProtectionDomain, VENDOR_KEYS.ProtectionDomain),
    ...vendorFaultsOf(StoragePool, VENDOR_KEYS.StoragePool),
    ...vendorFaultsOf(StorageNode, VENDOR_KEYS.StorageNode),
  ];
}

function vendorFaultsOf<K extends StorageKind>(entries: readonly Entry<K>[], keyOf: (entry: Entry<K>) => string): readonly CrossFault[] {
  const named = firstOfEachName(entries);
  const twice = duplicates(named, keyOf).map(([entry, first]) => ({
    ...vendorFault(entry, `${entry.ref} and ${first.ref} are both called ${entry.vendorName} in ScaleIO.`),
    code: desiredErrors.duplicateVendorName,
    other: { origin: first.origin, path: vendorPath(first) },
  }));
  const long = named.filter((entry) => entry.vendorName.length > LONGEST_VENDOR_NAME && entry.vendorName === entry.name);
  return [...twice, ...long.map((entry) => ({ ...vendorFault(entry, tooLong(entry)), code: desiredErrors.nameTooLong }))];
}

function tooLong(entry: Entry): string {
  return `${entry.name} has ${entry.name.length} characters, but ScaleIO takes ${LONGEST_VENDOR_NAME}; add a shorter spec.name.`;
}

function vendorFault(entry: Entry, message: string): Omit<CrossFault, 'code'> {
  return { origin: entry.origin, path: vendorPath(entry), at: 'value', message };
}

/** Where the vendor's name is given. */
export function vendorPath(entry: Entry): readonly string[] {
  return entry.vendorName === entry.name ? ['metadata', 'name'] : ['spec', 'name'];
}

/** Two documents of one name are one fault already. */
function firstOfEachName<E extends Entry>(entries: readonly E[]): readonly E[] {
  return [...new Map(entries.toReversed().map((entry) => [entry.name, entry])).values()].toReversed();
}

/** Every entry whose key an earlier one has, with that earlier one. */
function duplicates<E>(entries: readonly E[], keyOf: (entry: E) => string): readonly (readonly [E, E])[] {
  const firsts = new Map<string, E>();
  const found: (readonly [E, E])[] = [];
  for (const entry of entries) {
    const first = firsts.get(keyOf(entry));
    if (first === undefined) firsts.set(keyOf(entry), entry);
    else found.push([entry, first]);
  }
  return found;
}
