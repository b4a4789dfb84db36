/** When passes run: on the schedule, when git may have moved, when something waits, and when a system tells news. Never two at once. */
import { once } from 'node:events';
import { watch } from 'chokidar';
import type { Agent } from './agent.ts';
import { parseCron } from './cron.ts';
import { asPlumblineError } from './errors.ts';
import type { Change } from './model/change.ts';
import type { Standing } from './model/report.ts';
import { runPass } from './run-pass.ts';

export interface ScheduleOptions {
  readonly selected: (change: Change) => boolean;
  /** What to keep true instead of the tracked branch's newest commit; null or left out: that one. */
  readonly commit?: string | null;
  readonly signal: AbortSignal;
  /** Told after each pass when the next starts at the latest. */
  readonly onPass: (nextInMs: number) => void;
}

/** Asks for a pass: at once if none runs, else right after the one that does; asking twice is asking once. */
export type Wake = (why: string) => void;

/** From the beginning of one pass to that of the next, when only events ask for it. */
const BETWEEN_EVENTS_MS = 1_000;
/** After a pass that could not run at all. */
const AFTER_CRASH_MS = 15_000;

/** Why no more passes are run: it was asked to stop, or two agents keep taking the cluster from each other. */
export type Ended = 'stopped' | 'flapping';

/** Runs passes until the signal aborts; `listen` is handed the way to ask for one. */
export async function keepPassing(agent: Agent, options: ScheduleOptions, listen: (wake: Wake) => void): Promise<Ended> {
  const cron = parseCron(agent.settings.schedule);
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const pause = makePause(agent, signal);
  const watcher = watch([...agent.watchPaths], { ignoreInitial: true }).on('all', (_event, path) => {
    if (!isOfBranch(path, agent.branches.status)) pause.wake(`git: ${path}`);
  });
  watcher.on('error', (thrown) => agent.ctx.log.warn({ err: thrown }, 'watching git failed, the schedule goes on'));
  listen(pause.wake);
  const following = followEvents(agent, pause, signal);
  try {
    // From here on no push goes unnoticed: the first pass sees what came before.
    if (agent.watchPaths.length > 0) await once(watcher, 'ready');
    while (!options.signal.aborted) {
      pause.begin();
      const { standing, waitMs } = await passOnce(agent, options);
      if (standing?.kind === 'flapping') return 'flapping';
      const now = agent.ctx.clock.now();
      const nextInMs = Math.min(cron.next(now) - now, waitMs ?? Number.POSITIVE_INFINITY);
      options.onPass(nextInMs);
      await pause.untilWoken(nextInMs);
    }
    return 'stopped';
  } finally {
    ending.abort();
    await Promise.all([watcher.close(), following]);
  }
}

/** Until the signal aborts: what happens in the systems makes a pass come sooner, and reading stays the truth. */
async function followEvents({ systems, ctx }: Agent, { wakeSoon }: Pause, signal: AbortSignal): Promise<void> {
  const followed = [...systems.values()].map(async (system) => {
    await system.watch?.({ ...ctx, signal }, (why) => wakeSoon(`${system.name}: ${why}`));
  });
  await Promise.all(followed);
}

/** Whether a path below refs/heads is the branch's file, its lock or a folder on the way to it: the agent's own pushes wake nobody. */
function isOfBranch(path: string, branch: string): boolean {
  const name = path.split('/refs/heads/')[1];
  return name !== undefined && (name === branch || name === `${branch}.lock` || branch.startsWith(`${name}/`));
}

interface Passed {
  readonly standing: Standing | null;
  /** When something that waits should be looked at, or something is due by the clock; null: no such thing. */
  readonly waitMs: number | null;
}

async function passOnce(agent: Agent, { selected, commit = null }: ScheduleOptions): Promise<Passed> {
  try {
    const run = await runPass(agent, { selected, commit, claim: { verb: 'run', until: null } });
    const waits = [run.wakeInMs, run.dueInMs].filter((ms) => ms !== null);
    return { standing: run.planned.standing, waitMs: waits.length === 0 ? null : Math.min(...waits) };
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    agent.ctx.log.error({ err: error, code: error.code.code }, 'pass crashed');
    return { standing: null, waitMs: AFTER_CRASH_MS };
  }
}

interface Pause {
  readonly wake: Wake;
  /** The same, BETWEEN_EVENTS_MS after the last pass began at the earliest. */
  readonly wakeSoon: Wake;
  /** A pass begins: it sees what happened before. */
  begin(): void;
  /** Returns after `ms`, when woken (also if that was before the call), or when the agent stops. */
  untilWoken(ms: number): Promise<void>;
}

function makePause(agent: Agent, stop: AbortSignal): Pause {
  const { clock, log } = agent.ctx;
  let nap = new AbortController();
  let begunAt = clock.now();
  let news: string | null = null;
  let isWaiting = false;
  const wake: Wake = (why) => {
    log.debug({ why }, 'woken');
    nap.abort();
  };
  const wakeWhenDue = async (): Promise<void> => {
    isWaiting = true;
    // Meanwhile a pass may begin, which sees the news, and there may be others after it.
    while (news !== null && begunAt + BETWEEN_EVENTS_MS > clock.now() && !stop.aborted) {
      await clock.sleep(begunAt + BETWEEN_EVENTS_MS - clock.now(), stop);
    }
    isWaiting = false;
    if (news !== null) wake(news);
  };
  return {
    wake,
    wakeSoon(why) {
      news ??= why;
      if (!isWaiting) void wakeWhenDue();
    },
    begin() {
      begunAt = clock.now();
      news = null;
    },
    async untilWoken(ms) {
      await clock.sleep(ms, AbortSignal.any([nap.signal, stop]));
      nap = new AbortController();
    },
  };
}
