/** How large the disks of the next row are: equal on every node, by what is measured and not by what was asked for last. */
import { gibToKib, kibToGib } from '../../../units.ts';
import type { PoolView } from '../pool-view.ts';

export interface Size {
  readonly sizeGiB: number;
  /** What each node needs, the overhead included; may be less than ScaleIO takes. */
  readonly needGiB: number;
  /** Whether it is the size that devices of the pool have already. */
  readonly isKnownSize: boolean;
  /** Percent used with the row, and with the declared volumes that are not there yet. */
  readonly afterPercent: number;
}

/** ScaleIO keeps 1025 MiB of every device (dumps of 2.5 and 2.6 systems: 100 GiB give 103808000 KiB). */
const OVERHEAD_KIB = 1025 * 1024;
/** It takes devices from 100 GB to 6 TB (ScaleIO 2.0 white paper h15148): 5584 GiB is the last multiple of 8 in that. */
const LEAST_GIB = 100;
const MOST_GIB = 5584;
const STEP_GIB = 8;

/** What a device of that size brings to its pool. */
export function usableKibOf(sizeGiB: number): number {
  return gibToKib(sizeGiB) - OVERHEAD_KIB;
}

/** Null: the pool is at its target, or cannot be measured. */
export function sizeFor(view: PoolView, targetPercent: number, plannedKib: number): Size | null {
  const { statistics, pool, nodes } = view;
  const share = 1 - pool.sparePercent / 100;
  const inUseKib = statistics.inUseKib + plannedKib;
  const reachableKib = statistics.maxKib - statistics.unreachableUnusedKib;
  const lackingKib = inUseKib / ((targetPercent / 100) * share) - reachableKib;
  if (lackingKib <= 0 || nodes.length === 0 || share <= 0) return null;
  const needGiB = kibToGib(lackingKib / nodes.length + OVERHEAD_KIB);
  const leastGiB = Math.max(LEAST_GIB, needGiB);
  const known = knownSizes(view).find((sizeGiB) => sizeGiB >= leastGiB && sizeGiB <= 2 * leastGiB);
  const sizeGiB = known ?? Math.min(MOST_GIB, ceilTo(STEP_GIB, leastGiB));
  const afterKib = (reachableKib + nodes.length * usableKibOf(sizeGiB)) * share;
  return { sizeGiB, needGiB, isKnownSize: known !== undefined, afterPercent: (100 * inUseKib) / afterKib };
}

/** Smallest first; disks of one size are what ScaleIO advises for a pool. */
function knownSizes({ pool, devices }: PoolView): readonly number[] {
  const sizes = devices
    .filter(({ storagePoolId }) => storagePoolId === pool.id)
    .map(({ maxKib }) => Math.round(kibToGib(maxKib + OVERHEAD_KIB)));
  return [...new Set(sizes)].filter((sizeGiB) => sizeGiB <= MOST_GIB).toSorted((one, other) => one - other);
}

/** 100 stays 100: the least a device may have is taken as it is. */
function ceilTo(step: number, sizeGiB: number): number {
  return sizeGiB <= LEAST_GIB ? LEAST_GIB : Math.ceil(sizeGiB / step) * step;
}

/** Percent of the pool that is in its largest fault unit once each node has a disk of this size more; the spare should cover it. */
export function largestUnitPercent({ nodes }: PoolView, sizeGiB: number): number {
  const units = new Map<string, number>();
  for (const { sds, devices } of nodes) {
    if (sds === null) continue;
    const unit = sds.faultSetId ?? sds.id;
    const own = devices.reduce((sum, { maxKib }) => sum + maxKib, usableKibOf(sizeGiB));
    units.set(unit, (units.get(unit) ?? 0) + own);
  }
  const sizes = [...units.values()];
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return all === 0 ? 0 : (100 * Math.max(...sizes)) / all;
}
