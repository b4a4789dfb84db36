/** Which live device a line of a StorageNode is about: by the id the inventory knows, else its name, else its path. Pure. */
import type { Doc } from '../../model/desired.ts';
import type { DeviceSpec } from '../../model/kinds.gen.ts';
import type { Live } from '../../model/observed.ts';
import { kindOf, refOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import type { Inputs } from '../../model/system.ts';
import type { Device, ScaleioFacets, StorageNode } from './types.ts';
import { byName } from './resolve.ts';
import { whichNode } from './which-object.ts';
import type { ObjectTarget } from './which-object.ts';

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
  const found = byNameOrPath(own, declared, inputs);
  const owned = inputs.memory.inventory.get(declared.ref);
  const known = own.find(({ id }) => id === owned?.backendId);
  const target = known === undefined ? found : { kind: 'one' as const, value: known };
  if (target.kind === 'one' && isOfRow(target.value, inputs)) return { kind: 'of-row', value: target.value };
  // Its copies were made anew elsewhere: another one may take its place, as when somebody replaced the disk.
  return target.kind === 'none' && owned !== undefined ? { kind: 'lost', id: owned.backendId, instead: null } : target;
}

/** One without the name is taken by its path, as when somebody else added it, unless it is that of another line. */
function byNameOrPath(own: readonly Device[], declared: DeclaredDevice, { memory }: Inputs): DeviceTarget {
  const { name, node, spec } = declared;
  const named = byName(own, name);
  if (named.kind !== 'none') return named;
  const others = devicesOf(node).filter(({ ref }) => ref !== declared.ref);
  const isOthers = ({ id, name: itsName }: Device): boolean =>
    others.some((other) => other.name === itsName || memory.inventory.get(other.ref)?.backendId === id);
  const there = own.filter((device) => device.path === spec.path || device.originalPath === spec.path);
  const [first, second] = there.filter((device) => !isOthers(device));
  if (first === undefined) return { kind: 'none' };
  return second === undefined ? { kind: 'one', value: first } : { kind: 'many', ids: [first.id, second.id].toSorted() };
}

/** Devices of cloud disks are named by the disk's id; those of EBS can also be told by what it looks like. */
function isOfRow({ name }: Device, { memory }: Inputs): boolean {
  if (name === null) return false;
  const isDisk = [...memory.inventory.values()].some(({ ref, backendId }) => kindOf(ref) === 'Disk' && backendId === name);
  return isDisk || /^vol-[0-9a-f]{8,17}$/.test(name);
}
