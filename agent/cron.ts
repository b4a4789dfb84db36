/** When a cron expression is due, by this clock: tasks are created and never started, because they know only real time. */
import { createTask } from 'node-cron';
import { instant } from './clock.ts';
import type { Instant } from './clock.ts';
import { asPlumblineError, declareErrors, PlumblineError } from './errors.ts';

export const scheduleErrors = declareErrors('schedule', {
  invalid: {
    class: 'stalled',
    help: 'Write `schedule` in plumbline.yaml as five cron fields: minute hour day month weekday, such as */5 * * * *.',
  },
});

export interface Cron {
  /** The first due minute after `now` (UTC); at most a day ahead, when one looks again. */
  next(now: Instant): Instant;
  /** The last due minute that is not after `now` (UTC); null: there was none in the last eight years. */
  latest(now: Instant): Instant | null;
  /** The `count`-th due minute after `now` (UTC); at most ten years ahead. */
  nth(now: Instant, count: number): Instant;
  /** The least time between two due minutes of a day or of two days that follow each other. */
  readonly closestMinutes: number;
}

type Task = ReturnType<typeof createTask>;

/** A schedule taken apart: asked minute by minute, a month would take half a second. */
interface Parts {
  /** Matches midnight of every day that is meant. */
  readonly days: Task;
  /** Of such a day: from midnight, rising. */
  readonly minutes: readonly number[];
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
/** 29 February comes every fourth year, or the eighth around 2100. */
const DAYS_BACK = 8 * 366;
const DAYS_AHEAD = 10 * 366;

/** How many different texts are kept in each memory of what they mean: the same few stand in thousands of documents. */
const MOST_KNOWN = 5_000;

/** Throws `schedule/invalid`. */
export const parseCron: (expression: string) => Cron = remembering((expression) => {
  const parts = partsOf(expression);
  const nth = remembering((count: number) => remembering((now: Instant) => nthOf(parts, now, count), 1));
  return {
    next: remembering((now: Instant) => nextOf(parts, now), 1),
    latest: remembering((now: Instant) => latestOf(parts, now), 1),
    nth: (now, count) => nth(count)(now),
    closestMinutes: closestOf(parts),
  };
});

/** Whether `parseCron` takes it. */
export function isCron(expression: string): boolean {
  try {
    parseCron(expression);
    return true;
  } catch (thrown) {
    if (asPlumblineError(thrown).code === scheduleErrors.invalid) return false;
    throw thrown;
  }
}

function nextOf({ days, minutes }: Parts, now: Instant): Instant {
  const first = Math.floor(now / MINUTE_MS) + 1;
  const today = Math.floor(first / DAY_MINUTES);
  for (const day of [today, today + 1]) {
    const minute = minutes.find((one) => day * DAY_MINUTES + one >= first);
    if (minute !== undefined && isMeant(days, day)) return atMinute(Math.min(day * DAY_MINUTES + minute, first + DAY_MINUTES));
  }
  return atMinute(first + DAY_MINUTES);
}

function latestOf({ days, minutes }: Parts, now: Instant): Instant | null {
  const last = Math.floor(now / MINUTE_MS);
  const today = Math.floor(last / DAY_MINUTES);
  for (let day = today; day > today - DAYS_BACK; day -= 1) {
    const minute = minutes.findLast((one) => day * DAY_MINUTES + one <= last);
    if (minute !== undefined && isMeant(days, day)) return atMinute(day * DAY_MINUTES + minute);
  }
  return null;
}

function nthOf({ days, minutes }: Parts, now: Instant, count: number): Instant {
  const first = Math.floor(now / MINUTE_MS) + 1;
  const today = Math.floor(first / DAY_MINUTES);
  let left = count;
  for (let day = today; day < today + DAYS_AHEAD; day += 1) {
    const due = isMeant(days, day) ? minutes.filter((one) => day * DAY_MINUTES + one >= first) : [];
    const minute = due[left - 1];
    if (minute !== undefined) return atMinute(day * DAY_MINUTES + minute);
    left -= due.length;
  }
  return atMinute((today + DAYS_AHEAD) * DAY_MINUTES);
}

function closestOf({ minutes }: Parts): number {
  const [first = 0] = minutes;
  const following = [...minutes.slice(1), first + DAY_MINUTES];
  return minutes.reduce((least, minute, index) => Math.min(least, (following[index] ?? minute) - minute), DAY_MINUTES);
}

/** `day`: since the epoch. */
function isMeant(days: Task, day: number): boolean {
  return days.match(new Date(day * DAY_MS));
}

function atMinute(minute: number): Instant {
  return instant(minute * MINUTE_MS);
}

function partsOf(expression: string): Parts {
  const fields = expression.trim().split(/\s+/);
  // A sixth field would be seconds, which a pass has no use for.
  if (fields.length !== 5) throw invalid(expression);
  const [minute = '', hour = '', ...day] = fields;
  try {
    const dueMinutes = minutesOf(minute);
    return { days: taskOf(`0 0 ${day.join(' ')}`), minutes: hoursOf(hour).flatMap((one) => dueMinutes.map((other) => one * 60 + other)) };
  } catch (cause) {
    throw invalid(expression, cause);
  }
}

const hoursOf = remembering((field: string) => {
  const task = createdTask(`0 ${field} * * *`);
  return numbersTo(24).filter((hour) => task.match(new Date(hour * 60 * MINUTE_MS)));
});

const minutesOf = remembering((field: string) => {
  const task = createdTask(`${field} * * * *`);
  return numbersTo(60).filter((minute) => task.match(new Date(minute * MINUTE_MS)));
});

const taskOf = remembering(createdTask);

function numbersTo(end: number): readonly number[] {
  return Array.from({ length: end }, (_none, number) => number);
}

/** Takes a millisecond or more, and so does its first match. */
function createdTask(expression: string): Task {
  return createTask(expression, () => {}, { timezone: 'Etc/UTC' });
}

/** The same, without asking twice for one of the last `most` keys. */
function remembering<K, V>(make: (key: K) => V, most = MOST_KNOWN): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(key);
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
}

function invalid(expression: string, cause?: unknown): PlumblineError {
  return new PlumblineError(scheduleErrors.invalid, `schedule: "${expression}" is no cron expression of five fields.`, {}, { cause });
}
