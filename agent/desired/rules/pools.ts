/** Rules about one storage pool that its schema cannot say: when it is full, when it grows, and with which disks. */
import type { StoragePoolSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { diskFaults } from './disks.ts';
import { at, atKey } from './rule.ts';

export function poolFaults(spec: StoragePoolSpec): readonly Fault[] {
  const { cloudDisks } = spec;
  return [...thresholdFaults(spec), ...growthFaults(spec), ...(cloudDisks === undefined ? [] : diskFaults(cloudDisks))];
}

/** The vendor refuses it too (BAD_THRESHOLD_MATCH). */
function thresholdFaults({ thresholds }: StoragePoolSpec): readonly Fault[] {
  if (thresholds === undefined || thresholds.high < thresholds.critical) return [];
  const message = `high (${thresholds.high}) must be lower than critical (${thresholds.critical}).`;
  return [at(desiredErrors.thresholdOrder, ['thresholds', 'high'], message)];
}

function growthFaults({ growth, cloudDisks, thresholds }: StoragePoolSpec): readonly Fault[] {
  if (growth === undefined) return [];
  const { mode, when, target, ifUnanswered } = growth;
  const faults: Fault[] = [];
  if (cloudDisks === undefined && mode !== 'off') {
    const message = 'growth adds rows to spec.cloudDisks.rows, and there is no spec.cloudDisks; add it, or say mode: off.';
    faults.push(atKey(desiredErrors.growthWithoutDisks, ['growth'], message));
  }
  if (target >= when.usedPercent) {
    const message = `target (${target}) must be lower than when.usedPercent (${when.usedPercent}), or every growth asks for the next one.`;
    faults.push(at(desiredErrors.growthOrder, ['growth', 'target'], message));
  }
  if (thresholds !== undefined && when.usedPercent > thresholds.critical) {
    const message = `usedPercent (${when.usedPercent}) must not be above thresholds.critical (${thresholds.critical}), from which ScaleIO refuses new thin volumes.`;
    faults.push(at(desiredErrors.growthOrder, ['growth', 'when', 'usedPercent'], message));
  }
  if (ifUnanswered !== undefined && mode !== 'propose') {
    const message = `ifUnanswered is about proposals, and mode ${mode} makes none; remove it, or say mode: propose.`;
    faults.push(atKey(desiredErrors.growthUnanswered, ['growth', 'ifUnanswered'], message));
  }
  return faults;
}
