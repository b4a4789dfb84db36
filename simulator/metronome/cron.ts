/** Expressions of cron as cron-utils 9 reads and prints them (model/CronSpec.scala), and when they come next, in UTC. */

const MINUTE_MS = 60_000;
/** Nothing is looked for beyond. */
const HORIZON_MINUTES = 366 * 24 * 60;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  readonly names: readonly string[];
  /** The number of the first name, and the least that there is. */
  readonly first: number;
  readonly last: number;
}

const FIELDS: readonly Field[] = [
  { names: [], first: 0, last: 59 },
  { names: [], first: 0, last: 23 },
  { names: [], first: 1, last: 31 },
  { names: MONTHS, first: 1, last: 12 },
  { names: DAYS, first: 0, last: 7 },
];

/** Numbers for names, Sunday as 0, one blank between; null when it is none. A sixth field, the year, stays as it is. */
export function cronText(text: string): string | null {
  const parts = text.trim().toUpperCase().split(/\s+/);
  if (parts.length !== 5 && parts.length !== 6) return null;
  const printed = parts.map((part, index) => printedField(part, FIELDS[index]));
  return printed.includes(null) ? null : printed.join(' ');
}

function printedField(text: string, field: Field | undefined): string | null {
  const parts = text.split(',').map((part) => (field === undefined ? part : printedPart(part, field)));
  return parts.includes(null) ? null : parts.join(',');
}

function printedPart(text: string, field: Field): string | null {
  const [, range, step = ''] = /^([^/]*)(\/\d+)?$/.exec(text) ?? [];
  if (range === undefined || text === '') return null;
  if (range === '' || range === '*') return step === '/1' ? '*' : `*${step}`;
  // The last day, the nearest workday and the nth weekday of a month.
  if (/^(L|LW|L-\d+|\d+[LW]|\w+#\d)$/.test(range)) return range;
  const numbers = printedRange(range, field);
  return numbers === null ? null : `${numbers}${step}`;
}

/** Sunday is 0 by itself, and may be 7 in a range. */
function printedRange(range: string, field: Field): string | null {
  const ends = range.split('-').map((end) => numberOf(end, field));
  if (ends.length > 2 || ends.some((end) => end < field.first || end > field.last)) return null;
  const isSunday = field.names === DAYS && ends.length === 1 && ends[0] === 7;
  return isSunday ? '0' : ends.join('-');
}

function numberOf(text: string, { names, first }: Field): number {
  const named = names.indexOf(text);
  if (named !== -1) return named + first;
  return /^\d+$/.test(text) ? Number(text) : -1;
}

/** When it comes next after `ms`; null: not within a year, or with words that are not played (L, W, #, a year). */
export function nextTime(cron: string, ms: number): number | null {
  const fields = cron.split(' ');
  if (fields.length !== 5 || /[LW#]/.test(cron)) return null;
  const start = (Math.floor(ms / MINUTE_MS) + 1) * MINUTE_MS;
  for (let minute = 0; minute < HORIZON_MINUTES; minute += 1) {
    const at = new Date(start + minute * MINUTE_MS);
    if (matches(fields, at)) return at.getTime();
  }
  return null;
}

function matches(fields: readonly string[], at: Date): boolean {
  const now = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()];
  const fits = FIELDS.map((field, index) => (fields[index] ?? '').split(',').some((part) => isIn(part, now[index] ?? 0, field)));
  const [minute, hour, day, month, weekday] = fits;
  const days = fields[2] === '*' || fields[4] === '*' ? day === true && weekday === true : day === true || weekday === true;
  return minute === true && hour === true && month === true && days;
}

function isIn(part: string, value: number, { first, last }: Field): boolean {
  const [range = '', step] = part.split('/');
  const [from, to] = range === '*' ? [first, last] : range.split('-').map(Number);
  if (from === undefined) return false;
  const end = to ?? (step === undefined ? from : last);
  return value >= from && value <= end && (value - from) % Number(step ?? 1) === 0;
}
