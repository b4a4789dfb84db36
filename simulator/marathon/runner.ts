/**
 * Runs tasks on the world's hosts: launches and kills until each app has reached its goal, mounts volumes as REX-Ray does
 * when a task starts, and starts lost tasks again elsewhere. Everything that takes time happens on the virtual clock.
 */
import type { Random } from '../random.ts';
import type { Host, Preempted, StoragePort, WorldClock } from '../service.ts';
import { FIRST_HOST_PORT, LAST_HOST_PORT } from '../world.ts';
import type { World } from '../world.ts';
import { NO_BACKOFF, touch } from './app.ts';
import type { App, Goal, Task, TaskChange } from './app.ts';
import { isolatorMistake } from './isolator.ts';
import { findHost } from './placement.ts';
import { nextSteps } from './strategy.ts';
import { delayAfter, givenUpAfterMs, newTask } from './task.ts';

export interface RunnerOptions {
  readonly clock: WorldClock;
  readonly world: World;
  readonly storage: StoragePort;
  readonly random: Random;
  /** Something about the app's tasks has changed. */
  readonly onChange: (app: App) => void;
  /** A task has begun to run, or is gone. */
  readonly onTask: (change: TaskChange) => void;
}

/** Fetching the image and starting the process. */
const STAGING_MS = 2000;
const KILL_MS = 1000;
/** How soon new offers come for tasks that found no place. */
const OFFER_MS = 1000;

export class Runner {
  readonly #options: RunnerOptions;
  /** Apps that have or had tasks, so that a host's death finds them, also when their app is deleted. */
  readonly #apps = new Set<App>();
  readonly #homeless = new Set<App>();
  #offersComing = false;
  #nextPort = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
    options.world.onDeath((host) => this.#lose(host));
    options.storage.onPreempted?.((preempted) => this.#starve(preempted));
  }

  pursue(app: App, goal: Goal): void {
    app.goal = goal;
    this.#apps.add(app);
    this.#step(app);
  }

  /** Kills those of these tasks that are not being killed yet. */
  kill(app: App, tasks: readonly Task[]): void {
    for (const task of tasks) if (app.tasks.includes(task) && task.state !== 'TASK_KILLING') this.#kill(app, task);
    this.#step(app);
  }

  #step(app: App): void {
    const { launch, kill } = nextSteps(app);
    for (const task of kill) this.#kill(app, task);
    this.#launch(app, launch);
    touch(app);
    if (app.tasks.length === 0 && app.goal.instances === 0) this.#apps.delete(app);
    this.#options.onChange(app);
  }

  #launch(app: App, count: number): void {
    const nowMs = this.#options.clock.now();
    let left = count;
    if (app.backoff.untilMs > nowMs) {
      if (count > 0) this.#options.clock.at(app.backoff.untilMs, () => this.#step(app));
    } else {
      while (left > 0 && this.#place(app)) left -= 1;
      if (left > 0) this.#homeless.add(app);
    }
    if (left === 0) this.#homeless.delete(app);
    app.waiting = left === 0 ? null : { count: left, sinceMs: app.waiting?.sinceMs ?? nowMs };
  }

  #place(app: App): boolean {
    const host = findHost(app, this.#options.world);
    if (host !== null) this.#start(app, host);
    return host !== null;
  }

