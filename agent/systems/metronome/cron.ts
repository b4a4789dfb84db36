/** Expressions of cron, written in one way: Metronome answers them as cron-utils prints them (model/CronSpec.scala). */

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTH_FIELD = 3;
const DAY_FIELD = 4;

/** Numbers for names, without leading zeros, Sunday as 0, `*` for every single one. */
export function canonicalCron(text: string): string {
  const fields = text.trim().toUpperCase().split(/\s+/);
  return fields
    .map((field, index) =>
      field
        .split(',')
        .map((part) => canonicalPart(part, index))
        .join(','),
    )
    .join(' ');
}

function canonicalPart(text: string, field: number): string {
  const numbered = text.replaceAll(/[A-Z]{3}/g, (name) => numberOf(name, field)).replaceAll(/\d+/g, (digits) => String(Number(digits)));
  const every = numbered.startsWith('/') ? `*${numbered}` : numbered;
  if (every === '*/1') return '*';
  return field === DAY_FIELD ? every.replace(/^7(?![-\d])/, '0') : every;
}

function numberOf(name: string, field: number): string {
  const index = field === MONTH_FIELD ? MONTHS.indexOf(name) + 1 : DAYS.indexOf(name);
  const isKnown = field === MONTH_FIELD ? index > 0 : field === DAY_FIELD && index >= 0;
  return isKnown ? String(index) : name;
}
