/** When a cron expression is due next, by this clock: tasks are created and never started, because they know only real time. */
import { createTask } from 'node-cron';
import { instant } from './clock.ts';
import type { Instant } from './clock.ts';
import { declareErrors, PlumblineError } from './errors.ts';

export const scheduleErrors = declareErrors('schedule', {
  invalid: {
    class: 'stalled',
    help: 'Write `schedule` in plumbline.yaml as five cron fields: minute hour day month weekday, such as */5 * * * *.',
  },
});

export interface Cron {
  /** The first due minute after `now` (UTC); at most a day ahead, when one looks again. */
  next(now: Instant): Instant;
}

const MINUTE_MS = 60_000;
const MINUTES_AHEAD = 24 * 60;

export function parseCron(expression: string): Cron {
  const task = createdTask(expression);
  return {
    next(now) {
      const first = Math.floor(now / MINUTE_MS) + 1;
      for (let minute = first; minute < first + MINUTES_AHEAD; minute += 1) {
        if (task.match(new Date(minute * MINUTE_MS))) return instant(minute * MINUTE_MS);
      }
      return instant((first + MINUTES_AHEAD) * MINUTE_MS);
    },
  };
}

function createdTask(expression: string): ReturnType<typeof createTask> {
  // A sixth field would be seconds, which a pass has no use for.
  if (expression.trim().split(/\s+/).length !== 5) throw invalid(expression);
  try {
    return createTask(expression, () => {}, { timezone: 'Etc/UTC' });
  } catch (cause) {
    throw invalid(expression, cause);
  }
}

function invalid(expression: string, cause?: unknown): PlumblineError {
  return new PlumblineError(scheduleErrors.invalid, `schedule: "${expression}" is no cron expression of five fields.`, {}, { cause });
}
