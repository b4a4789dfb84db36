/** What each pool's disks come to, beside what its file allows: for whoever pays. */
import type { PoolCost } from '../../model/growth.ts';
import { cents, paidOf } from './grow/limits.ts';
import { seePool } from './see-pool.ts';
import type { RuleFacts } from './types.ts';

/** Of every pool that is seen and has cloud disks. */
export function costsOf(facts: RuleFacts): readonly PoolCost[] {
  return [...facts.inputs.desired.docs.StoragePool.values()].flatMap((doc): readonly PoolCost[] => {
    const { cloudDisks } = doc.spec;
    const sight = cloudDisks === undefined ? null : seePool(doc, facts);
    if (cloudDisks === undefined || sight?.kind !== 'seen') return [];
    const { rows, disks, monthlyUsd } = paidOf(sight.view, facts);
    const { limits } = cloudDisks;
    return [
      {
        ref: doc.ref,
        rows,
        disks,
        monthlyUsd: monthlyUsd === null ? null : cents(monthlyUsd) / 100,
        limits: { rows: limits.rows, monthlyUsd: limits.monthlyUsd },
        pricesAsOf: facts.prices?.asOf ?? null,
      },
    ];
  });
}
