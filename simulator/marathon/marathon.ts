/** A Marathon that runs its tasks on the simulated hosts. */
import { makeRandom } from '../random.ts';
import type { Answer, Call, Service, StoragePort, WorldClock } from '../service.ts';
import type { World } from '../world.ts';
import type { Core } from './core.ts';
import { Deployments } from './deployments.ts';
import { appProfile } from './profiles/app.ts';
import { profileOf } from './profiles/profile.ts';
import { errorPage, Refusal } from './refusal.ts';
import { route } from './routes.ts';
import { Runner } from './runner.ts';
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
  /** As GET /v2/info gives it. */
  readonly version: string;
  /** --max_running_deployments */
  readonly maxRunningDeployments: number;
  /** --http_credentials; without them nobody is asked. */
  readonly credentials?: { readonly username: string; readonly password: string };
}

export interface Marathon extends Service {
  view(): readonly AppView[];
}

export function makeMarathon(options: MarathonOptions): Marathon {
  const core = makeCore(options);
  const { credentials } = options;
  const expected =
    credentials === undefined ? null : `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
  const handle = (call: Call): Answer => {
    if (expected !== null && call.headers['authorization'] !== expected) return unauthorized(call);
    try {
      return withLeader(call, route(call, core));
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      return withLeader(call, thrown.answer);
    }
  };
  return { system: 'marathon', handle, emptyAnswer, electionAnswer, view: () => viewOf(core.store) };
}

/** --enable_features: all that an app can ask for. */
const FEATURES: ReadonlySet<string> = new Set(['external_volumes', 'gpu_resources', 'secrets']);

function makeCore({ clock, world, storage, seed, version, maxRunningDeployments }: MarathonOptions): Core {
  const shuffle = makeRandom(seed, 'marathon/order');
  const ids = makeRandom(seed, 'marathon/ids');
  const masterId = ids.uuid();
  const store = new Store(() => clock.now());
  const deployments = new Deployments();
  const runner: Runner = new Runner({
    clock,
    world,
    storage,
    random: makeRandom(seed, 'marathon/tasks'),
    onChange: (app) => deployments.onChange(app, runner),
  });
  let turn = shuffle.below(1000);
  return {
    clock,
    world,
    store,
    deployments,
    updates: new Updates({ store, deployments, runner, ids: makeRandom(seed, 'marathon/deployments'), maxRunning: maxRunningDeployments }),
    show: { deployments, masterId, hostNames: world.hosts.map(({ name }) => name) },
    shuffle,
    nextTurn: () => (turn += 1),
    version,
    profile: appProfile(profileOf(version)),
    features: FEATURES,
    frameworkId: `${masterId}-0000`,
  };
}

function withLeader(call: Call, answer: Answer): Answer {
  const leader = `http://${call.headers['host'] ?? '127.0.0.1:8080'}`;
  const headers = { 'cache-control': 'no-cache, no-store, must-revalidate', pragma: 'no-cache', expires: '0', 'x-marathon-leader': leader };
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function unauthorized(call: Call): Answer {
  const headers = { 'content-type': 'text/html;charset=utf-8', 'www-authenticate': 'basic realm="Mesosphere"' };
  return { status: 401, headers, body: errorPage(401, 'Unauthorized', call.path), effect: 'none', id: null };
}

/** What an instance answers that knows no leader. */
function electionAnswer(call: Call): Answer {
  const body = errorPage(502, 'Could not determine the current leader', call.path);
  return { status: 502, headers: { 'content-type': 'text/html;charset=utf-8' }, body, effect: 'none', id: null };
}

const EMPTY: { readonly [path: string]: unknown } = {
  '/v2/apps': { apps: [] },
  '/v2/deployments': [],
  '/v2/tasks': { tasks: [] },
  '/v2/queue': { queue: [] },
};

function emptyAnswer(call: Call): Answer {
  return { status: 200, body: EMPTY[call.path] ?? {}, effect: 'none', id: null };
}
