/** Copies of a pool that are lost, or on their way. Pure. */
import { instant } from '../../../clock.ts';
import type { Inputs } from '../../../model/system.ts';
import type { PoolStatistics, StoragePool } from '../types.ts';
import { etaClause } from './eta.ts';
import { RECHECK_MS } from './judge.ts';
import type { Remark } from './judge.ts';

/** Space on lost nodes counts too: the data may be whole again, the pool is not. */
export function protection(pool: StoragePool, statistics: PoolStatistics, { now }: Inputs): readonly Remark[] {
  const { failedKib, degradedKib, unreachableUnusedKib, rebuildKib } = statistics;
  const parts: readonly [number, string][] = [
    [failedKib, 'data cannot be read'],
    [degradedKib, 'data has only one copy'],
    [unreachableUnusedKib, 'free space is out of reach'],
  ];
  const lost = parts.filter(([kib]) => kib > 0).map(([, what]) => what);
  const rebuild = rebuildClause(pool, statistics);
  const recheckAt = instant(now + RECHECK_MS);
  if (lost.length > 0) {
    const remedy = `${mending(pool)} Adding capacity does not mend it.`;
    return [{ code: 'PoolDegraded', why: `in this pool ${[...lost, ...rebuild].join(', ')}`, remedy, recheckAt }];
  }
  if (rebuildKib === 0) return [];
  return [{ code: 'PoolRebuilding', why: `in this pool ${rebuild.join(', ')}`, remedy: mending(pool), recheckAt }];
}

function rebuildClause({ rebuild }: StoragePool, { rebuildKib, rebuildKibps }: PoolStatistics): readonly string[] {
  if (rebuildKib === 0) return [];
  if (!rebuild.enabled) return ['copies are out of date, and rebuild is off'];
  const eta = etaClause(rebuildKib, rebuildKibps);
  return [eta === null ? 'copies are being made anew' : `copies are being made anew, ${eta}`];
}

function mending({ rebuild }: StoragePool): string {
  return rebuild.enabled
    ? 'Bring lost nodes and devices back; ScaleIO rebuilds by itself.'
    : 'Turn rebuild on, and bring lost nodes and devices back.';
}
