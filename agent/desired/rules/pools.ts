/** Rules about one storage pool that its schema cannot say: when it is full, when it grows, and with which disks. */
import type { StoragePoolSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { diskFaults } from './disks.ts';
import { at, atKey } from './rule.ts';

type PoolRule = (spec: StoragePoolSpec) => readonly Fault[];

/** Each looks at as little as it needs: what it does not look at may be wrong. */
export const POOL_RULES: readonly PoolRule[] = [
  thresholdOrder,
  growthWithoutDisks,
  growthTarget,
  growthBelowCritical,
  growthUnanswered,
  ({ cloudDisks }) => (cloudDisks === undefined ? [] : diskFaults(cloudDisks)),
];

/** The vendor refuses it too (BAD_THRESHOLD_MATCH). */
function thresholdOrder({ thresholds }: StoragePoolSpec): readonly Fault[] {
  if (thresholds === undefined || thresholds.high < thresholds.critical) return [];
  const message = `high (${thresholds.high}) must be lower than critical (${thresholds.critical}).`;
  return [at(desiredErrors.thresholdOrder, ['thresholds', 'high'], message)];
}

function growthWithoutDisks({ growth, cloudDisks }: StoragePoolSpec): readonly Fault[] {
  if (growth === undefined || cloudDisks !== undefined || growth.mode === 'off') return [];
  const message = 'growth adds rows to spec.cloudDisks.rows, and there is no spec.cloudDisks; add it, or say mode: off.';
  return [atKey(desiredErrors.growthWithoutDisks, ['growth'], message)];
}

function growthTarget({ growth }: StoragePoolSpec): readonly Fault[] {
  if (growth === undefined || growth.target < growth.when.usedPercent) return [];
  const { target, when } = growth;
  const message = `target (${target}) must be lower than when.usedPercent (${when.usedPercent}), or every growth asks for the next one.`;
  return [at(desiredErrors.growthOrder, ['growth', 'target'], message)];
}

function growthBelowCritical({ growth, thresholds }: StoragePoolSpec): readonly Fault[] {
  if (growth === undefined || thresholds === undefined || growth.when.usedPercent <= thresholds.critical) return [];
  const message = `usedPercent (${growth.when.usedPercent}) must not be above thresholds.critical (${thresholds.critical}), from which ScaleIO refuses new thin volumes.`;
  return [at(desiredErrors.growthOrder, ['growth', 'when', 'usedPercent'], message)];
}

function growthUnanswered({ growth }: StoragePoolSpec): readonly Fault[] {
  if (growth?.ifUnanswered === undefined || growth.mode === 'propose') return [];
  const message = `ifUnanswered is about proposals, and mode ${growth.mode} makes none; remove it, or say mode: propose.`;
  return [atKey(desiredErrors.growthUnanswered, ['growth', 'ifUnanswered'], message)];
}
