/** When snapshots of a volume are taken: what the schema's pattern cannot say. */
import { isCron } from '../../cron.ts';
import type { VolumeSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { at } from './rule.ts';

const PLACE = ['snapshots', 'schedule'];

/** Of a day of the month and a weekday, cron takes either and others want both: nobody would be sure. */
export function scheduleRule({ snapshots }: VolumeSpec): readonly Fault[] {
  if (snapshots === undefined) return [];
  const { schedule } = snapshots;
  if (!isCron(schedule)) {
    const says = 'must be five cron fields - minute hour day month weekday -, such as "0 3 * * *"';
    return [at(desiredErrors.snapshotSchedule, PLACE, `spec.snapshots.schedule ${says}, not "${schedule}".`)];
  }
  const [, , day = '*', , weekday = '*'] = schedule.trim().split(/\s+/);
  if (day === '*' || weekday === '*') return [];
  const message = `spec.snapshots.schedule "${schedule}" names days of the month and of the week; say * for one of the two.`;
  return [at(desiredErrors.snapshotSchedule, PLACE, message)];
}
