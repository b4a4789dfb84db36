/** A ScaleIO 2.6 gateway with the MDM behind it: one system, as the rest of the simulator meets it. */
import { makeRandom } from '../random.ts';
import type { Random } from '../random.ts';
import type { Answer, Call, DiskUsers, Host, HostDisks, Service, StoragePort, WorldClock } from '../service.ts';
import { fillPool, startWriting } from './fill.ts';
import { makeDisks } from './host-disks.ts';
import { makeIds } from './ids.ts';
import { settle } from './motion.ts';
import { connect, isInUse, noticeLostDisks, replaceHost } from './outage.ts';
import { Refusal } from './rc.ts';
import { makeStoragePort } from './rexray.ts';
import { route } from './routes.ts';
import { makeSessions } from './sessions.ts';
import type { Credentials, Sessions } from './sessions.ts';
import { DEVICE_GIB, FIRST_PATH, initialState } from './start.ts';
import type { ScaleioState } from './state.ts';
import { viewOf } from './view.ts';
import type { GatewayView } from './view.ts';

export interface GatewayOptions {
  readonly clock: WorldClock;
  readonly hosts: readonly Host[];
  /** Decides every id and the order of lists; credentials and tokens do not come from it. */
  readonly seed: number;
  readonly credentials: Credentials;
  /** Of the gateway; 2.6 when left out. */
  readonly version?: string;
  /** Of the one device on each host; 180 GiB when left out. */
  readonly deviceGib?: number;
  /** What the SDSs find on their hosts besides that; nothing when left out. */
  readonly disks?: HostDisks;
  /** Whether REX-Ray takes away volumes that are mapped elsewhere; default it does. */
  readonly preempt?: boolean;
}

export interface Gateway extends DiskUsers {
  readonly service: Service;
  readonly storage: StoragePort;
  /** Writes data until the pool is this full; throws BadInput or NotFound. */
  fill(poolName: string, usedPercent: number): void;
  /** From now on so much is written into the pool, until it is full; 0 ends it. Throws BadInput or NotFound. */
  write(poolName: string, gibPerHour: number): void;
  hostDied(host: Host): void;
  hostReturned(host: Host): void;
  /** Another machine with this address joins, as a new SDS without devices and a new SDC. */
  hostReplaced(host: Host): void;
  /** Ends every session, as a restart of the gateway does. */
  dropSessions(): void;
  /** What is there, for checks that do not want to log in. */
  view(): GatewayView;
}

export function makeGateway(options: GatewayOptions): Gateway {
  const { clock } = options;
  const ids = makeIds(makeRandom(options.seed, 'scaleio/ids'));
  const { hosts, version = USUAL_VERSION, deviceGib = DEVICE_GIB } = options;
  const disks = makeDisks(options.disks ?? NO_DISKS);
  for (const host of hosts) disks.plug(host, FIRST_PATH, deviceGib);
  const state = initialState({ nowMs: clock.now(), version, hosts, ids, disks });
  const order = makeRandom(options.seed, 'scaleio/order');
  const sessions = makeSessions(clock, options.credentials);
  const settled = (): ScaleioState => (settle(state, clock.now()), state);
  const current = (): ScaleioState => (noticeLostDisks(settled()), state);
  return {
    service: {
      system: 'scaleio',
      handle: (call) => handle(call, { state: current(), sessions, order }),
      emptyAnswer: (call) => emptyAnswer(call),
      // The gateway hides which MDM leads.
      electionAnswer: () => null,
    },
    storage: makeStoragePort(state, options.preempt ?? true),
    fill: (poolName, usedPercent) => fillPool(settled(), poolName, usedPercent),
    write: (poolName, gibPerHour) => startWriting(settled(), poolName, gibPerHour),
    hostDied: (host) => connect(settled(), host, false),
    hostReturned: (host) => connect(settled(), host, true),
    hostReplaced: (host) => (disks.forget(host), replaceHost(settled(), host)),
    isInUse: (diskId) => isInUse(settled(), diskId),
    dropSessions: () => sessions.dropAll(),
    view: () => viewOf(current()),
  };
}

/** Of `GET /api/version`, when none is asked for. */
const USUAL_VERSION = '2.6';
const NO_DISKS: HostDisks = { find: () => null };

interface Context {
  readonly state: ScaleioState;
  readonly sessions: Sessions;
  readonly order: Random;
}

/** What the servlet container in front of the gateway says. */
const NO_SUCH_PAGE = '<html><head><title>404 - Not Found</title></head><body><h1>404 - Not Found</h1></body></html>';

function handle(call: Call, context: Context): Answer {
  if (!call.path.startsWith('/api/')) return { ...answer(404, NO_SUCH_PAGE), headers: { 'content-type': 'text/html' } };
  try {
    return dispatch(call, context);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return answer(thrown.status, { message: thrown.message, httpStatusCode: thrown.status, errorCode: thrown.errorCode });
  }
}

function dispatch(call: Call, { state, sessions, order }: Context): Answer {
  const { authorization } = call.headers;
  if (call.method === 'GET' && call.path === '/api/login') return jsonText(sessions.login(authorization));
  sessions.use(authorization);
  if (call.method === 'GET' && call.path === '/api/logout') {
    sessions.logout(authorization);
    return answer(200, '');
  }
  const done = route(state, call);
  if (!done) return notPlayed(call);
  const shown = Array.isArray(done.body) ? shuffled(done.body, order) : done.body;
  if (typeof shown === 'string' && shown !== '') return jsonText(shown);
  return { ...answer(200, shown), effect: done.effect, id: done.id };
}

/** A real gateway may well have this call: 501 says that the lack is the simulator's. */
function notPlayed(call: Call): Answer {
  const message = `The simulator does not play ${call.method} ${call.path}.`;
  return answer(501, { message, httpStatusCode: 501, errorCode: 0 });
}

function emptyAnswer(call: Call): Answer {
  const isList = call.method === 'GET' && /\/(instances|relationships\/(?!Statistics$)\w+)$/.test(call.path);
  return answer(200, isList ? [] : '');
}

function answer(status: number, body: unknown): Answer {
  return { status, body, effect: 'none', id: null };
}

/** A bare JSON string: what the service contract sends as it is, so it is quoted here. */
function jsonText(text: string): Answer {
  return { ...answer(200, JSON.stringify(text)), headers: { 'content-type': 'application/json' } };
}

/** The MDM promises no order. */
function shuffled(list: readonly unknown[], order: Random): readonly unknown[] {
  const shown = [...list];
  for (let last = shown.length - 1; last > 0; last -= 1) {
    const other = order.below(last + 1);
    [shown[last], shown[other]] = [shown[other], shown[last]];
  }
  return shown;
}
