/** Which live device a line of a StorageNode is about: by the id the inventory knows, else its name, else its path. Pure. */
import type { Doc } from '../../model/desired.ts';
import type { DeviceSpec } from '../../model/kinds.gen.ts';
import type { Live } from '../../model/observed.ts';
import { kindOf, refOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import type { Inputs } from '../../model/system.ts';
import type { Device, ScaleioFacets, StorageNode } from './types.ts';
import { byName, targetOf } from './resolve.ts';
import type { Target } from './resolve.ts';
import { whichNode } from './which-object.ts';
import type { ObjectTarget } from './which-object.ts';
import { unlessTaken } from './whose.ts';

export type DeviceTarget =
  | ObjectTarget<Device>
  /** What is there is the cloud disk of a row: never a line's. */
  | { readonly kind: 'of-row'; readonly value: Device };

/** A disk that a host came with, as its node's document declares it. */
export interface DeclaredDevice {
  readonly ref: Ref;
  readonly node: Doc<'StorageNode'>;
  /** In ScaleIO, where names of devices are apart for each SDS. */
  readonly name: string;
  readonly spec: DeviceSpec;
}

export function devicesOf(node: Doc<'StorageNode'>): readonly DeclaredDevice[] {
  return Object.entries(node.spec.devices ?? {}).map(([name, spec]) => ({
    ref: refOf('Device', `${node.name}/${name}`),
    node,
    name,
    spec,
  }));
}

/** The node's SDS, whatever its name is; null: it is not known, or not there. */
export function sdsOf(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): StorageNode | null {
  const target = whichNode(doc, inputs, live);
  return target.kind === 'one' || target.kind === 'old-name' || target.kind === 'renamed' ? target.value : null;
}

export function whichDevice(declared: DeclaredDevice, sds: StorageNode, inputs: Inputs, live: Live<ScaleioFacets>): DeviceTarget {
  if (live.devices.kind === 'unknown') return live.devices;
  const own = live.devices.value.filter(({ sdsId }) => sdsId === sds.id);
  const owned = inputs.memory.inventory.get(declared.ref);
  const known = own.find(({ id }) => id === owned?.backendId);
  const found = known === undefined ? unknownDevice(own, declared, owned !== undefined) : { kind: 'one' as const, value: known };
  const target = unlessTaken(found, declared.ref, inputs);
  if (target.kind === 'one' && isOfRow(target.value, inputs)) return { kind: 'of-row', value: target.value };
  // Its copies were made anew elsewhere: another one may take its place, as when somebody replaced the disk.
  return target.kind === 'none' && owned !== undefined ? { kind: 'lost', id: owned.backendId, instead: null } : target;
}

/** What has only the name of a known disk that is to go is another one, and so is what is only where a disk was that is to go. */
function unknownDevice(own: readonly Device[], declared: DeclaredDevice, isKnown: boolean): Target<Device> {
  if (declared.spec.state !== 'absent') return byNameOrPath(own, declared);
  return isKnown ? { kind: 'none' } : byName(own, declared.name);
}

/** One without the name is taken by its path, as when somebody else added it, unless it is that of another line. */
function byNameOrPath(own: readonly Device[], { ref, name, node, spec }: DeclaredDevice): Target<Device> {
  const named = byName(own, name);
  if (named.kind !== 'none') return named;
  const others = new Set(devicesOf(node).flatMap((other) => (other.ref === ref ? [] : [other.name])));
  const there = own.filter((device) => device.path === spec.path || device.originalPath === spec.path);
  return targetOf(there.filter((device) => device.name === null || !others.has(device.name)));
}

/** Devices of cloud disks are named by the disk's id; those of EBS can also be told by what it looks like. */
function isOfRow({ name }: Device, { memory }: Inputs): boolean {
  if (name === null) return false;
  const isDisk = [...memory.inventory.values()].some(({ ref, backendId }) => kindOf(ref) === 'Disk' && backendId === name);
  return isDisk || /^vol-[0-9a-f]{8,17}$/.test(name);
}
