/** What Chronos fills in of a job (utils/JobDeserializer.scala), and for whom each default holds. */

/** `--mesos_task_cpu`, `--mesos_task_mem`, `--mesos_task_disk` and `--user` (scheduler/config/SchedulerConfiguration.scala). */
export interface ChronosFlags {
  readonly cpus: number;
  readonly memMiB: number;
  readonly diskMiB: number;
  readonly user: string;
}

export const USUAL_FLAGS: ChronosFlags = { cpus: 0.1, memMiB: 128, diskMiB: 256, user: 'root' };

/** Of every job, whatever the flags. */
export const JOB_DEFAULTS = {
  command: '',
  shell: true,
  executor: '',
  executorFlags: '',
  taskInfoData: '',
  retries: 2,
  owner: '',
  ownerName: '',
  description: '',
  disabled: false,
  softError: false,
  dataProcessingJobType: false,
  highPriority: false,
  concurrent: false,
  maxCompletionTime: 0,
} as const;

/** Counters: taken from the body as everything else, so a replacement that does not say them begins anew. */
export const COUNTER_DEFAULTS = { successCount: 0, errorCount: 0, lastSuccess: '', lastError: '', errorsSinceLastSuccess: 0 } as const;

/** Of a job that says neither parents nor a schedule: once, now (the last case of the deserializer). */
export const PERIOD_OF_NOW = 'PT24H';

export const FETCH_DEFAULTS = { executable: false, cache: false, extract: true } as const;

/** A container counts only if it names an image. */
export const CONTAINER_DEFAULTS = { type: 'DOCKER', network: 'HOST', forcePullImage: false } as const;

/** What is left of a child when its scheduled parent is deleted (api/JobManagementResource.scala): the rest has its default again. */
export const KEPT_BY_ORPHANS = [
  'name',
  'command',
  'successCount',
  'errorCount',
  'executor',
  'executorFlags',
  'taskInfoData',
  'retries',
  'owner',
  'lastError',
  'lastSuccess',
  'cpus',
  'disk',
  'mem',
  'disabled',
  'softError',
  'uris',
  'fetch',
  'highPriority',
  'maxCompletionTime',
] as const;
