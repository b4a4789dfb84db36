/** Names that disks are attached under, and where the operating system has them then. */
import { mappingsOf } from './change.ts';
import { invalidValue } from './refusal.ts';
import type { Account, Instance, Mapping } from './state.ts';

/** What AMIs call their own disk. */
export const ROOT_NAME = '/dev/sda1';

/** /dev/sd[b-z], /dev/xvd[b-z], /dev/xvd[a-d][a-z]: what EC2 takes for further disks, as the EBS CSI driver found out. */
const POSSIBLE = /^\/dev\/(sd[b-z]|xvd[b-z]|xvd[a-d][a-z])$/;

export function refuseTakenName(account: Account, instance: Instance, name: string): void {
  if (!POSSIBLE.test(name)) throw invalidValue(`Value (${name}) for parameter device is invalid. ${name} is not a valid EBS device name.`);
  const mapped = mappingsOf(account, instance.id).map(({ attachment }) => attachment.device);
  const taken = [...mapped, ...(account.settings.hiddenNames[instance.host.name] ?? [])];
  if (!taken.includes(name)) return;
  throw invalidValue(`Invalid value '${name}' for unixDevice. Attachment point ${name} is already in use`);
}

/**
 * Where the instance's operating system has the disk. Nitro: by id, from udev's own rules, the dash of the id left out; the
 * requested name is nowhere. Xen: under the requested name, and an sd name also as the kernel calls it, xvd.
 */
export function pathsOf({ type }: Instance, { diskId, attachment }: Mapping): readonly string[] {
  if (type.hypervisor === 'nitro') return [`/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${diskId.replace('-', '')}`];
  return [attachment.device, attachment.device.replace(/^\/dev\/sd/, '/dev/xvd')];
}
