/** What differs from cloud to cloud. What is safe to do with a disk is decided above it, in write.ts. */
import type { Ctx, WriteCtx } from '../../model/system.ts';
import type { Written } from '../../model/change.ts';
import type { Tags } from './slot.ts';
import type { AttachDisk, CloudAccount, CloudDisk, CloudHost, CreateDisk, DetachDisk, DiskOrder, ModifyDisk } from './types.ts';

export interface Fleet {
  readonly account: CloudAccount;
  readonly hosts: readonly CloudHost[];
}

/** Every method throws `cloud-disks/*` or `http/*`; a list is whole, or it is an error. */
export interface DiskProvider {
  /** Whose disks these are: the value of their tag. */
  readonly cluster: string;
  fleet(ctx: Ctx): Promise<Fleet>;
  /** All that carry the cluster's tag. */
  disks(ctx: Ctx): Promise<readonly CloudDisk[]>;
  /** Null: there is none of this id. Throws `cloud-disks/not-ours` of one without the cluster's tag. */
  disk(id: string, ctx: Ctx): Promise<CloudDisk | null>;
  /** Why it would not make such a disk in the zone of that host, as a clause; null: it would. */
  objectionTo(order: DiskOrder, hostId: string, ctx: Ctx): Promise<string | null>;
  /** Looks whether the slot has its disk already, asks `ctx.fresh`, and makes it: how often is the provider's to know. */
  create(args: CreateDisk['args'], ctx: WriteCtx): Promise<Written>;
  attach(args: AttachDisk['args'], ctx: Ctx): Promise<void>;
  /** Without force. */
  detach(args: Pick<DetachDisk['args'], 'diskId' | 'hostId'>, ctx: Ctx): Promise<void>;
  /** The data are gone with it. */
  remove(diskId: string, ctx: Ctx): Promise<void>;
  tag(diskId: string, tags: Tags, ctx: Ctx): Promise<void>;
  modify(args: ModifyDisk['args'], ctx: Ctx): Promise<void>;
}
