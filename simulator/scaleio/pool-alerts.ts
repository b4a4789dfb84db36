/** What ScaleIO complains about in a pool. */
import type { Complaint } from './alerts.ts';
import { capacityOf, usedPercentOf } from './capacity.ts';
import type { Capacity } from './capacity.ts';
import { devicesOf, sdsOf } from './copies.ts';
import { movementOf } from './movement.ts';
import type { Pool } from './pool-state.ts';
import type { ScaleioState } from './state.ts';

type Kind = Pick<Complaint, 'about' | 'severity'>;

/** Fewer cannot hold data: two copies and a place for the third. */
const LEAST_FAULT_UNITS = 3;

export function poolAlerts(state: ScaleioState, pool: Pool): readonly Complaint[] {
  const capacity = capacityOf(state, pool);
  // Without devices there is nothing to complain about.
  if (capacity.maxKib === 0) return [];
  const kinds = [...fullness(pool, capacity), ...damage(capacity), ...units(state, pool, capacity), ...stuck(state, pool)];
  return kinds.map((kind) => ({ ...kind, type: 'StoragePool', objectId: pool.id }));
}

function fullness(pool: Pool, capacity: Capacity): readonly Kind[] {
  const percent = usedPercentOf(capacity);
  if (percent >= pool.criticalThreshold) return [{ about: 'CAPACITY_UTILIZATION_ABOVE_CRITICAL_THRESHOLD', severity: 'ALERT_HIGH' }];
  return percent >= pool.highThreshold ? [{ about: 'CAPACITY_UTILIZATION_ABOVE_HIGH_THRESHOLD', severity: 'ALERT_MEDIUM' }] : [];
}

function damage({ degradedKib, failedKib, unreachableUnusedKib }: Capacity): readonly Kind[] {
  return [
    ...when(degradedKib > 0, { about: 'STORAGE_POOL_HAS_DEGRADED_CAPACITY', severity: 'ALERT_MEDIUM' }),
    ...when(failedKib > 0, { about: 'STORAGE_POOL_HAS_FAILED_CAPACITY', severity: 'ALERT_HIGH' }),
    ...when(unreachableUnusedKib > 0, { about: 'STORAGE_POOL_HAS_UNREACHABLE_CAPACITY', severity: 'ALERT_MEDIUM' }),
  ];
}

/** `UNBALANCED`: more than half of it is one fault unit. */
function units(state: ScaleioState, pool: Pool, { maxKib, spareKib }: Capacity): readonly Kind[] {
  const sizes = faultUnitsKib(state, pool);
  const largestKib = Math.max(...sizes);
  return [
    ...when(sizes.length < LEAST_FAULT_UNITS, { about: 'NOT_ENOUGH_FAULT_UNITS_IN_SP', severity: 'ALERT_HIGH' }),
    ...when(spareKib < largestKib, { about: 'CONFIGURED_SPARE_CAPACITY_SMALLER_THAN_LARGEST_FAULT_UNIT', severity: 'ALERT_MEDIUM' }),
    ...when(largestKib > maxKib / 2, { about: 'STORAGE_POOL_EXTREMELY_UNBALANCED', severity: 'ALERT_HIGH' }),
  ];
}

/** The size of each: of a fault set together, of an SDS in none by itself. */
function faultUnitsKib(state: ScaleioState, pool: Pool): readonly number[] {
  const sizes = new Map<string, number>();
  for (const device of devicesOf(state, pool)) {
    const sds = sdsOf(state, device);
    const unit = sds.faultSetId ?? sds.id;
    sizes.set(unit, (sizes.get(unit) ?? 0) + device.capacityKib);
  }
  return [...sizes.values()];
}

function stuck(state: ScaleioState, pool: Pool): readonly Kind[] {
  const { fwdActiveKib, fwdPendingKib, bckActiveKib, bckPendingKib, rebalanceActiveKib, rebalancePendingKib } = movementOf(state, pool);
  const isRebuilding = fwdActiveKib + bckActiveKib > 0;
  return [
    ...when(fwdPendingKib > 0 && !isRebuilding, { about: 'FWD_REBUILD_STUCK', severity: 'ALERT_HIGH' }),
    ...when(bckPendingKib > 0 && !isRebuilding, { about: 'BKWD_REBUILD_STUCK', severity: 'ALERT_HIGH' }),
    ...when(rebalancePendingKib > 0 && rebalanceActiveKib + fwdPendingKib + bckPendingKib === 0 && !isRebuilding, {
      about: 'REBALANCE_STUCK',
      severity: 'ALERT_MEDIUM',
    }),
  ];
}

function when(holds: boolean, kind: Kind): readonly Kind[] {
  return holds ? [kind] : [];
}
