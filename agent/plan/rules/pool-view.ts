/** One pool as declared and as it is in all systems at once: what the rules about growth look at. Sizes in GiB. */
import type { Doc } from '../../model/desired.ts';
import type { Ref } from '../../model/ref.ts';
import type { CloudDisk, CloudHost } from '../../systems/cloud-disks/types.ts';
import type { Device, PoolStatistics, StorageNode, StoragePool } from '../../systems/scaleio/types.ts';

/** A row with what it inherits from the pool's cloudDisks filled in. */
export interface Row {
  /** `r3` */
  readonly key: string;
  readonly sizeGiB: number;
  readonly type: string;
  readonly iops: number | null;
  readonly throughputMiBs: number | null;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  /** Bought only from so many percent used on; null: at once. */
  readonly whenUsedPercent: number | null;
  readonly isAbsent: boolean;
}

/** A declared node of the pool. */
export interface PoolNode {
  readonly doc: Doc<'StorageNode'>;
  readonly ref: Ref;
  /** Null: ScaleIO has no such SDS. */
  readonly sds: StorageNode | null;
  readonly isConnected: boolean;
  /** Its machine; null: none or more than one has an address of the SDS. */
  readonly host: CloudHost | null;
  /** Of this pool. */
  readonly devices: readonly Device[];
  readonly incarnation: number;
}

export interface PoolView {
  readonly doc: Doc<'StoragePool'>;
  /** ScaleIO's system id: part of every slot. */
  readonly systemId: string;
  /** Of ScaleIO's MDM cluster; null: the gateway does not say. */
  readonly mdmState: string | null;
  readonly pool: StoragePool;
  readonly statistics: PoolStatistics;
  /** Percent used of the capacity after spare; null: the pool has no devices. */
  readonly usedPercent: number | null;
  /** By name of their documents. */
  readonly nodes: readonly PoolNode[];
  /** In the order of their keys: r2 before r10. */
  readonly rows: readonly Row[];
  /** All disks that carry the cluster's tag, of every pool. */
  readonly disks: readonly CloudDisk[];
  /** Every device of the system, of every pool. */
  readonly devices: readonly Device[];
}

/** A facet that is not known, so nothing is derived: with what cannot be read, as a clause. */
export type PoolSight = { readonly kind: 'seen'; readonly view: PoolView } | { readonly kind: 'unseen'; readonly why: string };
