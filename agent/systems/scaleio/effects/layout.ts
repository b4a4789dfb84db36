/** What a change of a field of a ProtectionDomain, a FaultSet or a StorageNode does in ScaleIO. */
import type { PathEffect } from './types.ts';

const BY_HAND = 'rename it in ScaleIO, then here';

export const DOMAIN_EFFECTS: readonly PathEffect[] = [{ path: 'name', op: 'fixed', why: BY_HAND }];

export const FAULT_SET_EFFECTS: readonly PathEffect[] = [
  { path: 'protectionDomain', op: 'fixed', why: 'a fault set stays in its domain' },
  { path: 'name', op: 'fixed', why: BY_HAND },
];

export const NODE_EFFECTS: readonly PathEffect[] = [
  { path: 'protectionDomain', op: 'fixed', why: 'an SDS stays in its domain: remove it, then add it' },
  { path: 'name', op: 'rename', class: 'additive', why: 'only with `renamedFrom`' },
  { path: 'renamedFrom', op: 'none', why: 'says which SDS gets the new name' },
  { path: 'faultSet', op: 'fixed', why: 'an SDS stays in its fault set: remove it, then add it' },
  { path: 'ips[]', op: 'update', class: 'disruptive', why: 'new ones are added first; old ones go while all is well' },
  { path: 'port', op: 'fixed', why: 'read when the SDS is added' },
  { path: 'maintenance', op: 'update', class: 'disruptive', why: 'additive when it ends' },
  { path: 'devices.*', op: 'create', class: 'additive', why: 'each device is a change of its own' },
  { path: 'devices.*.path', op: 'update', class: 'additive', why: 'once the host has the disk there' },
  { path: 'devices.*.pool', op: 'fixed', why: 'a device stays in its pool: remove it, then add it' },
  { path: 'devices.*.media', op: 'none', why: 'read when the device is added, from 3.0 on' },
  { path: 'devices.*.state', op: 'delete', class: 'destructive', why: 'each device is a change of its own' },
  { path: 'incarnation', op: 'none', why: 'says whose the cloud disks are' },
];
