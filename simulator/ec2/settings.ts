/** What can be set about the simulated EC2, and what it is at first. */

export interface Refusing {
  /** An Action; null: any. */
  readonly call: string | null;
  readonly code: string;
  readonly status: number;
  /** How many more requests. */
  times: number;
}

export interface Settings {
  /** How many describe calls go by before a change shows: DescribeVolumes for tags and volumes, DescribeInstances for mappings. */
  lag: { readonly tags: number; readonly volumes: number; readonly mappings: number };
  /** Virtual time that things take. */
  delaysMs: {
    readonly create: number;
    readonly attach: number;
    readonly detach: number;
    readonly delete: number;
    readonly modify: number;
    readonly optimize: number;
  };
  /** How many of the next volumes vanish after `creating`, as with a key that may not be used. */
  ghosts: number;
  /** How many of the next volumes end in `error`. */
  errors: number;
  /** How many of the next attachments stay `attaching` for ever. */
  hangs: number;
  /** Of the account, besides the disks that its machines came with; null: none. `iops`: of io1 and io2 together. */
  quotas: { readonly volumes: number | null; readonly gib: number | null; readonly iops: number | null };
  /** Instead of what the instance types allow; null: that. */
  attachLimit: number | null;
  /** What one more disk than allowed does; with a shared limit EC2 does not always refuse it. */
  overLimit: 'refuse' | 'hang';
  /** Host -> device names that are taken although no mapping shows them. */
  hiddenNames: { readonly [host: string]: readonly string[] };
  /** Actions that the caller may not use. */
  unauthorized: readonly string[];
  refusing: readonly Refusing[];
}

/** Create and attach: what the EBS CSI driver measured as usual. The others: assumed. */
export function firstSettings(): Settings {
  return {
    lag: { tags: 0, volumes: 0, mappings: 0 },
    delaysMs: { create: 2000, attach: 2000, detach: 2000, delete: 5000, modify: 5000, optimize: 300_000 },
    ghosts: 0,
    errors: 0,
    hangs: 0,
    quotas: { volumes: null, gib: null, iops: null },
    attachLimit: null,
    overLimit: 'refuse',
    hiddenNames: {},
    unauthorized: [],
    refusing: [],
  };
}
