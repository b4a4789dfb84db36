/** Volumes, attachments and modifications as EC2 shows them. */
import type { Tags } from './form.ts';
import type { Attachment, Disk, Modification } from './state.ts';
import { timeText } from './xml.ts';
import type { Xml } from './xml.ts';

type Fields = { readonly [name: string]: Xml };

export function bodyOf(disk: Disk, tags: Tags): Fields {
  return {
    volumeId: disk.id,
    size: disk.sizeGib,
    snapshotId: '',
    availabilityZone: disk.zone,
    status: disk.state,
    createTime: timeText(disk.createdMs),
    attachmentSet: disk.attachment === null ? [] : [attachedBody(disk.id, disk.attachment)],
    tagSet: tagSet(tags),
    volumeType: disk.type,
    iops: disk.iops,
    encrypted: disk.encrypted,
    kmsKeyId: disk.kmsKeyId,
    multiAttachEnabled: false,
    throughput: disk.throughputMibs,
  };
}

/** In a list of attachments. */
function attachedBody(diskId: string, attachment: Attachment): Fields {
  return { ...attachmentBody(diskId, attachment), deleteOnTermination: attachment.deleteOnTermination };
}

/** As AttachVolume and DetachVolume answer it. */
export function attachmentBody(diskId: string, { instanceId, device, state, atMs }: Attachment): Fields {
  return { volumeId: diskId, instanceId, device, status: state, attachTime: timeText(atMs) };
}

export function tagSet(tags: Tags): readonly Fields[] {
  return [...tags].map(([key, value]) => ({ key, value }));
}

/** `progress`: EC2's estimate in percent. */
export function modificationBody(modification: Modification, progress: number): Fields {
  const { from, to, endedMs } = modification;
  return {
    volumeId: modification.diskId,
    modificationState: modification.state,
    targetSize: to.sizeGib,
    targetIops: to.iops,
    targetVolumeType: to.type,
    targetThroughput: to.throughputMibs,
    targetMultiAttachEnabled: false,
    originalSize: from.sizeGib,
    originalIops: from.iops,
    originalVolumeType: from.type,
    originalThroughput: from.throughputMibs,
    originalMultiAttachEnabled: false,
    progress,
    startTime: timeText(modification.startedMs),
    endTime: endedMs === null ? null : timeText(endedMs),
  };
}
