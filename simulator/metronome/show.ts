/** Jobs and runs as Metronome answers them (api/v1/models/package.scala). */
import { nextTime } from './cron.ts';
import type { Job } from './job.ts';
import type { JsonObject } from './shape.ts';
import type { History, Run } from './store.ts';

export const EMBEDS = ['activeRuns', 'schedules', 'history', 'historySummary'];

/** Answers to changes: the definition. */
export function jobShown({ schedules, ...job }: Job, nowMs: number): JsonObject {
  return {
    ...job,
    schedules: schedules.map((schedule) => ({ ...schedule, nextRunAt: timeShown(nextTime(schedule.cron, nowMs) ?? nowMs) })),
  };
}

interface Kept {
  readonly job: Job;
  readonly runs: readonly Run[];
  readonly history: History;
}

/** Until 0.6 the schedules are shown only to those who ask for them. */
export function jobInfo({ job, runs, history }: Kept, embeds: readonly string[], nowMs: number): JsonObject {
  const { schedules, ...shown } = jobShown(job, nowMs);
  return {
    ...shown,
    ...(embeds.includes('schedules') ? { schedules } : {}),
    ...(embeds.includes('activeRuns') ? { activeRuns: runs.map((run) => runShown(job, run)) } : {}),
    ...(embeds.includes('history') ? { history: { ...summary(history), successfulFinishedRuns: [], failedFinishedRuns: [] } } : {}),
    ...(embeds.includes('historySummary') ? { historySummary: summary(history) } : {}),
  };
}

export function runShown({ id }: Job, run: Run): JsonObject {
  return { id: run.id, jobId: id, status: 'ACTIVE', createdAt: timeShown(run.createdMs), completedAt: null, tasks: [] };
}

function summary({ successCount, failureCount, lastSuccessMs, lastFailureMs }: History): JsonObject {
  return {
    successCount,
    failureCount,
    lastSuccessAt: lastSuccessMs === null ? null : timeShown(lastSuccessMs),
    lastFailureAt: lastFailureMs === null ? null : timeShown(lastFailureMs),
  };
}

/** `2026-01-05T12:00:00.000+0000`: in UTC here; Metronome writes its machine's time zone. */
function timeShown(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}
