/** A ScaleIO gateway with the MDM behind it: one system, as the rest of the simulator meets it. */
import { makeRandom } from '../random.ts';
import type { Answer, Call, DiskUsers, Host, HostDisks, Service, StoragePort, WorldClock } from '../service.ts';
import { answerCall } from './dispatch.ts';
import { fillPool, startWriting } from './fill.ts';
import { makeDisks } from './host-disks.ts';
import { makeIds } from './ids.ts';
import { settle } from './motion.ts';
import { arrange } from './order.ts';
import type { StorageOrder } from './order.ts';
import { connect, isInUse, noticeLostDisks, replaceHost } from './outage.ts';
import { makeStoragePort } from './rexray.ts';
import { makeSessions } from './sessions.ts';
import type { Credentials } from './sessions.ts';
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
  /** Arranges what happens to disks and hosts; throws NotFound or BadInput. */
  arrange(order: StorageOrder): void;
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
  const shuffling = makeRandom(options.seed, 'scaleio/order');
  const sessions = makeSessions(clock, options.credentials, version);
  const settled = (): ScaleioState => (settle(state, clock.now()), state);
  const current = (): ScaleioState => (noticeLostDisks(settled()), state);
  return {
    service: {
      system: 'scaleio',
      handle: (call) => answerCall(call, { state: current(), sessions, order: shuffling }),
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
    arrange: (order) => arrange(order, { state: current(), hosts, disks }),
    dropSessions: () => sessions.dropAll(),
    view: () => viewOf(current()),
  };
}

/** Of `GET /api/version`, when none is asked for. */
const USUAL_VERSION = '2.6';
const NO_DISKS: HostDisks = { find: () => null };

function emptyAnswer(call: Call): Answer {
  const isList = call.method === 'GET' && /\/(instances|relationships\/(?!Statistics$)\w+)$/.test(call.path);
  return { status: 200, body: isList ? [] : '', effect: 'none', id: null };
}
