/** Hosts as machines: launched with disks of their own, terminated for good. */
import type { Host } from '../service.ts';
import { endAttachment } from './attach.ts';
import { loseDisk, mappingsOf } from './change.ts';
import { ROOT_NAME } from './device-names.ts';
import { instanceType } from './instance-types.ts';
import { Lagged } from './lagged.ts';
import { newId } from './state.ts';
import type { Account, Attachment, Disk, Instance } from './state.ts';
import { newDisk } from './volumes.ts';

/** The example's SDSs have their first disk here; see the StorageNodes' device `xvdf`. */
const DATA_NAME = '/dev/xvdf';
const ROOT_GIB = 30;

export interface Launch {
  readonly host: Host;
  readonly type: string;
  readonly dataGib: number;
}

/** A running machine with a root disk and one for data; both go with it. There without lag. */
export function launch(account: Account, { host, type, dataGib }: Launch): void {
  const id = newId(account, 'i');
  const known = instanceType(type);
  if (known === null) throw new Error(`There is no instance type ${type}.`);
  addOwnDisk(account, host, { instanceId: id, device: ROOT_NAME, sizeGib: ROOT_GIB });
  addOwnDisk(account, host, { instanceId: id, device: DATA_NAME, sizeGib: dataGib });
  account.instances.push({
    id,
    reservationId: newId(account, 'r'),
    networkInterfaceId: newId(account, 'eni'),
    host,
    type: known,
    launchedMs: account.clock.now(),
    terminatedMs: null,
    mappings: new Lagged(mappingsOf(account, id)),
    tags: new Map([['Name', host.name]]),
  });
}

interface OwnDisk {
  readonly instanceId: string;
  readonly device: string;
  readonly sizeGib: number;
}

function addOwnDisk(account: Account, { zone }: Host, { instanceId, device, sizeGib }: OwnDisk): void {
  const spec = { sizeGib, type: 'gp3', iops: 3000, throughputMibs: 125 };
  const fresh = newDisk(account, { ...spec, zone, encrypted: false, kmsKeyId: null });
  const attachment: Attachment = { instanceId, device, state: 'attached', atMs: fresh.createdMs, deleteOnTermination: true };
  const disk: Disk = { ...fresh, state: 'in-use', attachment };
  account.volumes.set(disk.id, { id: disk.id, disk: new Lagged<Disk | null>(disk), tags: new Lagged(new Map<string, string>()) });
}

/** Its own disks go with it; others are let go of, used or not. */
export function terminate(account: Account, instance: Instance): void {
  instance.terminatedMs = account.clock.now();
  for (const { diskId, attachment } of mappingsOf(account, instance.id)) {
    if (attachment.deleteOnTermination) loseDisk(account, diskId);
    else endAttachment(account, diskId, { ...attachment, state: 'detaching' });
  }
}
