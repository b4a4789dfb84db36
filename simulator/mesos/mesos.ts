/** The masters of a Mesos that the simulated Marathons, and the schedulers that they run, are registered with. */
import type { Marathon } from '../marathon/marathon.ts';
import { makeRandom } from '../random.ts';
import type { Answer, Call, Host, Service, StoragePort, WorldClock } from '../service.ts';
import type { World } from '../world.ts';
import { agentsBody } from './agent-bodies.ts';
import { flagsBody, frameworksBody } from './framework-bodies.ts';
import { Frameworks } from './frameworks.ts';
import type { MesosState } from './state.ts';
import { tasksBody } from './task-bodies.ts';

export interface MesosOptions {
  readonly clock: WorldClock;
  readonly world: World;
  readonly storage: StoragePort;
  readonly marathons: readonly Marathon[];
  readonly seed: number;
  readonly masters: number;
  /** Names of schedulers that come back under another id when they are started again. */
  readonly forgetful: readonly string[];
}

export interface Mesos {
  /** The masters, the leading one first. */
  readonly services: readonly Service[];
  /** Agents and schedulers register again after a while, as they do when another master begins to lead. */
  failOver(): void;
}

/** How long it takes agents, and after them schedulers, to register again (recorded: 1 s and 6 s). */
const AGENTS_BACK_MS = 1000;
const SCHEDULERS_BACK_MS = 6000;

export function makeMesos({ clock, world, storage, marathons, seed, masters, forgetful }: MesosOptions): Mesos {
  // The id of the first Marathon was given by the same master.
  const masterId = marathons[0]?.frameworkId.replace(/-\d+$/, '') ?? '';
  const frameworks = new Frameworks({ clock, world, storage, random: makeRandom(seed, 'mesos/tasks'), masterId, forgetful });
  for (const marathon of marathons) frameworks.follow(marathon);
  let awaited: readonly Host[] = [];
  const state: MesosState = {
    world,
    masterId,
    marathons,
    frameworks: () => (awaited.length > 0 ? [] : frameworks.all()),
    startedMs: clock.now(),
    awaited: () => awaited,
  };
  return {
    services: Array.from({ length: masters }, (_, index) => masterService(index === 0 ? (call) => answer(call, state) : follower)),
    failOver() {
      awaited = world.hosts.filter(({ alive }) => alive);
      frameworks.failOver(SCHEDULERS_BACK_MS);
      clock.at(clock.now() + AGENTS_BACK_MS, () => void (awaited = []));
    },
  };
}

function masterService(handle: (call: Call) => Answer): Service {
  return { system: 'mesos', handle, emptyAnswer, electionAnswer: () => plain(503, 'No leader elected') };
}

/** By --hostname, which nobody outside can resolve; the path gets the prefix that all have. */
function follower({ path }: Call): Answer {
  return { ...plain(307, ''), headers: { location: `//master1.sim:5050/master${path}` } };
}

const BODIES: { readonly [type: string]: (state: MesosState) => unknown } = {
  GET_FLAGS: flagsBody,
  GET_FRAMEWORKS: frameworksBody,
  GET_TASKS: tasksBody,
  GET_AGENTS: agentsBody,
};

function answer(call: Call, state: MesosState): Answer {
  if (call.path !== '/api/v1') return plain(501, `The simulator does not play ${call.path}.`);
  if (call.method !== 'POST') return plain(405, `Expecting 'POST', received '${call.method}'`);
  if (call.headers['content-type'] !== 'application/json') {
    return plain(415, "Expecting 'Content-Type' of application/json or application/x-protobuf");
  }
  const type = typeOf(call);
  if (type === null) return plain(400, "Failed to validate master::Call: Expecting 'type' to be present");
  const body = BODIES[type];
  return body === undefined ? plain(501, `The simulator does not play ${type}.`) : ok(body(state));
}

function typeOf({ json }: Call): string | null {
  const { type } = (json ?? {}) as { readonly type?: unknown };
  return typeof type === 'string' ? type : null;
}

const EMPTY: { readonly [type: string]: object } = {
  GET_FRAMEWORKS: { get_frameworks: { frameworks: [], completed_frameworks: [] } },
  GET_TASKS: { get_tasks: { tasks: [], unreachable_tasks: [], completed_tasks: [] } },
  GET_AGENTS: { get_agents: { agents: [] } },
};

/** What a principal gets that may view nothing. */
function emptyAnswer(call: Call): Answer {
  const type = typeOf(call) ?? '';
  return ok({ type, ...EMPTY[type] });
}

function ok(body: unknown): Answer {
  return { status: 200, body, effect: 'none', id: null };
}

function plain(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text, effect: 'none', id: null };
}
