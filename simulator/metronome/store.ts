/** The jobs of a Metronome, their runs, and what they have done so far. */
import type { Random } from '../random.ts';
import type { WorldClock } from '../service.ts';
import { nextTime } from './cron.ts';
import type { Job } from './job.ts';

export interface Run {
  readonly id: string;
  readonly createdMs: number;
}

export interface History {
  successCount: number;
  failureCount: number;
  lastSuccessMs: number | null;
  lastFailureMs: number | null;
}

interface Kept {
  job: Job;
  runs: Run[];
  readonly history: History;
}

const RUN_MS = 30_000;

export class Store {
  readonly #kept = new Map<string, Kept>();
  readonly #clock: WorldClock;
  readonly #ids: Random;

  constructor(clock: WorldClock, ids: Random) {
    this.#clock = clock;
    this.#ids = ids;
  }

  all(): readonly Kept[] {
    return [...this.#kept.values()];
  }

  get(id: string): Kept | undefined {
    return this.#kept.get(id);
  }

  put(job: Job): void {
    const kept = this.#kept.get(job.id) ?? {
      job,
      runs: [],
      history: { successCount: 0, failureCount: 0, lastSuccessMs: null, lastFailureMs: null },
    };
    kept.job = job;
    this.#kept.set(job.id, kept);
    this.#await(kept);
  }

  remove(id: string): void {
    this.#kept.delete(id);
  }

  start(kept: Kept): Run {
    const createdMs = this.#clock.now();
    const run = {
      id: `${new Date(createdMs)
        .toISOString()
        .replaceAll(/[-:TZ.]/g, '')
        .slice(0, 14)}${this.#ids.hex(5)}`,
      createdMs,
    };
    kept.runs = [...kept.runs, run];
    this.#clock.at(createdMs + RUN_MS, () => this.#finish(kept, run));
    return run;
  }

  #finish(kept: Kept, run: Run): void {
    if (!kept.runs.includes(run)) return;
    kept.runs = kept.runs.filter((one) => one !== run);
    const { history } = kept;
    if (kept.job.run['cmd'] === 'false') {
      history.failureCount += 1;
      history.lastFailureMs = this.#clock.now();
    } else {
      history.successCount += 1;
      history.lastSuccessMs = this.#clock.now();
    }
  }

  /** FORBID: not while a run is active. What was changed meanwhile waits anew. */
  #await(kept: Kept): void {
    const { job } = kept;
    const [schedule] = job.schedules;
    const at = schedule === undefined || !schedule.enabled ? null : nextTime(schedule.cron, this.#clock.now());
    if (schedule === undefined || at === null) return;
    this.#clock.at(at, () => {
      if (this.#kept.get(job.id)?.job !== job) return;
      if (schedule.concurrencyPolicy === 'ALLOW' || kept.runs.length === 0) this.start(kept);
      this.#await(kept);
    });
  }
}
