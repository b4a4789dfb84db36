/** How full a pool is, and what else was promised of it. Pure. */
import type { Doc } from '../../../model/desired.ts';
import type { Gauge, Live } from '../../../model/observed.ts';
import { kibToGib } from '../../../units.ts';
import { usedPercent } from '../compare.ts';
import type { Thresholds } from '../compare.ts';
import { reservedKib } from '../spare.ts';
import type { PoolStatistics, ScaleioFacets, StoragePool } from '../types.ts';
import { etaClause } from './eta.ts';
import type { Remark } from './judge.ts';

export interface Filling {
  readonly statistics: PoolStatistics;
  /** What has to stay free, by spare or largest fault unit; raw. */
  readonly reservedKib: number;
  /** Of what is left after that; null: the pool has no devices. */
  readonly usedPercent: number | null;
}

export function fillingOf(pool: StoragePool, statistics: PoolStatistics, { devices, nodes }: Live<ScaleioFacets>): Filling {
  const isKnown = devices.kind === 'ok' && nodes.kind === 'ok';
  const reserved = reservedKib(pool, statistics, isKnown ? { devices: devices.value, nodes: nodes.value } : null);
  return { statistics, reservedKib: reserved, usedPercent: usedPercent({ ...statistics, spareKib: reserved }) };
}

// Remarks say no amounts: they move from one minute to the next, and the gauge shows them.

/** From the threshold on, as ScaleIO's own alerts. A pool without devices is never full. */
export function fullness({ high, critical }: Thresholds, { statistics, ...filling }: Filling): readonly Remark[] {
  if (filling.usedPercent === null || filling.usedPercent < high) return [];
  const isSpare = filling.reservedKib === statistics.spareKib;
  const what = isSpare ? 'the capacity after spare' : 'what would be left without the largest fault unit, which is more than the spare,';
  if (filling.usedPercent < critical) {
    const why = `${what} is used past the high threshold of ${high} %`;
    return [{ code: 'PoolNearlyFull', why, remedy: 'Add the same capacity to every node of the pool.' }];
  }
  const stops = (usedPercent(statistics) ?? 0) >= critical ? ', where ScaleIO stops rebalancing and makes no new thin volumes' : '';
  return [
    {
      code: 'PoolCritical',
      why: `${what} is used past the critical threshold of ${critical} %${stops}`,
      remedy: 'Add the same capacity to every node of the pool now, or free some.',
    },
  ];
}

/** More was promised than there is: no trouble while somebody sees to it that the pool grows in time. */
export function overProvisioning({ spec }: Doc<'StoragePool'>, filling: Filling): readonly Remark[] {
  const grows = spec.growth !== undefined && spec.growth.mode !== 'off';
  if (grows || (promisedPercent(filling) ?? 0) <= 100) return [];
  return [
    {
      code: 'PoolOverProvisioned',
      why: 'its volumes may come to take more than there is, and nothing lets the pool grow',
      remedy: 'Add the same capacity to every node of the pool, or declare spec.cloudDisks and spec.growth.',
    },
  ];
}

/** Thick volumes, and thin ones as if they were written full; null: the pool has no devices. */
function promisedPercent({ statistics: { thickKib, thinAllocatedKib, maxKib }, ...filling }: Filling): number | null {
  const usableKib = maxKib - filling.reservedKib;
  return usableKib <= 0 ? null : (100 * (thickKib + thinAllocatedKib)) / usableKib;
}

/** Null: the pool has no devices. */
export function gaugeOf(filling: Filling, { high, critical }: Thresholds): Omit<Gauge, 'ref'> | null {
  const { statistics, usedPercent: used } = filling;
  const promised = promisedPercent(filling);
  if (used === null || promised === null) return null;
  const eta = etaClause(statistics.rebalanceKib, statistics.rebalanceKibps);
  const moving = statistics.rebalanceKib === 0 ? null : ['rebalancing', eta].filter((part) => part !== null).join(', ');
  return {
    usedPercent: used,
    ...(filling.reservedKib === statistics.spareKib ? {} : { afterSparePercent: usedPercent(statistics) ?? used }),
    // Half of the raw capacity: every byte is there twice.
    usableGiB: kibToGib((statistics.maxKib - filling.reservedKib) / 2),
    highPercent: high,
    criticalPercent: critical,
    promisedPercent: promised,
    allocatableGiB: kibToGib(statistics.availableKib),
    ...(moving === null ? {} : { moving }),
  };
}
