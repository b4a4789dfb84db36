/** Expressions of cron as cron-utils 9 reads and prints them (model/CronSpec.scala), and when they come next, in UTC. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Nothing is looked for beyond. */
const HORIZON_MS = 366 * DAY_MS;

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
  const texts = cron.split(' ');
  if (texts.length !== 5 || /[LW#]/.test(cron)) return null;
  const allowed = FIELDS.map((field, index) => numbersIn(texts[index] ?? '', field));
  const isEither = texts[2] !== '*' && texts[4] !== '*';
  const first = (Math.floor(ms / MINUTE_MS) + 1) * MINUTE_MS;
  const firstDay = Math.floor(first / DAY_MS) * DAY_MS;
  for (let day = firstDay; day < firstDay + HORIZON_MS; day += DAY_MS) {
    const time = isAllowed(new Date(day), allowed, isEither) ? timeOfDay(allowed, first - day) : null;
    if (time !== null) return day + time;
  }
  return null;
}

type Allowed = readonly ReadonlySet<number>[];

/** `isEither`: with a day of the month and a weekday given one of them is enough. */
function isAllowed(date: Date, [, , days, months, weekdays]: Allowed, isEither: boolean): boolean {
  if (months?.has(date.getUTCMonth() + 1) !== true) return false;
  const [isDay, isWeekday] = [days?.has(date.getUTCDate()) === true, weekdays?.has(date.getUTCDay()) === true];
  return isEither ? isDay || isWeekday : isDay && isWeekday;
}

function timeOfDay([minutes = NONE, hours = NONE]: Allowed, from: number): number | null {
  for (const hour of hours) {
    for (const minute of minutes) {
      const time = hour * HOUR_MS + minute * MINUTE_MS;
      if (time >= from) return time;
    }
  }
  return null;
}

const NONE: ReadonlySet<number> = new Set();

/** In order. */
function numbersIn(text: string, field: Field): ReadonlySet<number> {
  const all = Array.from({ length: field.last - field.first + 1 }, (_, index) => field.first + index);
  return new Set(
    all
      .filter((number) => text.split(',').some((part) => isIn(part, number, field)))
      .map((number) => (field.names === DAYS ? number % 7 : number)),
  );
}

function isIn(part: string, value: number, { first, last }: Field): boolean {
  const [range = '', step] = part.split('/');
  const [from, to] = range === '*' ? [first, last] : range.split('-').map(Number);
  if (from === undefined) return false;
  const end = to ?? (step === undefined ? from : last);
  return value >= from && value <= end && (value - from) % Number(step ?? 1) === 0;
}
