/** A Marathon that runs its tasks on the simulated hosts. */
import { makeRandom } from '../random.ts';
import type { Answer, Call, Service, StoragePort, SystemName, WorldClock } from '../service.ts';
import type { World } from '../world.ts';
import type { App, TaskChange } from './app.ts';
import { basicGuard, everybody, Logins } from './auth.ts';
import type { ServiceAccount } from './auth.ts';
import type { Core } from './core.ts';
import { Deployments } from './deployments.ts';
import { Events } from './events.ts';
import { Hidden } from './hidden.ts';
import { makeInstances } from './instances.ts';
import { appProfile } from './profiles/app.ts';
import { podProfile } from './profiles/pod.ts';
import { profileOf } from './profiles/profile.ts';
import { Refusal } from './refusal.ts';
import { route } from './routes.ts';
import { Runner } from './runner.ts';
import { statusUpdate } from './show.ts';
import type { ShowContext } from './show.ts';
import { Store } from './store.ts';
import { Updates } from './updates.ts';
import { viewOf } from './view.ts';
import type { AppView } from './view.ts';

export interface MarathonOptions {
  readonly clock: WorldClock;
  readonly world: World;
  readonly storage: StoragePort;
  /** Decides every id and every order. */
  readonly seed: number;
  /** Left out: the one without a name. */
  readonly name?: string;
  /** As GET /v2/info gives it. */
  readonly version: string;
  /** --max_running_deployments */
  readonly maxRunningDeployments: number;
  /** --http_credentials; without them and without an account nobody is asked. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Below DC/OS: who may log in. */
  readonly account?: ServiceAccount;
}

export interface Marathon {
  readonly system: SystemName;
  readonly frameworkId: string;
  /** The one without a name has two, of which the first leads. */
  readonly instances: readonly Service[];
  /** What it answers to whom it lets in. */
  handle(call: Call): Answer;
  view(): readonly AppView[];
  /** And pods. */
  apps(): readonly App[];
  onTask(listener: (change: TaskChange) => void): void;
  /** From now on nobody sees these apps, pods and everything in these groups. */
  hide(ids: readonly string[]): void;
}

/** --enable_features: all that an app can ask for. */
const FEATURES: ReadonlySet<string> = new Set(['external_volumes', 'gpu_resources', 'secrets']);

export function makeMarathon(options: MarathonOptions): Marathon {
  const { name, clock, credentials, account, version } = options;
  const system: SystemName = name === undefined ? 'marathon' : `marathon:${name}`;
  const listeners: ((change: TaskChange) => void)[] = [];
  const core = makeCore(options, system, (change) => {
    for (const listener of listeners) listener(change);
  });
  const logins = account === undefined ? null : new Logins(account, clock, makeRandom(options.seed, `${system}/tokens`));
  const instances = makeInstances({
    system,
    count: name === undefined ? 2 : 1,
    clock,
    guard: logins?.guard ?? (credentials === undefined ? everybody : basicGuard(credentials)),
    logins,
    redirectsEvents: Number(version.split('.')[1]) >= 7,
    handle: (call) => handle(call, core),
    onAbdication: () => core.events.endAll(),
  });
  return {
    system,
    frameworkId: core.frameworkId,
    instances,
    handle: (call) => handle(call, core),
    view: () => viewOf(core.store, name),
    apps: () => core.store.everything(),
    onTask: (listener) => void listeners.push(listener),
    hide: (ids) => core.hidden.set(ids),
  };
}

function handle(call: Call, core: Core): Answer {
  try {
    return route(call, core);
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer;
    throw thrown;
  }
}

function makeCore(options: MarathonOptions, system: SystemName, onTask: (change: TaskChange) => void): Core {
  const { clock, world, storage, seed, version } = options;
  const shuffle = makeRandom(seed, `${system}/order`);
  const ids = makeRandom(seed, `${system}/ids`);
  const masterId = ids.uuid();
  const store = new Store(() => clock.now());
  const events = new Events(clock);
  const deployments = new Deployments(events);
  const hostNames = world.hosts.map((host) => host.name);
  const profile = appProfile(profileOf(version));
  const show: ShowContext = { deployments, masterId, hostNames, profile };
  const runner: Runner = new Runner({
    clock,
    world,
    storage,
    random: makeRandom(seed, `${system}/tasks`),
    onChange: (app) => deployments.onChange(app, runner),
    onTask(change) {
      events.publish(statusUpdate(change, show));
      onTask(change);
    },
  });
  let turn = shuffle.below(1000);
  return {
    clock,
    world,
    store,
    deployments,
    runner,
    updates: new Updates({
      store,
      deployments,
      runner,
      events,
      ids: makeRandom(seed, `${system}/deployments`),
      maxRunning: options.maxRunningDeployments,
    }),
    show,
    shuffle,
    nextTurn: () => (turn += 1),
    version,
    profile,
    pods: podProfile(profileOf(version)),
    features: FEATURES,
    events,
    hidden: new Hidden(),
    frameworkId: `${masterId}-0000`,
  };
}
