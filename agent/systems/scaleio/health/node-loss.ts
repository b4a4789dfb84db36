/** Whether a pool would survive the loss of its largest fault unit: whether all copies on it could be made anew elsewhere. */
import type { Live } from '../../../model/observed.ts';
import { formatGib, formatPercent, kibToGib } from '../../../units.ts';
import { faultUnits, MIN_FAULT_UNITS } from '../fault-units.ts';
import type { FaultUnit } from '../fault-units.ts';
import { SPARE_STEP_KIB } from '../spare.ts';
import type { PoolStatistics, ScaleioFacets, StoragePool } from '../types.ts';
import type { Remark } from './judge.ts';

/** Nothing while a part of the pool is lost, which is reported as that, or while not everything is known. */
export function nodeLoss(pool: StoragePool, statistics: PoolStatistics, { devices, nodes }: Live<ScaleioFacets>): readonly Remark[] {
  const { degradedKib, failedKib, unreachableUnusedKib } = statistics;
  if (devices.kind === 'unknown' || nodes.kind === 'unknown' || degradedKib + failedKib + unreachableUnusedKib > 0) return [];
  // What is tested first is no part of the pool's capacity yet.
  const own = devices.value.filter(({ storagePoolId, deviceState }) => storagePoolId === pool.id && deviceState !== 'InitialTest');
  const units = faultUnits(own, nodes.value) ?? [];
  const [largest] = units;
  if (largest === undefined) return [];
  const remark = tooFew(units) ?? notEnough(largest, statistics) ?? spareTooSmall(largest, pool, statistics);
  return remark === null ? [] : [remark];
}

function tooFew(units: readonly FaultUnit[]): Remark | null {
  if (units.length >= MIN_FAULT_UNITS) return null;
  return {
    code: 'SurvivesNodeLoss',
    why: `the pool has devices in ${units.length} of the ${MIN_FAULT_UNITS} fault units it needs to make lost copies anew`,
    remedy: `Add devices of other nodes, or other fault sets, until there are ${MIN_FAULT_UNITS}.`,
  };
}

/** Of two copies one is on the unit that went; what was on it has to fit, with all the rest, on what stays. */
function notEnough({ what, kib }: FaultUnit, { maxKib, inUseKib }: PoolStatistics): Remark | null {
  if (inUseKib <= maxKib - kib) return null;
  const [lost, all, left] = [kib, maxKib, maxKib - kib].map((amount) => formatGib(kibToGib(amount)));
  return {
    code: 'SurvivesNodeLoss',
    why: `without ${what}, which has ${lost} of ${all}, the pool would keep ${left}, less than what is in use: lost copies could not all be made anew`,
    remedy: 'Add the same capacity to every node of the pool, or free some.',
  };
}

/** While rows come or go the units differ for as long as ScaleIO evens them out. */
function spareTooSmall(largest: FaultUnit, pool: StoragePool, { maxKib, spareKib, rebalanceKib }: PoolStatistics): Remark | null {
  if (spareKib + SPARE_STEP_KIB > largest.kib || (rebalanceKib > 0 && pool.rebalanceEnabled)) return null;
  const neededPercent = Math.ceil((100 * largest.kib) / maxKib);
  const [spare, lost] = [spareKib, largest.kib].map((amount) => formatGib(kibToGib(amount)));
  return {
    code: 'SurvivesNodeLoss',
    why: `the spare of ${formatPercent(pool.sparePercent)} is ${spare}, less than the ${lost} of ${largest.what}: as the pool fills, its copies could not all be made anew`,
    remedy: `Declare spec.sparePercent: ${neededPercent}, or more.`,
  };
}
