/** Whether a pool has room for a volume, known before ScaleIO is asked. Pure. */
import type { Live } from '../../model/observed.ts';
import { formatGib, gibToKib } from '../../units.ts';
import type { Kib } from '../../units.ts';
import { usedPercent } from './compare.ts';
import type { VolumeType } from './actions.ts';
import type { PoolStatistics, ScaleioFacets, StoragePool } from './types.ts';

/** Thin volumes may promise this many times what a pool can hold (the bound of Cinder's driver): TOO_MUCH_THIN_CAPACITY. */
const MAX_OVER_PROVISIONING = 10;
const COPIES = 2;

interface Wanted {
  readonly type: VolumeType;
  /** Of a volume that grows: how much it grows by. */
  readonly addGiB: number;
}

/** A clause for a person; null when there is room, or when nobody knows. Without figures that change from minute to minute. */
export function whyNoRoom(pool: StoragePool, { type, addGiB }: Wanted, live: Live<ScaleioFacets>): string | null {
  const statistics = live.statistics.kind === 'ok' ? live.statistics.value.get(pool.id) : undefined;
  if (statistics === undefined) return null;
  const addKib = gibToKib(addGiB);
  const name = `pool ${pool.name ?? pool.id}`;
  if (statistics.maxKib === 0) return `${name} has no devices yet`;
  if (type === 'ThickProvisioned') {
    return addKib <= statistics.availableKib ? null : `${name} has no room for ${formatGib(addGiB)} of a thick volume`;
  }
  const percent = usedPercent(statistics);
  if (percent !== null && percent >= pool.criticalPercent) {
    return `${name} is past its critical threshold of ${pool.criticalPercent} %, where ScaleIO allots nothing to thin volumes`;
  }
  if (promisedKib(statistics, addKib) <= MAX_OVER_PROVISIONING * (statistics.maxKib - statistics.spareKib)) return null;
  return `${formatGib(addGiB)} more would promise over ${MAX_OVER_PROVISIONING} times what ${name} can hold`;
}

function promisedKib({ thickKib, thinAllocatedKib }: PoolStatistics, addKib: Kib): number {
  return thickKib + thinAllocatedKib + COPIES * addKib;
}
