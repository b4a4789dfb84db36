/** All jobs of a Chronos, and what becomes of them: kept, replaced, deleted, run. */
import type { WorldClock } from '../service.ts';
import { COUNTER_DEFAULTS, JOB_DEFAULTS, KEPT_BY_ORPHANS } from './defaults.ts';
import type { Job } from './job.ts';
import { parseSchedule, printSchedule, skippedForward } from './schedule.ts';

/** How long a run takes. */
const RUN_MS = 2_000;

export class JobGraph {
  readonly #jobs = new Map<string, Job>();
  readonly #clock: WorldClock;

  constructor(clock: WorldClock) {
    this.#clock = clock;
  }

  /** Those whose parents are all there: others are kept, and not to be seen (jobs/JobScheduler.scala, registerJobs). */
  all(): readonly Job[] {
    return [...this.#jobs.values()].filter((job) => this.#isSeen(job, new Set()));
  }

  get(name: string): Job | undefined {
    const job = this.#jobs.get(name);
    return job !== undefined && this.#isSeen(job, new Set()) ? job : undefined;
  }

  put(job: Job): void {
    this.#jobs.set(job.name, job);
    this.#await(job);
  }

  /** Its children go on: after its own parents, or by its schedule and with their other settings lost (JobManagementResource.delete). */
  remove(job: Job): void {
    for (const child of this.#jobs.values()) if (child.parents?.includes(job.name) === true) this.put(orphaned(child, job));
    this.#jobs.delete(job.name);
  }

  run(job: Job): void {
    const startedMs = this.#clock.now();
    const schedule = job.schedule === null ? null : parseSchedule(job.schedule, startedMs);
    const launched = schedule === null ? job : { ...job, schedule: printSchedule(skippedForward(schedule, startedMs)) };
    this.put(launched);
    this.#clock.at(startedMs + RUN_MS, () => this.#finish(job.name));
  }

  /** `false` as a command fails; anything else succeeds. */
  #finish(name: string): void {
    const job = this.#jobs.get(name);
    if (job === undefined) return;
    const isFailed = job.fields['command'] === 'false';
    const at = new Date(this.#clock.now()).toISOString();
    const fields = { ...job.fields, ...(isFailed ? failed(job, at) : succeeded(job, at)) };
    const isSpent = job.schedule?.startsWith('R0/') === true;
    this.put({ ...job, fields: isSpent && !isFailed ? { ...fields, disabled: true } : fields });
    if (isFailed && fields['softError'] !== true) return;
    for (const child of this.all()) if (child.parents?.includes(name) === true && child.fields['disabled'] === false) this.run(child);
  }

  /** Starts it when its time has come, unless it was changed until then. */
  #await(job: Job): void {
    const now = this.#clock.now();
    const schedule = job.schedule === null ? null : parseSchedule(job.schedule, now);
    if (schedule === null || schedule.repeats === 0 || job.fields['disabled'] === true) return;
    this.#clock.at(Math.max(schedule.startMs, now) + 1, () => {
      const current = this.#jobs.get(job.name);
      if (current !== undefined && current.schedule === job.schedule && current.fields['disabled'] === false) this.run(current);
    });
  }

  #isSeen({ name, parents }: Job, below: ReadonlySet<string>): boolean {
    if (parents === null) return true;
    return parents.every((parent) => {
      const job = this.#jobs.get(parent);
      return job !== undefined && !below.has(parent) && this.#isSeen(job, new Set([...below, name]));
    });
  }
}

function orphaned(child: Job, parent: Job): Job {
  if (parent.parents !== null)
    return { ...child, parents: [...new Set([...(child.parents ?? []), ...parent.parents])].filter((name) => name !== parent.name) };
  const kept = Object.fromEntries(KEPT_BY_ORPHANS.map((name) => [name, child.fields[name]]));
  const { name: _name, ...fields } = kept;
  const lost = { runAsUser: '', arguments: [], environmentVariables: [], constraints: [] };
  return {
    name: child.name,
    fields: { ...JOB_DEFAULTS, ...COUNTER_DEFAULTS, ...lost, ...fields },
    parents: null,
    schedule: parent.schedule,
    scheduleTimeZone: parent.scheduleTimeZone,
  };
}

function succeeded({ fields }: Job, at: string): Job['fields'] {
  return { successCount: Number(fields['successCount']) + 1, errorsSinceLastSuccess: 0, lastSuccess: at };
}

/** Retries are not played: a run that fails has failed. */
function failed({ fields }: Job, at: string): Job['fields'] {
  return {
    errorCount: Number(fields['errorCount']) + 1,
    errorsSinceLastSuccess: Number(fields['errorsSinceLastSuccess']) + 1,
    lastError: at,
    disabled: false,
  };
}
