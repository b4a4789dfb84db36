/** What is wrong with the disk of a slot. */
import type { Instant } from '../../../clock.ts';
import type { Ref } from '../../../model/ref.ts';
import type { CloudDisk, CloudHost, DiskAttachment } from '../../../systems/cloud-disks/types.ts';
import type { Device } from '../../../systems/scaleio/types.ts';
import { formatDuration, formatGib } from '../../../units.ts';
import type { SlotView } from './slot-view.ts';
import { forPeople, overdue } from './stop.ts';
import type { Stop } from './stop.ts';

export function doubled(disks: readonly CloudDisk[]): Stop {
  const ids = disks.map(({ id }) => id).join(' and ');
  return forPeople(
    'DiskDoubled',
    `${ids} are tagged for the same row and node`,
    'Find out which of them ScaleIO uses, and take the tags off the other.',
  );
}

export function tagsMissing(diskId: string): Stop {
  return forPeople(
    'DiskTagsMissing',
    `its disk ${diskId} is there, but its tags do not say that it is for this row and node`,
    `Put the plumbline/ tags of ${diskId} back: system, pool, sds, row and attempt as the status branch and ScaleIO know them.`,
  );
}

export function missing(diskId: string): Stop {
  return forPeople(
    'DiskMissing',
    `its disk ${diskId} was there and cannot be seen any more`,
    'Find out who deleted it. When ScaleIO has rebuilt what was on it, raise spec.incarnation of its StorageNode to have it bought anew.',
  );
}

export function unexplained(what: string): Stop {
  return forPeople(
    'DiskUnexplained',
    `${what} carries no tags of this cluster and may be its disk`,
    'Put its plumbline/ tags back, or take it away if it is none of ours: until then nothing is bought here.',
  );
}

export function failedTooOften(attempts: number): Stop {
  return forPeople(
    'DiskNotCreated',
    `${attempts} disks were asked for, and each came to nothing`,
    'See what EC2 says of them (most often a KMS key that may not be used), and delete them when it is mended.',
  );
}

export function notListed({ view, row, node }: SlotView): Stop {
  const { ips = [] } = node.sds ?? {};
  const entry = `{ host: ${ips[0] ?? '<address of the SDS>'}, path: /dev/disk/by-id/..., sizeGiB: ${row.sizeGiB}, pool: ${view.doc.name}, row: ${row.key} }`;
  return forPeople(
    'DiskNotListed',
    'plumbline.yaml lists no disk for it',
    `Plug one in, and add \`- ${entry}\` to systems.cloud.disks in plumbline.yaml.`,
  );
}

export function sizeDiffers({ row }: SlotView, { id, sizeGiB }: CloudDisk): Stop {
  return forPeople(
    'DiskSizeDiffers',
    `its disk ${id} has ${formatGib(sizeGiB)}, and the row says ${formatGib(row.sizeGiB)}`,
    'Set the size of the row back: what was bought keeps its size, and more space is another row.',
  );
}

export function notEncrypted({ id }: CloudDisk): Stop {
  return forPeople(
    'DiskNotEncrypted',
    `its disk ${id} is not encrypted, and the pool wants that`,
    'Encryption cannot be changed afterwards: remove the row and add another one, or set cloudDisks.encrypted: false.',
  );
}

export function inOtherZone({ id, zone }: CloudDisk, host: CloudHost): Stop {
  return forPeople(
    'DiskInOtherZone',
    `its disk ${id} is in ${zone}, and its machine ${host.id} in ${host.zone}`,
    'Find out which of the two was replaced; a node in another zone needs a higher spec.incarnation.',
  );
}

export function elsewhere({ id }: CloudDisk, { hostId }: DiskAttachment, host: CloudHost): Stop {
  return forPeople(
    'DiskElsewhere',
    `its disk ${id} is attached to ${hostId}, and its machine is ${host.id}`,
    'Find out who attached it there; Plumbline does not take it away. Once it is detached, it is attached where it belongs.',
  );
}

export function deviceElsewhere({ id }: CloudDisk, { sdsId, storagePoolId }: Device): Stop {
  return forPeople(
    'DeviceElsewhere',
    `ScaleIO has its disk ${id} in pool ${storagePoolId} on SDS ${sdsId}`,
    'Find out who added it there, and remove that device in ScaleIO if it is wrong.',
  );
}

export function diskFailed({ id }: CloudDisk): Stop {
  return forPeople(
    'DiskFailed',
    `its disk ${id} is in error`,
    'Declare the row absent, or replace the node, once ScaleIO has rebuilt the data elsewhere.',
  );
}

/** Of a step that has an end, and whose end does not come. */
export function tooLong(code: string, what: string, limitMs: number, now: Instant): Stop {
  return overdue(now, {
    code,
    why: `${what} for more than ${formatDuration(limitMs)}`,
    remedy: 'See what the cloud and ScaleIO say of it.',
  });
}

export function deviceNotNormal({ name, deviceState, errorState }: Device, now: Instant): Stop {
  const why = `ScaleIO calls its device ${name ?? ''} ${deviceState}, with error ${errorState}`;
  return overdue(now, { code: 'DeviceNotNormal', why, remedy: 'See what ScaleIO says of the device and of its SDS.' });
}

export function modifyFailed({ id }: CloudDisk): Stop {
  return forPeople(
    'DiskNotModified',
    `the last modification of its disk ${id} failed`,
    'See what EC2 says of it; set the row back, or modify the disk by hand.',
  );
}

/** Something is wrong with another slot of the row, and the row's disks are bought, attached and added together. */
export function held(by: Ref, { recheckAt }: Stop): Stop {
  return { code: 'RowHeld', why: `it waits for ${by}`, remedy: `See what is said of ${by}.`, causedBy: by, recheckAt };
}
