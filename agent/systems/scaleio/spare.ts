/** How much of a pool is kept free, and whether that is enough to make all copies of its largest fault unit anew. Pure. */
import type { Kib } from '../../units.ts';
import { faultUnits, MIN_FAULT_UNITS } from './fault-units.ts';
import type { Device, PoolStatistics, StorageNode, StoragePool } from './types.ts';
import { whyNotWhole } from './whole-devices.ts';

/** ScaleIO rounds the spare down to whole MiB. */
export const SPARE_STEP_KIB = 1024;

/** Of the pool's devices; null: they are not all known. */
export interface Layout {
  readonly devices: readonly Device[];
  readonly nodes: readonly StorageNode[];
}

export interface PoolFigures extends Layout {
  /** Undefined: there are none of the pool. */
  readonly statistics: PoolStatistics | undefined;
}

/** What is lost by setting the spare to so many percent: null when it is not lowered, or stays as large as the largest fault unit. */
export function spareLoss(pool: StoragePool, percent: number, figures: PoolFigures): string | null {
  if (percent >= pool.sparePercent) return null;
  const why = whyUnitsUncertain(pool, figures);
  if (why !== null) return `${why}: lost copies could perhaps not all be made anew`;
  const own = devicesOf(pool, figures);
  const [largest] = faultUnits(own, figures.nodes) ?? [];
  const totalKib = own.reduce((sum, { maxKib }) => sum + maxKib, 0);
  if (largest === undefined || (totalKib * percent) / 100 + SPARE_STEP_KIB > largest.kib) return null;
  return `the spare becomes less than ${largest.what} has: as the pool fills, its copies could not all be made anew`;
}

/** Lists may lack the largest unit; the pool's own figures do not. */
function whyUnitsUncertain(pool: StoragePool, figures: PoolFigures): string | null {
  const { devices, nodes, statistics } = figures;
  if (statistics === undefined) return 'the figures of the pool are not known';
  const own = devicesOf(pool, figures);
  if (faultUnits(own, nodes) === null) return 'it is not known with what each device fails';
  if (own.length === 0 && statistics.maxKib > 0) return 'the pool has room, and lists no devices';
  return whyNotWhole(pool, devices, statistics.deviceCount);
}

function devicesOf({ id }: StoragePool, { devices }: Layout): readonly Device[] {
  return devices.filter(({ storagePoolId }) => storagePoolId === id);
}

/**
 * What has to stay free: the spare, or the largest fault unit where that is more, for its copies need room if it fails. While
 * devices come or go, or some are lost, units differ for a time: then it is what each would have if all were alike. A pool of too
 * few units rebuilds nothing, and one whose layout is not known is taken by its spare.
 */
export function reservedKib({ id }: StoragePool, statistics: PoolStatistics, layout: Layout | null): Kib {
  const { maxKib, spareKib, degradedKib, failedKib, unreachableUnusedKib, rebuildKib, rebalanceKib } = statistics;
  const own = layout?.devices.filter(({ storagePoolId }) => storagePoolId === id) ?? [];
  const units = faultUnits(own, layout?.nodes ?? []) ?? [];
  const [largest] = units;
  if (largest === undefined || units.length < MIN_FAULT_UNITS) return spareKib;
  const isRestless = degradedKib + failedKib + unreachableUnusedKib + rebuildKib + rebalanceKib > 0;
  const isChanging = isRestless || own.some(({ deviceState }) => deviceState !== 'Normal');
  const unitKib = isChanging ? maxKib / units.length : largest.kib;
  // One step less is only ScaleIO's rounding.
  return (unitKib > spareKib + SPARE_STEP_KIB ? unitKib : spareKib) as Kib;
}
