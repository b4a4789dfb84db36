/** The simulated account: volumes, instances and what is going on with them. Sizes in GiB, times in virtual ms since the epoch. */
import type { Random } from '../random.ts';
import type { DiskUsers, Host, WorldClock } from '../service.ts';
import type { Tags } from './form.ts';
import type { InstanceType } from './instance-types.ts';
import type { Lagged } from './lagged.ts';
import type { Settings } from './settings.ts';
import type { Tokens } from './tokens.ts';

export interface Attachment {
  readonly instanceId: string;
  /** As requested: `/dev/xvdba`. */
  readonly device: string;
  readonly state: 'attaching' | 'attached' | 'detaching' | 'busy';
  readonly atMs: number;
  readonly deleteOnTermination: boolean;
}

export interface DiskSpec {
  readonly sizeGib: number;
  readonly type: string;
  readonly iops: number | null;
  readonly throughputMibs: number | null;
}

export interface Disk extends DiskSpec {
  readonly id: string;
  readonly zone: string;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  readonly createdMs: number;
  readonly state: 'creating' | 'available' | 'in-use' | 'deleting' | 'error';
  readonly attachment: Attachment | null;
}

export interface Volume {
  readonly id: string;
  /** Null: not there. */
  readonly disk: Lagged<Disk | null>;
  readonly tags: Lagged<Tags>;
}

export interface Mapping {
  readonly diskId: string;
  readonly attachment: Attachment;
}

export interface Instance {
  readonly id: string;
  readonly reservationId: string;
  readonly networkInterfaceId: string;
  readonly host: Host;
  readonly type: InstanceType;
  readonly launchedMs: number;
  terminatedMs: number | null;
  /** Its block-device mappings. */
  readonly mappings: Lagged<readonly Mapping[]>;
  tags: Tags;
}

export interface Modification {
  readonly diskId: string;
  readonly from: DiskSpec;
  readonly to: DiskSpec;
  readonly startedMs: number;
  state: 'modifying' | 'optimizing' | 'completed';
  optimizingSinceMs: number | null;
  endedMs: number | null;
}

export interface Account {
  readonly clock: WorldClock;
  readonly random: Random;
  readonly users: DiskUsers;
  readonly settings: Settings;
  readonly zones: ReadonlySet<string>;
  readonly volumes: Map<string, Volume>;
  readonly instances: Instance[];
  readonly tokens: Tokens;
  readonly modifications: Modification[];
  /** Describe calls answered so far: what lag is counted in. */
  readonly calls: { volumes: number; instances: number };
}

/** The one account there is; AWS's own documents use this number. */
export const OWNER_ID = '123456789012';
export const VPC_ID = 'vpc-0a1b2c3d4e5f60718';

/** `vol-0` and 16 hex digits. */
export function newId(account: Account, prefix: string): string {
  return `${prefix}-0${account.random.hex(16)}`;
}
