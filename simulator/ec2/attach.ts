/** AttachVolume and DetachVolume. */
import { attachmentBody } from './bodies.ts';
import { changeDisk, diskOf, disksOf, later, mappingsOf } from './change.ts';
import type { Deed } from './deed.ts';
import { refuseTakenName, ROOT_NAME } from './device-names.ts';
import type { Form } from './form.ts';
import { runningInstance } from './instances.ts';
import { incorrectState, Refusal } from './refusal.ts';
import type { Account, Attachment, Disk, Instance } from './state.ts';

export function attachVolume(account: Account, form: Form): Deed {
  const disk = diskOf(account, form.required('VolumeId'));
  const instance = runningInstance(account, form.required('InstanceId'));
  const device = form.required('Device');
  const { id } = disk;
  if (disk.attachment !== null) throw new Refusal('VolumeInUse', `${id} is already attached to an instance`);
  if (disk.state !== 'available') throw incorrectState(`Volume '${id}' is not 'available'.`);
  if (disk.zone !== instance.host.zone) {
    throw new Refusal('InvalidVolume.ZoneMismatch', `The volume '${id}' is not in the same availability zone as instance '${instance.id}'`);
  }
  refuseTakenName(account, instance, device);
  const isTooMany = isFull(account, instance);
  if (isTooMany && account.settings.overLimit === 'refuse') {
    throw new Refusal('AttachmentLimitExceeded', `You have reached the maximum number of attachments for instance '${instance.id}'.`);
  }
  return () => {
    const attachment: Attachment = {
      instanceId: instance.id,
      device,
      state: 'attaching',
      atMs: account.clock.now(),
      deleteOnTermination: false,
    };
    changeDisk(account, id, { state: 'in-use', attachment });
    if (!hangs(account, isTooMany)) later(account, 'attach', () => step(account, id, attachment, { ...attachment, state: 'attached' }));
    return { body: attachmentBody(id, attachment), effect: 'attached', id };
  };
}

/** Whether the limit of the instance's type is reached; network interfaces and own disks count where it is shared. */
function isFull(account: Account, { id, type }: Instance): boolean {
  const limit = account.settings.attachLimit ?? type.maximumEbsAttachments;
  const others = type.attachmentLimitType === 'shared' ? 1 + type.ownDisks : 0;
  return mappingsOf(account, id).length + others >= limit;
}

function hangs({ settings }: Account, isTooMany: boolean): boolean {
  if (isTooMany) return true;
  if (settings.hangs === 0) return false;
  settings.hangs -= 1;
  return true;
}

export function detachVolume(account: Account, form: Form): Deed {
  const disk = diskOf(account, form.required('VolumeId'));
  const { id } = disk;
  const attachment = attachmentToEnd(disk, form);
  return () => {
    const state = form.flag('Force') || !isInUse(account, disk) ? 'detaching' : 'busy';
    const ending: Attachment = { ...attachment, state };
    if (ending.state === 'busy') changeDisk(account, id, { attachment: ending });
    else endAttachment(account, id, ending);
    return { body: attachmentBody(id, ending), effect: 'detached', id };
  };
}

function attachmentToEnd({ id, state, attachment }: Disk, form: Form): Attachment {
  if (attachment === null) throw incorrectState(`Volume '${id}' is in the '${state}' state.`);
  const instanceId = form.text('InstanceId') ?? attachment.instanceId;
  const device = form.text('Device') ?? attachment.device;
  if (instanceId !== attachment.instanceId || device !== attachment.device) {
    throw new Refusal(
      'InvalidAttachment.NotFound',
      `The volume '${id}' is not attached to instance '${instanceId}' as device '${device}'.`,
    );
  }
  if (attachment.state === 'detaching') throw incorrectState(`Volume '${id}' is in the 'detaching' state.`);
  if (attachment.device === ROOT_NAME)
    throw new Refusal('OperationNotPermitted', `Unable to detach root volume '${id}' from instance '${instanceId}'`);
  return attachment;
}

function isInUse(account: Account, { id, attachment }: Disk): boolean {
  return attachment?.state !== 'attaching' && account.users.isInUse(id);
}

/** From `detaching` to free. */
export function endAttachment(account: Account, id: string, ending: Attachment): void {
  changeDisk(account, id, { attachment: ending });
  later(account, 'detach', () => step(account, id, ending, null));
}

/** What was waited for by an attachment that is as it was then. */
function step(account: Account, id: string, from: Attachment, to: Attachment | null): void {
  const isAsItWas = account.volumes.get(id)?.disk.now()?.attachment === from;
  if (isAsItWas) changeDisk(account, id, { attachment: to, state: to === null ? 'available' : 'in-use' });
}

/** Lets go of disks whose detaching only waited for the SDS to close them. */
export function releaseClosed(account: Account): void {
  for (const { id, attachment } of disksOf(account)) {
    if (attachment?.state === 'busy' && !account.users.isInUse(id)) endAttachment(account, id, { ...attachment, state: 'detaching' });
  }
}
