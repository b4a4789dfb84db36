/** Limits of a volume that its schema cannot say. */
import type { VolumeSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { at } from './rule.ts';

/** From 1 to 10 ScaleIO takes none (Dell's collection for Ansible, module volume). */
const LEAST_IOPS = 11;

export function limitsRule({ limits }: VolumeSpec): readonly Fault[] {
  const iops = limits?.iops;
  if (iops === undefined || iops === 0 || iops >= LEAST_IOPS) return [];
  const message = `iops must be 0 for no limit, or ${LEAST_IOPS} and more, not ${iops}.`;
  return [at(desiredErrors.volumeLimits, ['limits', 'iops'], message)];
}
