/** Rules about one storage node that its schema cannot say: addresses that serve everybody, and disks told apart by their paths. */
import type { StorageNodeSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { at, repeated } from './rule.ts';

type NodeRule = (spec: StorageNodeSpec) => readonly Fault[];

/** Each looks at as little as it needs: what it does not look at may be wrong. */
export const NODE_RULES: readonly NodeRule[] = [addressTwice, addressRoles, pathTwice];

type Address = NonNullable<StorageNodeSpec['ips']>[number];

export function ipOf(address: Address): string {
  return typeof address === 'string' ? address : address.ip;
}

function roleOf(address: Address): string {
  return typeof address === 'string' ? 'all' : address.role;
}

function addressTwice({ ips = [] }: StorageNodeSpec): readonly Fault[] {
  const own = ips.map(ipOf);
  return repeated(own).map((index) => at(desiredErrors.nodeAddresses, ['ips', index], `${own[index]} is in the list already.`));
}

/** The vendor's rule: one address serves all, of several at least one serves SDSs and one SDCs. */
function addressRoles({ ips = [] }: StorageNodeSpec): readonly Fault[] {
  const roles = ips.map(roleOf);
  const [only] = roles;
  if (only === undefined) return [];
  const fault = (message: string): readonly Fault[] => [at(desiredErrors.nodeAddresses, ['ips'], message)];
  if (roles.length === 1) return only === 'all' ? [] : fault(`The only address must have the role all, not ${only}.`);
  if (roles.every((role) => role === 'sdcOnly')) return fault('No address serves other SDSs; give one the role sdsOnly or all.');
  return roles.every((role) => role === 'sdsOnly') ? fault('No address serves SDCs; give one the role sdcOnly or all.') : [];
}

function pathTwice({ devices = {} }: StorageNodeSpec): readonly Fault[] {
  const lines = Object.entries(devices);
  return repeated(lines.map(([, { path }]) => path)).map((index) => {
    const [name = '', device] = lines[index] ?? [];
    return at(desiredErrors.nodeDevices, ['devices', name, 'path'], `${device?.path} is another device's of the node already.`);
  });
}
