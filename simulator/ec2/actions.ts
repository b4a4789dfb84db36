/** The calls of the Query API by their names. */
import { attachVolume, detachVolume } from './attach.ts';
import type { Check } from './deed.ts';
import { describeInstanceTypes } from './describe-instance-types.ts';
import { describeInstances } from './describe-instances.ts';
import { describeVolumes } from './describe-volumes.ts';
import { describeVolumesModifications, modifyVolume } from './modify.ts';
import { createTags, deleteTags } from './tags.ts';
import { createVolume, deleteVolume } from './volumes.ts';

export interface Action {
  readonly check: Check;
  /** Parameters that it takes, of lists the first part of the name. */
  readonly takes: readonly string[];
}

const PAGED = ['Filter', 'MaxResults', 'NextToken'];
const SPEC = ['Size', 'VolumeType', 'Iops', 'Throughput'];

export const ACTIONS: { readonly [name: string]: Action } = {
  CreateVolume: { check: createVolume, takes: [...SPEC, 'AvailabilityZone', 'Encrypted', 'KmsKeyId', 'ClientToken', 'TagSpecification'] },
  DeleteVolume: { check: deleteVolume, takes: ['VolumeId'] },
  AttachVolume: { check: attachVolume, takes: ['VolumeId', 'InstanceId', 'Device'] },
  DetachVolume: { check: detachVolume, takes: ['VolumeId', 'InstanceId', 'Device', 'Force'] },
  ModifyVolume: { check: modifyVolume, takes: [...SPEC, 'VolumeId'] },
  CreateTags: { check: createTags, takes: ['ResourceId', 'Tag'] },
  DeleteTags: { check: deleteTags, takes: ['ResourceId', 'Tag'] },
  DescribeVolumes: { check: describeVolumes, takes: ['VolumeId', ...PAGED] },
  DescribeVolumesModifications: { check: describeVolumesModifications, takes: ['VolumeId', ...PAGED] },
  DescribeInstances: { check: describeInstances, takes: ['InstanceId', ...PAGED] },
  DescribeInstanceTypes: { check: describeInstanceTypes, takes: ['InstanceType', 'MaxResults', 'NextToken'] },
};