  #start(app: App, host: Host): void {
    const { clock, world, random } = this.#options;
    const task = newTask(app, host, { random, nowMs: clock.now(), nextPort: () => this.#takePort(host) });
    app.tasks.push(task);
    world.take(host, task.resources);
    clock.at(task.stagedAtMs + STAGING_MS, () => this.#mountAndRun(app, task));
  }

  /** The next one that nobody has; with all of them taken, one twice. */
  #takePort(host: Host): number {
    const { takenPorts } = this.#options.world.free(host);
    const count = LAST_HOST_PORT - FIRST_HOST_PORT + 1;
    for (let tried = 0; tried < count; tried += 1) {
      this.#nextPort = (this.#nextPort + 1) % count;
      if (!takenPorts.has(FIRST_HOST_PORT + this.#nextPort)) break;
    }
    return FIRST_HOST_PORT + this.#nextPort;
  }

  #mountAndRun(app: App, task: Task): void {
    if (task.state !== 'TASK_STAGING' || !app.tasks.includes(task)) return;
    const mistake = isolatorMistake(app.stored.definition);
    if (mistake !== null) return this.#fail(app, task, mistake);
    for (const volume of task.volumes) {
      const answer = this.#options.storage.attach(volume, task.host);
      if (answer.kind === 'refused') return this.#fail(app, task, `Failed to mount volume ${volume}: ${answer.why}`);
      task.mounted.add(volume);
    }
    task.state = 'TASK_RUNNING';
    task.startedAtMs = this.#options.clock.now();
    app.backoff = NO_BACKOFF;
    this.#awaitHealth(app, task);
    this.#options.onTask({ kind: 'running', app, task });
    this.#step(app);
  }

  #awaitHealth(app: App, task: Task): void {
    const intervals = (app.stored.definition.healthChecks ?? []).map((check) => check.intervalSeconds ?? 0);
    if (intervals.length === 0) return;
    this.#options.clock.at(this.#options.clock.now() + Math.max(...intervals) * 1000, () => {
      if (task.state !== 'TASK_RUNNING') return;
      task.isHealthy = true;
      this.#step(app);
    });
  }

  /** Whoever still writes to a volume that was taken away gets errors and ends; on a dead host nobody is left to. */
  #starve({ volumeName, hostIps }: Preempted): void {
    const users = [...this.#apps].flatMap((app) => app.tasks.map((task) => ({ app, task })));
    for (const { app, task } of users) {
      const isHit = task.mounted.has(volumeName) && task.host.alive && hostIps.includes(task.host.ip);
      if (!isHit) continue;
      task.mounted.delete(volumeName);
      if (task.state === 'TASK_RUNNING') this.#fail(app, task, `I/O error: volume ${volumeName} was mapped to another host`);
    }
  }

  #fail(app: App, task: Task, message: string): void {
    const atMs = this.#options.clock.now();
    app.lastFailure = { message, state: 'TASK_FAILED', task, atMs };
    app.backoff = { failures: app.backoff.failures + 1, untilMs: atMs + delayAfter(app.backoff.failures, app.stored.definition) };
    this.#end(app, task);
  }

  #kill(app: App, task: Task): void {
    if (!task.host.alive) return this.#forget(app, task);
    task.state = 'TASK_KILLING';
    this.#options.clock.at(this.#options.clock.now() + KILL_MS, () => this.#end(app, task));
  }

  /** A task ended on a host that lives: REX-Ray unmounts what no other task of the host uses. */
  #end(app: App, task: Task): void {
    if (!app.tasks.includes(task)) return;
    this.#forget(app, task);
    for (const volume of task.mounted) if (!this.#isMounted(volume, task.host)) this.#options.storage.detach(volume, task.host);
    this.#step(app);
    this.#offerSoon();
  }

  #isMounted(volume: string, host: Host): boolean {
    return [...this.#apps].some((app) => app.tasks.some((task) => task.host === host && task.mounted.has(volume)));
  }

  #forget(app: App, task: Task): void {
    app.tasks = app.tasks.filter((one) => one !== task);
    this.#options.world.give(task.host, task.resources);
    this.#options.onTask({ kind: 'gone', app, task });
    touch(app);
  }

  /** A dead host unmounts nothing: its volumes stay mapped to it until REX-Ray takes them away for another host. */
  #lose(host: Host): void {
    const apps = [...this.#apps];
    for (const app of apps) {
      const lost = app.tasks.filter((task) => task.host === host);
      for (const task of lost) this.#loseTask(app, task);
      if (lost.length > 0) this.#step(app);
    }
  }

  #loseTask(app: App, task: Task): void {
    const atMs = this.#options.clock.now();
    const givenUpMs = task.state === 'TASK_KILLING' ? 0 : givenUpAfterMs(app.stored.definition);
    app.lastFailure = { message: `Agent ${task.host.name} became unreachable`, state: 'TASK_UNREACHABLE', task, atMs };
    task.state = 'TASK_UNREACHABLE';
    if (givenUpMs === 0) return this.#forget(app, task);
    if (givenUpMs === null) return;
    this.#options.clock.at(atMs + givenUpMs, () => {
      if (!app.tasks.includes(task)) return;
      this.#forget(app, task);
      this.#step(app);
    });
  }

  #offerSoon(): void {
    if (this.#offersComing || this.#homeless.size === 0) return;
    this.#offersComing = true;
    this.#options.clock.at(this.#options.clock.now() + OFFER_MS, () => {
      this.#offersComing = false;
      const apps = [...this.#homeless];
      for (const app of apps) this.#step(app);
    });
  }
}
