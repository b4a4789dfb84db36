/** The one next call for a slot's disk, as something that is shown before it is made. */
import type { Draft, FieldDiff, Precondition } from '../../../model/change.ts';
import type { Slot } from '../../../model/growth.ts';
import type { Ref } from '../../../model/ref.ts';
import { formatGib } from '../../../units.ts';
import type { CloudAction, CloudDisk, CloudHost, DiskAttachment } from '../../../systems/cloud-disks/types.ts';
import type { ScaleioAction } from '../../../systems/scaleio/types.ts';
import { monthlyUsd, raisedUsd } from '../prices.ts';
import type { RuleFacts } from '../types.ts';
import { isStatic } from './slot-view.ts';
import type { SlotView } from './slot-view.ts';

export type SlotDraft = Draft<CloudAction | ScaleioAction>;

/** What every slot follows from. */
const READS: Draft['reads'] = [
  ...['account', 'hosts', 'disks'].map((facet) => ({ system: 'cloud-disks' as const, facet })),
  ...['system', 'pools', 'nodes', 'devices'].map((facet) => ({ system: 'scaleio' as const, facet })),
];

type Step = Pick<SlotDraft, 'action' | 'then' | 'reason' | 'fields' | 'effects'> & Partial<SlotDraft>;

/** A step on the way to having the disk in use. */
function keep(ref: Ref, backendId: string | null, step: Step): SlotDraft {
  return { id: `keep ${ref}`, ref, backendId, op: 'update', class: 'additive', ...COMMON, ...step };
}

/** A step on the way to being rid of the disk: one consent covers all of them, so all are about the same object. */
export function remove(ref: Ref, diskId: string, step: Step): SlotDraft {
  return { id: `remove ${ref}`, ref, backendId: diskId, op: 'delete', class: 'destructive', ...COMMON, ...step };
}

const COMMON: Pick<Draft, 'needs' | 'reads' | 'requires' | 'markedBy' | 'spend'> = {
  needs: [],
  reads: READS,
  requires: [],
  markedBy: null,
  spend: null,
};

export function field(path: string, from: FieldDiff['from'], to: FieldDiff['to']): FieldDiff {
  return { path, from, to };
}

/** ScaleIO does not use the disk, on whatever SDS. */
export function noDeviceNamed({ deviceName }: CloudDisk): Precondition {
  return { system: 'scaleio', check: 'no-device-named', backendId: deviceName };
}

const ATTACH = 'attaches it to';
const OFFER = 'notes on it that ScaleIO is offered it';

function addTo({ view, node }: SlotView): string {
  return `adds it to pool ${view.doc.name} on ${node.doc.name}`;
}

export function createDraft(slot: SlotView, host: CloudHost, where: Slot & { readonly mayTryNext: boolean }, facts: RuleFacts): SlotDraft {
  const { row, node, ref } = slot;
  const { sizeGiB, type, iops, throughputMiBs, encrypted, kmsKeyId } = row;
  const { mayTryNext, ...identity } = where;
  const args = { cluster: facts.cluster, slot: identity, sizeGiB, type, iops, throughputMiBs, encrypted, kmsKeyId, mayTryNext };
  const usd = monthlyUsd(row, facts.prices);
  return keep(ref, null, {
    op: 'create',
    class: 'spend',
    spend: { disks: 1, monthlyUsd: usd },
    action: { system: 'cloud-disks', do: 'createDisk', args },
    then: [`${ATTACH} ${host.id}`, OFFER, addTo(slot)],
    reason: `row ${row.key} of ${slot.view.doc.ref} has no disk on ${node.doc.name}`,
    fields: [field('sizeGiB', null, sizeGiB), field('type', null, type), field('zone', null, where.zone)],
    effects: [`buys a ${formatGib(sizeGiB)} ${type} disk for node ${node.doc.name} in ${where.zone}, ${priceText(usd)}`],
  });
}

/** `about $14.40 a month` */
export function priceText(usd: number | null): string {
  return usd === null ? 'at a price that plumbline.yaml does not say' : `about $${usd.toFixed(2)} a month`;
}

