/** `R5/2026-01-01T02:00:00Z/P1D`, as Chronos reads and rewrites it (jobs/Iso8601Expressions.scala, jobs/JobUtils.scala). */

export interface Schedule {
  /** null: for ever. */
  readonly repeats: number | null;
  readonly startMs: number;
  readonly period: Period;
}

interface Period {
  readonly months: number;
  readonly ms: number;
  /** As Joda prints it: without what is zero. */
  readonly text: string;
}

const FORM = /^(R\d*)\/(.*)\/(P.*)$/;
const PERIOD = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const SECOND_MS = 1000;
const DAY_MS = 24 * 3600 * SECOND_MS;

/** Null: it cannot be parsed. An empty start is a second ago. */
export function parseSchedule(text: string, nowMs: number): Schedule | null {
  const [, repeat = 'R', start = '', after = ''] = FORM.exec(text) ?? [];
  const period = parsePeriod(after);
  const startMs = start === '' ? nowMs - SECOND_MS : Date.parse(withZone(start));
  if (!FORM.test(text) || period === null || Number.isNaN(startMs)) return null;
  return { repeats: repeat === 'R' ? null : Number(repeat.slice(1)), startMs, period };
}

/** A start without a time zone is taken for UTC: the machine's own is. */
function withZone(start: string): string {
  return /T.*(Z|[+-]\d\d:?\d\d)$/.test(start) || !start.includes('T') ? start : `${start}Z`;
}

function parsePeriod(text: string): Period | null {
  const found = PERIOD.exec(text);
  if (found === null) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const time = `${unit(hours, 'H')}${unit(minutes, 'M')}${unit(seconds, 'S')}`;
  const date = `${unit(years, 'Y')}${unit(months, 'M')}${unit(weeks, 'W')}${unit(days, 'D')}`;
  const printed = `P${date}${time === '' ? '' : `T${time}`}`;
  return {
    months: years * 12 + months,
    ms: (weeks * 7 + days) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * SECOND_MS,
    text: printed === 'P' ? 'PT0S' : printed,
  };
}

function unit(count: number, letter: string): string {
  return count === 0 ? '' : `${count}${letter}`;
}

/** After a start: the next one that lies ahead, and one repeat less, however many were skipped (skipForward). */
export function skippedForward(schedule: Schedule, nowMs: number): Schedule {
  const { repeats, period } = schedule;
  let { startMs } = schedule;
  if (period.months === 0 && period.ms === 0) return { ...schedule, repeats: repeats === null ? null : repeats - 1 };
  while (startMs < nowMs) startMs = after(startMs, period);
  return { repeats: repeats === null ? null : repeats - 1, startMs, period };
}

function after(startMs: number, { months, ms }: Period): number {
  const start = new Date(startMs);
  start.setUTCMonth(start.getUTCMonth() + months);
  return start.getTime() + ms;
}

/** Times are written in UTC here; Chronos keeps the offset they came with. */
export function printSchedule({ repeats, startMs, period }: Schedule): string {
  return `R${repeats ?? ''}/${new Date(startMs).toISOString()}/${period.text}`;
}
