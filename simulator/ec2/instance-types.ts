/** What EC2 says about instance types: DescribeInstanceTypes. */

export interface InstanceType {
  readonly name: string;
  readonly hypervisor: 'nitro' | 'xen';
  readonly nvmeSupport: 'required' | 'unsupported';
  /** `shared`: with the network interfaces and the machine's own NVMe disks. */
  readonly attachmentLimitType: 'shared' | 'dedicated';
  readonly maximumEbsAttachments: number;
  /** NVMe disks that the machine itself has. */
  readonly ownDisks: number;
  readonly vcpus: number;
  readonly memMib: number;
}

/** Limits: the table that the EBS CSI driver generates from this API (pkg/cloud/limits), of m7i from memory. */
const TYPES: readonly InstanceType[] = [
  nitro('m5.4xlarge', { maximumEbsAttachments: 27 }),
  nitro('c5d.4xlarge', { maximumEbsAttachments: 26, ownDisks: 1, memMib: 32_768 }),
  nitro('m7i.4xlarge', { maximumEbsAttachments: 32, attachmentLimitType: 'dedicated' }),
  { ...nitro('m4.4xlarge', { maximumEbsAttachments: 39 }), hypervisor: 'xen', nvmeSupport: 'unsupported' },
];

/** One Xen machine among the first three, so that whatever is tried on all hosts meets both kinds. */
export const USUAL_TYPES: readonly string[] = ['m5.4xlarge', 'm5.4xlarge', 'm4.4xlarge'];

export function instanceType(name: string): InstanceType | null {
  return TYPES.find((type) => type.name === name) ?? null;
}

export function instanceTypes(): readonly InstanceType[] {
  return TYPES;
}

function nitro(name: string, differing: Partial<InstanceType>): InstanceType {
  return {
    name,
    hypervisor: 'nitro',
    nvmeSupport: 'required',
    attachmentLimitType: 'shared',
    maximumEbsAttachments: 27,
    ownDisks: 0,
    vcpus: 16,
    memMib: 65_536,
    ...differing,
  };
}
