/** From the addresses an SDS has to those that are declared, one step after the other. Pure. */
import type { StorageNodeSpec } from '../../model/kinds.gen.ts';
import type { StorageNode } from './types.ts';

export interface SdsAddress {
  readonly ip: string;
  /** `all`, `sdsOnly`, `sdcOnly`: whom it serves. */
  readonly role: string;
}

export type AddressStep = SdsAddress & { readonly call: 'addSdsIp' | 'setSdsIpRole' | 'removeSdsIp' };

/** querySystemLimits ipPerHost. */
const MOST = 8;

export function addressesOf({ ips, roles }: Pick<StorageNode, 'ips' | 'roles'>): readonly SdsAddress[] {
  return ips.map((ip, index) => ({ ip, role: roles[index] ?? '' }));
}

/** Null: none are declared, so nothing is said about them. */
export function declaredAddresses({ ips }: StorageNodeSpec): readonly SdsAddress[] | null {
  return ips?.map((address) => (typeof address === 'string' ? { ip: address, role: 'all' } : address)) ?? null;
}

/** `10.0.0.11, 10.1.0.11 (sdsOnly)`, by address. */
export function textOfAddresses(addresses: readonly SdsAddress[]): string {
  const texts = addresses.map(({ ip, role }) => (role === 'all' ? ip : `${ip} (${role})`));
  return texts.toSorted().join(', ');
}

/** What ScaleIO asks of the addresses of an SDS: one alone serves all, several serve SDSs as well as SDCs. */
export function serveAll(addresses: readonly SdsAddress[]): boolean {
  const [only, ...others] = addresses;
  if (only !== undefined && others.length === 0) return only.role === 'all';
  return addresses.some(({ role }) => role !== 'sdcOnly') && addresses.some(({ role }) => role !== 'sdsOnly');
}

/** In order: new addresses, roles, and only then what goes, so that every SDS and SDC has a way all the time. */
export function addressSteps(live: readonly SdsAddress[], wanted: readonly SdsAddress[]): readonly AddressStep[] {
  const steps: AddressStep[] = [];
  let now = live;
  // Each address is added, changed twice at most, or removed.
  while (steps.length < 3 * MOST) {
    const step = nextStep(now, wanted);
    if (step === null) break;
    steps.push(step);
    now = after(now, step);
  }
  return steps;
}

function nextStep(now: readonly SdsAddress[], wanted: readonly SdsAddress[]): AddressStep | null {
  const missing = wanted.find(({ ip }) => !has(now, ip));
  if (missing !== undefined && now.length < MOST) return { call: 'addSdsIp', ...missing };
  return roleStep(now, wanted) ?? removalStep(now, wanted);
}

/** Two addresses that swap their roles do so by way of `all`. */
function roleStep(now: readonly SdsAddress[], wanted: readonly SdsAddress[]): AddressStep | null {
  const differing = wanted.filter(({ ip, role }) => now.some((one) => one.ip === ip && one.role !== role));
  const steps = differing.map((address): AddressStep => ({ call: 'setSdsIpRole', ...address }));
  const [first] = steps;
  if (first === undefined) return null;
  return steps.find((step) => serveAll(after(now, step))) ?? { ...first, role: 'all' };
}

function removalStep(now: readonly SdsAddress[], wanted: readonly SdsAddress[]): AddressStep | null {
  const steps = now.filter(({ ip }) => !has(wanted, ip)).map((address): AddressStep => ({ call: 'removeSdsIp', ...address }));
  return steps.find((step) => serveAll(after(now, step))) ?? null;
}

/** Somebody is not served at the address any more. */
export function takesService({ call, role }: AddressStep): boolean {
  return call === 'removeSdsIp' || (call === 'setSdsIpRole' && role !== 'all');
}

/** The addresses once the step is made. */
export function after(now: readonly SdsAddress[], { call, ip, role }: AddressStep): readonly SdsAddress[] {
  const others = now.filter((address) => address.ip !== ip);
  return call === 'removeSdsIp' ? others : [...others, { ip, role }];
}

function has(addresses: readonly SdsAddress[], ip: string): boolean {
  return addresses.some((address) => address.ip === ip);
}
