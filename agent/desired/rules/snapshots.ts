/** When snapshots of a volume are taken: what the schema's pattern cannot say. */
import { isCron, parseCron } from '../../cron.ts';
import type { VolumeSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { at } from './rule.ts';

const PLACE = ['snapshots', 'schedule'];
/** Oftener, it is rather a mistake: `* 3 * * *` is every minute from three to four. */
const LEAST_MINUTES = 5;

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

/** A warning: what is taken so often fills the pool, and only a few go back far. */
export function frequentSnapshots({ snapshots }: VolumeSpec): readonly Fault[] {
  if (snapshots === undefined || !isCron(snapshots.schedule)) return [];
  const { schedule } = snapshots;
  const { closestMinutes: minutes } = parseCron(schedule);
  if (minutes >= LEAST_MINUTES) return [];
  const often = minutes === 1 ? 'every minute' : `every ${minutes} minutes`;
  const message = `spec.snapshots.schedule "${schedule}" takes snapshots ${often}, at least for a time; is that meant?`;
  return [at(desiredErrors.frequentSnapshots, PLACE, message)];
}
