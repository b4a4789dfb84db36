/** Names: each given once, and none that ScaleIO would refuse. */
import { short } from '../model/printable.ts';
import { repeatedBy } from './declared.ts';
import type { ByName } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { KINDS } from './schemas.ts';
import { told } from './sound.ts';
import type { CrossFault, Declared, Entry } from './types.ts';

/** The vendor's limit on every name (rc 226 LONG_NAME); REX-Ray cuts longer ones off and finds the wrong volume. */
const LONGEST_VENDOR_NAME = 31;

export function nameFaults({ entries }: Declared, named: ByName): readonly CrossFault[] {
  const { Volume, ProtectionDomain, FaultSet, StoragePool, StorageNode } = named;
  return [
    ...KINDS.flatMap((kind) => (named[kind].size === entries[kind].length ? [] : duplicateNames(entries[kind]))),
    ...vendorFaults([...Volume.values()], vendorKeyOfVolume),
    ...vendorFaults([...ProtectionDomain.values()], vendorNameOf),
    ...vendorFaults([...FaultSet.values()], vendorKeyInDomain),
    ...vendorFaults([...StoragePool.values()], vendorKeyInDomain),
    ...vendorFaults([...StorageNode.values()], vendorNameOf),
  ];
}

function duplicateNames(entries: readonly Entry[]): readonly CrossFault[] {
  return repeatedBy(entries, ({ key }) => key).map(([entry, first]) => ({
    code: desiredErrors.duplicateName,
    origin: entry.origin,
    path: ['metadata', 'name'],
    at: 'value',
    message: `There are two of ${entry.ref}.`,
    other: { origin: first.origin, path: ['metadata', 'name'] },
  }));
}

/** Two objects with the same key collide: REX-Ray finds a volume by its name over the whole system and compares lower-case forms. */
export function vendorKeyOfVolume(volume: Entry<'Volume'>): string {
  return volume.vendorName.toLowerCase();
}

function vendorNameOf({ vendorName }: Entry): string {
  return vendorName;
}

/** Names of pools and fault sets are unique in their domain; null: nobody knows in which one it is. */
function vendorKeyInDomain(entry: Entry<'FaultSet' | 'StoragePool'>): string | null {
  const domain = told<'FaultSet' | 'StoragePool', string>(entry, ({ spec }) => spec.protectionDomain);
  return domain === null ? null : `${domain}/${entry.vendorName}`;
}

function vendorFaults<E extends Entry>(all: readonly E[], keyOf: (entry: E) => string | null): readonly CrossFault[] {
  const named = all.filter(hasVendorName);
  const twice = repeatedBy(named, keyOf).map(([entry, first]) => ({
    ...vendorFault(entry, `${entry.ref} and ${first.ref} are both called ${short(entry.vendorName)} in ScaleIO.`),
    code: desiredErrors.duplicateVendorName,
    other: { origin: first.origin, path: vendorPath(first) },
  }));
  const long = named.filter((entry) => entry.vendorName.length > LONGEST_VENDOR_NAME && entry.vendorName === entry.name);
  return [...twice, ...long.map((entry) => ({ ...vendorFault(entry, tooLong(entry)), code: desiredErrors.nameTooLong }))];
}

/** False when the name that it has in ScaleIO is wrong, so that nobody can say it. */
export function hasVendorName(entry: Entry): boolean {
  return (
    entry.content !== null || (entry.isNameSound && told<'Volume', unknown>(entry as Entry<'Volume'>, ({ spec }) => spec.name) !== null)
  );
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
