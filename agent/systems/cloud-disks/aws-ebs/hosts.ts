/** EC2's instances as machines that disks are attached to. Pure. */
import type { Instance, InstanceTypeInfo } from '@aws-sdk/client-ec2';
import type { CloudHost } from '../types.ts';
import { listed } from './pages.ts';
import { unexpected } from './wire-errors.ts';

const WHAT = 'list instances';

/** Where too many are attached, EC2 may hang instead of refusing: aws-ebs-csi-driver's FAQ, Volume Attachment Capacity Issues. */
const RESERVE = 2;

/** What of an instance type counts here. */
export interface MachineType {
  /** Its disks are NVMe devices, found by the id of their volume; on others under the name they were requested with. */
  readonly isNitro: boolean;
  /** Null: EC2 does not say. */
  readonly attachments: { readonly most: number; readonly isShared: boolean } | null;
  /** NVMe disks it comes with. */
  readonly ownDisks: number;
}

export function machineTypeFrom({ EbsInfo, InstanceStorageInfo }: InstanceTypeInfo): MachineType {
  const { NvmeSupport, MaximumEbsAttachments: most, AttachmentLimitType } = EbsInfo ?? {};
  const hasNvmeStore = InstanceStorageInfo?.NvmeSupport !== undefined && InstanceStorageInfo.NvmeSupport !== 'unsupported';
  return {
    isNitro: NvmeSupport === 'required',
    attachments: most === undefined ? null : { most, isShared: AttachmentLimitType !== 'dedicated' },
    ownDisks: hasNvmeStore ? (InstanceStorageInfo.Disks ?? []).reduce((sum, { Count }) => sum + (Count ?? 1), 0) : 0,
  };
}

/** `taken`: device names that turned out to be in use although no mapping shows them. */
export function hostFrom(instance: Instance, machine: MachineType, taken: ReadonlySet<string>): CloudHost {
  const mappings = mappingsOf(instance);
  return {
    id: idOf(instance),
    ips: [...new Set(addressesOf(instance))],
    zone: given(instance.Placement?.AvailabilityZone, 'zone'),
    type: typeOf(instance),
    state: stateFrom(instance.State?.Name),
    mappings: [...mappings, ...[...taken].map((device) => ({ device, diskId: null }))],
    attachFree: attachFree(machine, mappings.length, listed(instance.NetworkInterfaces, WHAT).length),
  };
}

export function idOf({ InstanceId }: Instance): string {
  return given(InstanceId, 'InstanceId');
}

export function typeOf({ InstanceType }: Instance): string {
  return given(InstanceType, 'InstanceType');
}

/** Stable over reboots, and of this volume only: /dev/nvme1n1 is whatever came up second. From stock udev rules. */
export function pathOf(isNitro: boolean, device: string, diskId: string): string {
  return isNitro ? `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${diskId.replace('-', '')}` : device;
}

/** Of a shared limit network interfaces and the machine's own NVMe disks take their part. */
function attachFree({ attachments, ownDisks }: MachineType, attached: number, interfaces: number): number | null {
  if (attachments === null) return null;
  const others = attachments.isShared ? interfaces + ownDisks : 0;
  return Math.max(0, attachments.most - attached - others - RESERVE);
}

function mappingsOf(instance: Instance): CloudHost['mappings'] {
  return listed(instance.BlockDeviceMappings, WHAT).map(({ DeviceName, Ebs }) => ({
    device: given(DeviceName, 'DeviceName'),
    diskId: given(Ebs?.VolumeId, 'VolumeId of a mapping'),
  }));
}

/** Those of its network interfaces include its first one; a terminated instance has none at all. */
function addressesOf({ PrivateIpAddress, NetworkInterfaces }: Instance): readonly string[] {
  const all = listed(NetworkInterfaces, WHAT).flatMap((one) => [
    one.PrivateIpAddress,
    ...listed(one.PrivateIpAddresses, WHAT).map((address) => address.PrivateIpAddress),
  ]);
  return [PrivateIpAddress, ...all].flatMap((address) => (address === undefined || address === '' ? [] : [address]));
}

function stateFrom(name: string | undefined): CloudHost['state'] {
  return name === 'running' || name === 'stopped' || name === 'terminated' ? name : 'other';
}

function given<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw unexpected(WHAT, `an instance has no ${name}`);
  return value;
}
