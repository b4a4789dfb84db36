/**
 * The schedulers of apps: each registers when its app's task starts, runs tasks that mount volumes as REX-Ray does it, and is
 * waited for when its task ends. Everything that takes time happens on the virtual clock.
 */
import type { TaskChange } from '../marathon/app.ts';
import type { Marathon } from '../marathon/marathon.ts';
import type { Random } from '../random.ts';
import type { Host, StoragePort, WorldClock } from '../service.ts';
import type { World } from '../world.ts';
import { freeIndex, isAlive, placeFor } from './framework.ts';
import type { Framework, FrameworkTask } from './framework.ts';
import { schedulerOf } from './scheduler.ts';

export interface FrameworksOptions {
  readonly clock: WorldClock;
  readonly world: World;
  readonly storage: StoragePort;
  readonly random: Random;
  readonly masterId: string;
  /** Names of schedulers that come back under another id, whatever they are meant to do (mesos/elasticsearch#581). */
  readonly forgetful: readonly string[];
}

/** Fetching the image and starting the process. */
const STAGING_MS = 2000;
/** How soon a scheduler tries again what found no place, or could not mount. */
const AGAIN_MS = 10_000;

export class Frameworks {
  readonly #options: FrameworksOptions;
  #all: Framework[] = [];
  #registered = 0;

  constructor(options: FrameworksOptions) {
    this.#options = options;
    options.world.onDeath((host) => this.#lose(host));
    options.world.onReplacement((host) => this.#forgetLost(host));
  }

  all(): readonly Framework[] {
    return this.#all;
  }

  /** From now on schedulers that this Marathon starts register here. */
  follow(marathon: Marathon): void {
    marathon.onTask((change) => {
      if (change.kind === 'gone') this.#left(change.task);
      else this.#started(`${marathon.system} ${change.app.id}`, change);
    });
  }

  /** The masters fail over: schedulers register again `afterMs` later; until then they are known by their tasks. */
  failOver(afterMs: number): void {
    this.#all = this.#all.filter(({ tasks }) => tasks.length > 0);
    for (const framework of this.#all) framework.isRecovered = true;
    const { clock } = this.#options;
    clock.at(clock.now() + afterMs, () => {
      for (const framework of this.#all) if (framework.runsAs !== null) framework.isRecovered = false;
    });
  }

  #started(key: string, { app, task }: TaskChange): void {
    const scheduler = schedulerOf(app.stored.definition);
    if (scheduler === null) return;
    const keepsId = scheduler.keepsId && !this.#options.forgetful.includes(scheduler.name);
    const before = keepsId ? this.#all.find((framework) => framework.key === key) : undefined;
    const nowMs = this.#options.clock.now();
    const framework = before ?? this.#register({ key, scheduler, registeredMs: nowMs, reregisteredMs: nowMs });
    Object.assign(framework, { scheduler, reregisteredMs: nowMs, runsAs: task, isRecovered: false });
    this.#launch(framework);
  }

  #register(known: Pick<Framework, 'key' | 'scheduler' | 'registeredMs' | 'reregisteredMs'>): Framework {
    this.#registered += 1;
    const id = `${this.#options.masterId}-${String(this.#registered).padStart(4, '0')}`;
    const framework: Framework = { id, ...known, runsAs: null, isRecovered: false, tasks: [] };
    this.#all.push(framework);
    return framework;
  }

  #left(task: TaskChange['task']): void {
    const framework = this.#all.find(({ runsAs }) => runsAs === task);
    if (framework === undefined) return;
    framework.runsAs = null;
    const { clock } = this.#options;
    const { failoverSeconds } = framework.scheduler;
    if (failoverSeconds === 0) return this.#tearDown(framework);
    const leftAtMs = clock.now();
    clock.at(leftAtMs + failoverSeconds * 1000, () => {
      if (framework.runsAs === null && framework.reregisteredMs <= leftAtMs) this.#tearDown(framework);
    });
  }

  #tearDown(framework: Framework): void {
    this.#all = this.#all.filter((one) => one !== framework);
    for (const task of framework.tasks) this.#end(framework, task);
  }

  #launch(framework: Framework): void {
    const { world } = this.#options;
    const wanted = framework.scheduler.nodes ?? world.hosts.filter(({ alive }) => alive).length;
    for (let missing = wanted - framework.tasks.filter(isAlive).length; missing > 0; missing -= 1) {
      const host = placeFor(framework, world);
      if (host === null) return this.#tryAgain(framework);
      this.#start(framework, host);
    }
  }

  #tryAgain(framework: Framework): void {
    const { clock } = this.#options;
    clock.at(clock.now() + AGAIN_MS, () => {
      if (framework.runsAs !== null) this.#launch(framework);
    });
  }

  #start(framework: Framework, host: Host): void {
    const { clock, world, random } = this.#options;
    const { scheduler } = framework;
    const index = freeIndex(framework);
    const id = `${scheduler.taskName}_${host.name}_${random.hex(8)}`;
    const task: FrameworkTask = { id, index, host, volume: scheduler.volumeOf(index), state: 'TASK_STAGING', sinceMs: clock.now() };
    framework.tasks.push(task);
    world.take(host, scheduler.resources);
    clock.at(clock.now() + STAGING_MS, () => this.#run(framework, task));
  }

  #run(framework: Framework, task: FrameworkTask): void {
    if (task.state !== 'TASK_STAGING' || !framework.tasks.includes(task)) return;
    const { clock, storage } = this.#options;
    if (task.volume !== null && storage.attach(task.volume, task.host).kind === 'refused') {
      this.#drop(framework, task);
      return this.#tryAgain(framework);
    }
    Object.assign(task, { state: 'TASK_RUNNING', sinceMs: clock.now() });
  }

  #end(framework: Framework, task: FrameworkTask): void {
    if (task.volume !== null && task.state === 'TASK_RUNNING') this.#options.storage.detach(task.volume, task.host);
    this.#drop(framework, task);
  }

  #drop(framework: Framework, task: FrameworkTask): void {
    framework.tasks = framework.tasks.filter((one) => one !== task);
    this.#options.world.give(task.host, framework.scheduler.resources);
  }

  /** A dead host unmounts nothing. Schedulers that lived elsewhere start what it ran again. */
  #lose(host: Host): void {
    for (const framework of this.#all) {
      const lost = framework.tasks.filter((task) => task.host === host);
      for (const task of lost) Object.assign(task, { state: 'TASK_UNREACHABLE', sinceMs: this.#options.clock.now() });
      if (framework.runsAs?.host === host) this.#left(framework.runsAs);
      else if (framework.runsAs !== null && lost.length > 0) this.#launch(framework);
    }
  }

  #forgetLost(host: Host): void {
    for (const framework of this.#all) {
      for (const task of framework.tasks.filter((one) => one.host === host && !isAlive(one))) this.#drop(framework, task);
      if (framework.runsAs !== null) this.#launch(framework);
    }
  }
}
