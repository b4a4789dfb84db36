/** EC2's volumes as cloud disks. Pure. */
import type { Volume, VolumeAttachment, VolumeModification } from '@aws-sdk/client-ec2';
import { instant } from '../../../clock.ts';
import type { CloudDisk, DiskAttachment } from '../types.ts';
import { CLUSTER_TAG, isOffered, removedAt, slotFrom } from '../slot.ts';
import type { Tags } from '../slot.ts';
import { listed } from './pages.ts';
import { unexpected } from './wire-errors.ts';

const WHAT = 'list volumes';
const STATES: readonly CloudDisk['state'][] = ['creating', 'available', 'in-use', 'deleting', 'deleted', 'error'];
const ATTACHED: readonly DiskAttachment['state'][] = ['attaching', 'attached', 'detaching', 'detached', 'busy'];
const OPEN: readonly NonNullable<CloudDisk['modifying']>['state'][] = ['modifying', 'optimizing', 'failed'];

/** What is known of it beside the volume. */
export interface Surroundings {
  readonly modification: VolumeModification | undefined;
  readonly pathOn: (hostId: string, device: string, diskId: string) => string;
}

/** Throws `cloud-disks/unexpected-answer` for one that lacks something it has to have. */
export function diskFrom(volume: Volume, { modification, pathOn }: Surroundings): CloudDisk {
  const id = given(volume.VolumeId, 'VolumeId');
  const zone = given(volume.AvailabilityZone, 'AvailabilityZone');
  const tags = tagsFrom(volume);
  return {
    id,
    deviceName: id,
    state: oneOf(STATES, volume.State, `state of ${id}`),
    slot: slotFrom(tags, zone),
    place: null,
    zone,
    sizeGiB: given(volume.Size, 'Size'),
    type: given(volume.VolumeType, 'VolumeType'),
    iops: volume.Iops ?? null,
    throughputMiBs: volume.Throughput ?? null,
    encrypted: given(volume.Encrypted, 'Encrypted'),
    kmsKeyId: volume.KmsKeyId ?? null,
    createdAt: instant(given(volume.CreateTime, 'CreateTime').getTime()),
    isOffered: isOffered(tags),
    removedAt: removedAt(tags),
    attachments: listed(volume.Attachments, WHAT).map((attachment) => attachmentFrom(id, attachment, pathOn)),
    modifying: modifyingFrom(modification),
  };
}

/** The cluster whose tag it carries; null: none, whoever took it off. */
export function clusterOf(volume: Volume): string | null {
  return volume.Tags?.find(({ Key }) => Key === CLUSTER_TAG)?.Value ?? null;
}

export function tagsFrom({ Tags }: Volume): Tags {
  return new Map(listed(Tags, WHAT).map(({ Key, Value }) => [given(Key, 'Key of a tag'), Value ?? '']));
}

function attachmentFrom(diskId: string, attachment: VolumeAttachment, pathOn: Surroundings['pathOn']): DiskAttachment {
  const hostId = given(attachment.InstanceId, 'InstanceId of an attachment');
  const device = given(attachment.Device, 'Device of an attachment');
  return {
    hostId,
    device,
    path: pathOn(hostId, device, diskId),
    state: oneOf(ATTACHED, attachment.State, `state of an attachment of ${diskId}`),
    at: instant(given(attachment.AttachTime, 'AttachTime').getTime()),
  };
}

function modifyingFrom(modification: VolumeModification | undefined): CloudDisk['modifying'] {
  const state = OPEN.find((open) => open === modification?.ModificationState);
  return state === undefined ? null : { state, percent: modification?.Progress ?? 0 };
}

function given<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw unexpected(WHAT, `a volume has no ${name}`);
  return value;
}

/** A state we do not know is not taken for one we do. */
function oneOf<T extends string>(known: readonly T[], value: string | undefined, name: string): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw unexpected(WHAT, `the ${name} is ${value ?? 'missing'}`);
  return found;
}
