/** Which disks and devices are those of a row on a node. */
import { kindOf, nameOf, refOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import type { CloudDisk } from '../../systems/cloud-disks/types.ts';
import type { PoolNode, PoolView } from './pool-view.ts';
import type { RuleFacts } from './types.ts';

/** `Disk/gold/n1/r3` */
export function diskRef({ doc }: PoolView, node: PoolNode, row: string): Ref {
  return refOf('Disk', `${doc.name}/${node.doc.name}/${row}`);
}

/** The disks of the pool that are for one of its rows, whichever node they are for. */
export function disksOfPool({ disks, doc, pool, systemId }: PoolView): readonly CloudDisk[] {
  return disks.filter(({ slot, place }) => {
    return slot === null ? place?.pool === doc.name : slot.system === systemId && slot.pool === pool.id;
  });
}

export function rowOfDisk({ slot, place }: CloudDisk): string | null {
  return slot?.row ?? place?.row ?? null;
}

export function disksAt(view: PoolView, { sds }: PoolNode, row: string): readonly CloudDisk[] {
  return disksOfPool(view).filter((disk) => {
    const { slot, place } = disk;
    const isThere = slot === null ? place !== null && sds?.ips.includes(place.ip) === true : slot.sds === sds?.id;
    return isThere && rowOfDisk(disk) === row;
  });
}

/** Whether ScaleIO uses the row's disk on this node, and nothing is wrong with it. */
export function isFinished(view: PoolView, node: PoolNode, row: string): boolean {
  const names = new Set(disksAt(view, node, row).map(({ deviceName }) => deviceName));
  return node.devices.some(({ name, deviceState, errorState }) => {
    return name !== null && names.has(name) && deviceState === 'Normal' && errorState === 'None';
  });
}

/** Whether something of the row was bought, or is being bought, on any node; a static disk has begun when ScaleIO has it. */
export function isBegun(view: PoolView, row: string, { inputs }: RuleFacts): boolean {
  const { inventory, intents } = inputs.memory;
  const devices = new Set(view.devices.map(({ name }) => name));
  const isVisible = disksOfPool(view).some((disk) => rowOfDisk(disk) === row && (disk.slot !== null || devices.has(disk.deviceName)));
  const begun = intents.filter(({ line }) => line.op === 'create').map(({ ref }) => ref);
  return isVisible || [...inventory.keys(), ...begun].some((ref) => isOfRow(ref, view, row));
}

function isOfRow(ref: Ref, { doc }: PoolView, row: string): boolean {
  const [pool, , key] = nameOf(ref).split('/');
  return kindOf(ref) === 'Disk' && pool === doc.name && key === row;
}
