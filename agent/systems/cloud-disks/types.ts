/** Cloud disks as the agent sees them, whoever provides them, and what it may ask for. Sizes in GiB. */
import type { Instant } from '../../clock.ts';
import type { Slot } from '../../model/growth.ts';

export interface CloudAccount {
  /** What pins compare: AWS account and region, and the VPC if one is configured, joined by slashes; `static`. */
  readonly id: string;
  readonly provider: 'aws-ebs' | 'static';
}

/** A machine that disks can be attached to. */
export interface CloudHost {
  /** `i-0123456789abcdef0` */
  readonly id: string;
  /** All its private addresses: how an SDS finds its host. */
  readonly ips: readonly string[];
  readonly zone: string;
  /** `m5.large` */
  readonly type: string;
  readonly state: 'running' | 'stopped' | 'terminated' | 'other';
  /**
   * As the host's own block-device mappings say; they may lag behind the disks' attachments, and the other way round. `diskId`
   * null: the name turned out to be in use, by what no mapping shows.
   */
  readonly mappings: readonly { readonly device: string; readonly diskId: string | null }[];
  /** How many more disks it takes, two kept in reserve; null: not known. */
  readonly attachFree: number | null;
}

export interface DiskAttachment {
  readonly hostId: string;
  /** The name it was requested under: `/dev/xvdba`. */
  readonly device: string;
  /** Where the host's operating system has it: by id on Nitro, under the requested name on Xen. */
  readonly path: string;
  readonly state: 'attaching' | 'attached' | 'detaching' | 'detached' | 'busy';
  readonly at: Instant;
}

export interface CloudDisk {
  /** `vol-0123456789abcdef0` */
  readonly id: string;
  /** The name its ScaleIO device has: injective, at most 31 characters; of an EBS volume its id. */
  readonly deviceName: string;
  readonly state: 'creating' | 'available' | 'in-use' | 'deleting' | 'deleted' | 'error';
  /** From its tags; null when one of them is missing. Of a static disk see `place`. */
  readonly slot: Slot | null;
  /** Of a static disk: the row it is listed for. */
  readonly place: { readonly pool: string; readonly row: string; readonly ip: string } | null;
  readonly zone: string;
  readonly sizeGiB: number;
  readonly type: string;
  readonly iops: number | null;
  readonly throughputMiBs: number | null;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  readonly createdAt: Instant;
  /** ScaleIO may have its data: set before its first add-device, never taken back. */
  readonly isOffered: boolean;
  /** Since when it is being removed for good, by its row's tombstone; null: it is not. */
  readonly removedAt: Instant | null;
  readonly attachments: readonly DiskAttachment[];
  /** The newest modification that has not ended. */
  readonly modifying: { readonly state: 'modifying' | 'optimizing' | 'failed'; readonly percent: number } | null;
}

export interface CloudFacets {
  readonly account: CloudAccount;
  readonly hosts: readonly CloudHost[];
  /** Every disk that carries this cluster's tag, whatever else is on it. */
  readonly disks: readonly CloudDisk[];
}

export type CreateDisk = {
  readonly system: 'cloud-disks';
  readonly do: 'createDisk';
  readonly args: {
    readonly cluster: string;
    /** Attempt 0 first: `write` goes on with the next one where an attempt's token is burnt. */
    readonly slot: { readonly [key in keyof Slot]: Slot[key] };
    readonly sizeGiB: number;
    readonly type: string;
    readonly iops: number | null;
    readonly throughputMiBs: number | null;
    readonly encrypted: boolean;
    readonly kmsKeyId: string | null;
    /** Its first call was long enough ago for a disk made by it to be visible: only then may a burnt token be given up. */
    readonly mayTryNext: boolean;
  };
};

/** `args` of the precondition `cloud-would-accept`; its `backendId` is the host, in whose zone the disk would be. */
export type DiskOrder = Pick<CreateDisk['args'], 'sizeGiB' | 'type' | 'iops' | 'throughputMiBs' | 'encrypted' | 'kmsKeyId'>;

export type AttachDisk = {
  readonly system: 'cloud-disks';
  readonly do: 'attachDisk';
  readonly args: { readonly diskId: string; readonly hostId: string; readonly device: string };
};

/** Never by force. `isReversal`: of a disk stuck `attaching` that was never offered; refused for any other. */
export type DetachDisk = {
  readonly system: 'cloud-disks';
  readonly do: 'detachDisk';
  readonly args: { readonly diskId: string; readonly hostId: string; readonly isReversal: boolean };
};

export type DeleteDisk = {
  readonly system: 'cloud-disks';
  readonly do: 'deleteDisk';
  readonly args: { readonly diskId: string };
};

/**
 * `offered`: ScaleIO is about to get it; takes `removed` back. `removed`: from now on it is being removed for good. `adopted`: it
 * gets another slot.
 */
export type TagDisk = {
  readonly system: 'cloud-disks';
  readonly do: 'tagDisk';
  readonly args: {
    readonly diskId: string;
    readonly as: 'offered' | 'removed' | 'adopted';
    readonly slot: { readonly [key in keyof Slot]: Slot[key] } | null;
  };
};

export type ModifyDisk = {
  readonly system: 'cloud-disks';
  readonly do: 'modifyDisk';
  readonly args: { readonly diskId: string; readonly type: string; readonly iops: number | null; readonly throughputMiBs: number | null };
};

export type CloudAction = CreateDisk | AttachDisk | DetachDisk | DeleteDisk | TagDisk | ModifyDisk;
