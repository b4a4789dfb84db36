/** Pools that grow: rows of disks, what they cost, and what is remembered of them. Sizes in GiB, money in US dollars. */
import type { Instant } from '../clock.ts';
import type { AgentConfig, PriceTable } from './config.gen.ts';
import type { Draft } from './change.ts';
import type { Health } from './observed.ts';
import { nameOf } from './ref.ts';
import type { Ref } from './ref.ts';

export type Prices = Readonly<PriceTable>;
export type CloudConfig = Readonly<NonNullable<AgentConfig['systems']['cloud']>>;

/** How full a pool was: a reading while none of its data was degraded or failed. */
export interface Sample {
  readonly at: Instant;
  /** Of what can be used: after spare. */
  readonly usedPercent: number;
  /** Raw, both copies. */
  readonly inUseGiB: number;
}

/**
 * What the agent proposed, or committed, to let a pool grow. `open`: its branch waits. `merged`: the row is in a commit in
 * force. `declined`: the branch was deleted, or the row was taken out again before it was bought. `withdrawn`, `superseded`:
 * by the agent itself, because there was no need any more, or another one.
 */
export interface GrowthRecord {
  readonly pool: Ref;
  /** `r3` */
  readonly row: string;
  readonly sizeGiB: number;
  /** The branch it was proposed on, or the tracked one. */
  readonly branch: string;
  /** The one commit on it that is the agent's: another one on top, and a person has touched it. Empty: the branch is somebody else's. */
  readonly commit: string;
  /** When it was written; used for `ifUnanswered` and for what a day may bring. */
  readonly at: Instant;
  readonly usedPercent: number;
  readonly state: 'open' | 'merged' | 'declined' | 'withdrawn' | 'superseded';
  readonly stateAt: Instant;
  /** The message of the commit: the measure, the forecast and the price. */
  readonly message: string;
}

/** Which slot a disk is for: backend ids, never names. The ClientToken is a digest of it, and it is written on the disk as tags. */
export interface Slot {
  /** ScaleIO's system id, pool id and SDS id. */
  readonly system: string;
  readonly pool: string;
  readonly sds: string;
  readonly row: string;
  readonly zone: string;
  /** From 0; one more for each disk of the slot that came to nothing. */
  readonly attempt: number;
}

/** What is remembered of a disk beside its id. */
export type DiskApplied = {
  readonly sds: string;
  readonly hostId: string;
  readonly incarnation: number;
  readonly sizeGiB: number;
  /** It was bought, and not seen whole yet: it may come to nothing. */
  readonly isNew?: true;
};

/** All that is bought: what carries the agent's tags, orphans included, and what was bought and cannot be seen yet. */
export interface Bought {
  readonly disks: number;
  readonly monthlyUsd: number;
}

/** What the disks of one pool come to, those of rows that are gone included, beside what its file allows. */
export interface PoolCost {
  readonly ref: Ref;
  readonly rows: number;
  readonly disks: number;
  /** Null: one of them has no price. */
  readonly monthlyUsd: number | null;
  readonly limits: { readonly rows: number; readonly monthlyUsd: number };
  /** The day the prices were read; null: there are none. */
  readonly pricesAsOf: string | null;
}

/** What a rule across systems gives. */
export interface RuleResult extends Pick<Health, 'ready' | 'findings' | 'disks'> {
  readonly drafts: readonly Draft[];
  /** Disks whose next step saves a pool that has no time to wait for git: see plan/guard/git-partition.ts. */
  readonly rescued: ReadonlySet<Ref>;
}

/** From when a disk that ScaleIO had data on is detached for good until it is deleted: time to find out that it was the wrong one. */
export const REMOVAL_GRACE_MS = 24 * 3_600_000;

/** The branch on which the growth of a pool is proposed. */
export function growthBranch(cluster: string, pool: string): string {
  return `plumbline/grow/${cluster}/${pool}`;
}

/** The agent's own proposals that a person may still merge or delete; a row on the tracked branch waits for nobody. */
export function openGrowths(cluster: string, growths: readonly GrowthRecord[]): readonly GrowthRecord[] {
  return growths.filter(({ pool, branch, commit, state }) => {
    return state === 'open' && commit !== '' && branch === growthBranch(cluster, nameOf(pool));
  });
}
