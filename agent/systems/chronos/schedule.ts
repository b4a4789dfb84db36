/**
 * `R5/2026-01-01T02:00:00Z/P1D`: with every run Chronos moves the start on by whole periods and counts the repeats down
 * (jobs/JobUtils.scala, skipForward).
 */
import { instant } from '../../clock.ts';
import type { Instant } from '../../clock.ts';

interface Schedule {
  readonly isForEver: boolean;
  readonly isSpent: boolean;
  /** Where the clock on the wall stands at the start, as if that were UTC; null: at once, or not to be read. */
  readonly startMs: number | null;
  readonly period: Period;
}

interface Period {
  readonly months: number;
  /** Beside the months. */
  readonly ms: number;
  /** Whether it is of whole days, which are not always 24 hours long. */
  readonly isOfDays: boolean;
  /** As Chronos prints it, without what is zero. */
  readonly text: string;
}

const FORM = /^R(\d*)\/([^/]*)\/(P.*)$/;
const PERIOD = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;
const OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/;
const LETTERS = ['Y', 'M', 'W', 'D', 'H', 'M', 'S'];
const UNITS_MS = [0, 0, 7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];
const DAY_MS = 86_400_000;
/** Of the parts of a period that are not days. */
const FIRST_OF_TIME = 4;

/** Whether `live` is what Chronos has made of `declared` by now: the same period, and a start that can be reached from the declared one. */
export function isSameSchedule(declared: string, live: string, timeZone: string): boolean {
  const [one, other] = [scheduleOf(declared, timeZone), scheduleOf(live, timeZone)];
  if (one === null || other === null) return declared === live;
  if (one.period.text !== other.period.text || one.isForEver !== other.isForEver) return false;
  return one.startMs === null || other.startMs === null || isReached(one.startMs, other.startMs, one.period, timeZone);
}

/** Whether it has run as often as it should: Chronos then disables the job itself. */
export function isSpent(schedule: string): boolean {
  return scheduleOf(schedule, '')?.isSpent === true;
}

/** Whether its start has passed, so that Chronos runs a job at once that it gets with it. */
export function isDue(schedule: string, timeZone: string, now: Instant): boolean {
  const found = scheduleOf(schedule, timeZone);
  return found !== null && !found.isSpent && (found.startMs === null || found.startMs < wallMs(now, timeZone));
}

/** The same schedule with the first of its starts that lies ahead. */
export function movedOn(schedule: string, timeZone: string, now: Instant): string {
  const found = scheduleOf(schedule, timeZone);
  const [, repeats = '', , period = ''] = FORM.exec(schedule) ?? [];
  if (found?.startMs === null || found?.startMs === undefined || isEmpty(found.period)) return schedule;
  const nowMs = wallMs(now, timeZone);
  if (found.startMs >= nowMs) return schedule;
  return `R${repeats}/${new Date(nextStartMs(found.startMs, found.period, nowMs)).toISOString()}/${period}`;
}

function nextStartMs(startMs: number, period: Period, nowMs: number): number {
  if (period.months === 0) return startMs + Math.ceil((nowMs - startMs) / period.ms) * period.ms;
  const start = new Date(startMs);
  const monthsAgo = (new Date(nowMs).getUTCFullYear() - start.getUTCFullYear()) * 12 + new Date(nowMs).getUTCMonth() - start.getUTCMonth();
  let times = Math.max(Math.floor(monthsAgo / period.months), 0);
  while (plus(startMs, period, times) < nowMs) times += 1;
  return plus(startMs, period, times);
}

function plus(startMs: number, { months, ms }: Period, times: number): number {
  const start = new Date(startMs);
  const day = start.getUTCDate();
  const moved = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months * times, 1);
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months * times + 1, 0)).getUTCDate();
  return moved + (Math.min(day, lastDay) - 1) * DAY_MS + (startMs % DAY_MS) + ms * times;
}

function isReached(declaredMs: number, liveMs: number, period: Period, timeZone: string): boolean {
  const passedMs = liveMs - declaredMs;
  if (isEmpty(period)) return passedMs === 0;
  // With a time zone a day may have 23 or 25 hours: what counts in hours drifts on the wall.
  if (timeZone !== '' && !period.isOfDays) return true;
  if (passedMs < 0) return false;
  // Months have no length: the time of day is what stays.
  return passedMs % (period.months === 0 ? period.ms : period.isOfDays ? DAY_MS : 1) === 0;
}

function isEmpty({ months, ms }: Period): boolean {
  return months === 0 && ms === 0;
}

function scheduleOf(text: string, timeZone: string): Schedule | null {
  const [, repeats, start = '', after = ''] = FORM.exec(text) ?? [];
  const period = periodOf(after);
  if (repeats === undefined || period === null) return null;
  return { isForEver: repeats === '', isSpent: repeats !== '' && Number(repeats) === 0, startMs: startMsOf(start, timeZone), period };
}

/** A time zone replaces the offset that is written with the start (withZoneRetainFields). */
function startMsOf(start: string, timeZone: string): number | null {
  const hasTime = start.includes('T');
  const bare = timeZone !== '' && hasTime ? start.replace(OFFSET, '') : start;
  const ms = Date.parse(hasTime && !OFFSET.test(bare) ? `${bare}Z` : bare);
  return Number.isNaN(ms) ? null : ms;
}

function periodOf(text: string): Period | null {
  const found = PERIOD.exec(text);
  if (found === null) return null;
  const counts = found.slice(1).map((count) => Number((count ?? '0').replace(',', '.')));
  const printed = counts.map((count, index) => (count === 0 ? '' : `${count}${LETTERS[index]}`));
  const time = printed.slice(FIRST_OF_TIME).join('');
  const [years = 0, months = 0] = counts;
  return {
    months: years * 12 + months,
    ms: counts.reduce((sum, count, index) => sum + count * (UNITS_MS[index] ?? 0), 0),
    isOfDays: time === '',
    text: `P${printed.slice(0, FIRST_OF_TIME).join('')}${time === '' ? '' : `T${time}`}`,
  };
}

/** The clock on the wall of a time zone, as if that were UTC; of a zone that nobody here knows UTC itself, as Java has it. */
function wallMs(now: Instant, timeZone: string): Instant {
  if (timeZone === '') return now;
  try {
    const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(now);
    return instant(Date.parse(`${wall.replace(' ', 'T')}Z`));
  } catch (thrown) {
    if (thrown instanceof RangeError) return now;
    throw thrown;
  }
}