export function adoptDraft(slot: SlotView, disk: CloudDisk, host: CloudHost, identity: Slot): SlotDraft {
  const { id, sizeGiB } = disk;
  return keep(slot.ref, id, {
    action: { system: 'cloud-disks', do: 'tagDisk', args: { diskId: id, as: 'adopted', slot: { ...identity } } },
    then: [`${ATTACH} ${host.id}`, OFFER, addTo(slot)],
    reason: `disk ${id} is left over, was never used and fits row ${slot.row.key}`,
    fields: [field('disk', null, id)],
    effects: [`uses the left-over disk ${id} (${formatGib(sizeGiB)}) for node ${slot.node.doc.name}, instead of buying one`],
  });
}

export function attachDraft(slot: SlotView, disk: CloudDisk, host: CloudHost, device: string): SlotDraft {
  const { id, isOffered } = disk;
  return keep(slot.ref, id, {
    action: { system: 'cloud-disks', do: 'attachDisk', args: { diskId: id, hostId: host.id, device } },
    then: [...(isOffered ? [] : [OFFER]), addTo(slot)],
    reason: `its disk ${id} is attached to nothing`,
    fields: [field('attachedTo', null, host.id)],
    effects: [`${ATTACH.replace('it', `disk ${id}`)} ${host.id}`],
  });
}

/** The only step that is ever taken back without being asked for, and only while ScaleIO never had the disk. */
export function reversalDraft(slot: SlotView, disk: CloudDisk, { hostId }: DiskAttachment): SlotDraft {
  return keep(slot.ref, disk.id, {
    action: { system: 'cloud-disks', do: 'detachDisk', args: { diskId: disk.id, hostId, isReversal: true } },
    then: [`${ATTACH} ${hostId} again, under another name`, OFFER, addTo(slot)],
    requires: [noDeviceNamed(disk)],
    reason: `its disk ${disk.id} hangs while it is being attached`,
    fields: [field('attachedTo', hostId, null)],
    effects: [`detaches disk ${disk.id}, which ScaleIO was never offered, from ${hostId}, to attach it anew`],
  });
}

export function offerDraft(slot: SlotView, disk: CloudDisk): SlotDraft {
  return keep(slot.ref, disk.id, {
    action: { system: 'cloud-disks', do: 'tagDisk', args: { diskId: disk.id, as: 'offered', slot: null } },
    then: [addTo(slot)],
    reason: `every disk of row ${slot.row.key} is attached`,
    fields: [field('offered', disk.isOffered && disk.removedAt === null, true)],
    effects: [`notes on disk ${disk.id} that ScaleIO is offered it: from then on it is never taken back without an Approval`],
  });
}

export function addDraft(slot: SlotView, disk: CloudDisk, path: string, sdsId: string): SlotDraft {
  const { view, node, ref } = slot;
  const args = { sdsId, storagePoolId: view.pool.id, deviceCurrentPathname: path, name: disk.deviceName };
  return keep(ref, disk.id, {
    action: { system: 'scaleio', do: 'addDevice', args },
    then: [],
    reason: `its disk ${disk.id} is attached and not a device of the pool`,
    fields: [field('device', null, disk.deviceName)],
    effects: [`adds ${isStatic(slot) ? path : disk.id} (${formatGib(disk.sizeGiB)}) to pool ${view.doc.name} on ${node.doc.name}`],
  });
}

/** What costs more is bought. */
export function modifyDraft(slot: SlotView, disk: CloudDisk, fields: readonly FieldDiff[], { prices }: RuleFacts): SlotDraft {
  const { type, iops, throughputMiBs } = slot.row;
  const usd = raisedUsd(disk, slot.row, prices);
  const what = fields.map(({ path, from, to }) => `${path} from ${JSON.stringify(from)} to ${JSON.stringify(to)}`).join(' and ');
  return keep(slot.ref, disk.id, {
    ...(usd === 0 ? {} : { class: 'spend', spend: { disks: 0, monthlyUsd: usd } }),
    action: { system: 'cloud-disks', do: 'modifyDisk', args: { diskId: disk.id, type, iops, throughputMiBs } },
    then: [],
    reason: `row ${slot.row.key} says otherwise`,
    fields,
    effects: [`sets ${what} of disk ${disk.id}${usd === 0 ? '' : `, ${priceText(usd)} more`}`],
  });
}
