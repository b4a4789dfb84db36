/** The control API: the ledger and the world to read, and the world to move. Its calls are no part of the ledger and meet no faults. */
import type { ServerResponse } from 'node:http';
import { readOrder } from './ec2/order-input.ts';
import type { CloudOrder } from './ec2/order.ts';
import { BadInput, NotFound } from './errors.ts';
import { readFault } from './fault-input.ts';
import type { Fault } from './faults.ts';
import { fieldsOf, numberIn, textIn, textsIn } from './input.ts';
import type { LedgerEntry } from './ledger.ts';
import { listen, send } from './listen.ts';
import type { Listening } from './listen.ts';
import { MAX_GIB_PER_HOUR } from './scaleio/fill.ts';
import { readStorageOrder } from './scaleio/order-input.ts';
import type { StorageOrder } from './scaleio/order.ts';
import type { Call, SystemName } from './service.ts';
import type { WorldView } from './world-view.ts';

/** What the control API does; the same functions serve tests in the same process. */
export interface Controls {
  readonly systems: readonly SystemName[];
  /** Virtual time, milliseconds since the epoch. */
  now(): number;
  ledger(): readonly LedgerEntry[];
  /** What is really there now. */
  world(): WorldView;
  advance(ms: number): void;
  autoAdvance(factor: number): void;
  /** Writes into a pool until this part of its capacity after spare is used; throws NotFound. */
  fill(pool: string, usedPercent: number): void;
  /** From now on so much is written into a pool, counted once, until it is full; 0 ends it. Throws NotFound. */
  write(pool: string, gibPerHour: number): void;
  /** The host dies for good, with its tasks and its part of the storage; throws NotFound. */
  killHost(host: string): void;
  /** The host dies, and another machine takes its name and address; throws NotFound. */
  replaceHost(host: string): void;
  /** Arranges what EC2 does and what people do there; throws NotFound or BadInput. */
  arrangeCloud(order: CloudOrder): void;
  /** Arranges what happens to ScaleIO's disks, hosts and volumes; throws NotFound or BadInput. */
  arrangeStorage(order: StorageOrder): void;
  /** From now on no Marathon shows these apps and pods, nor what is in these groups; none: all are seen again. */
  hide(ids: readonly string[]): void;
  fault(fault: Fault): void;
}

const LONGEST_JUMP_MS = 10 * 365 * 86_400_000;
const FASTEST = 1_000_000;

type Post = (body: unknown, controls: Controls) => void;

const posts: ReadonlyMap<string, Post> = new Map<string, Post>([
  ['/advance', (body, controls) => controls.advance(numberIn(fieldsOf(body, ['ms']), 'ms', { min: 0, max: LONGEST_JUMP_MS }))],
  ['/autoAdvance', (body, controls) => controls.autoAdvance(numberIn(fieldsOf(body, ['factor']), 'factor', { min: 0, max: FASTEST }))],
  ['/fill', fill],
  ['/write', write],
  ['/killHost', (body, controls) => controls.killHost(textIn(fieldsOf(body, ['host']), 'host'))],
  ['/replaceHost', (body, controls) => controls.replaceHost(textIn(fieldsOf(body, ['host']), 'host'))],
  ['/hide', (body, controls) => controls.hide(textsIn(fieldsOf(body, ['ids']), 'ids'))],
  ['/ec2', (body, controls) => controls.arrangeCloud(readOrder(body))],
  ['/scaleio', (body, controls) => controls.arrangeStorage(readStorageOrder(body))],
  ['/fault', (body, controls) => controls.fault(readFault(body, controls.systems))],
]);

/** Serves the controls; every POST answers `{now}` in virtual time, a mistake `{message}` with 400 or 404. */
export function openControl(controls: Controls): Promise<Listening> {
  return listen((call, response) => {
    try {
      route(call, response, controls);
    } catch (thrown) {
      if (!(thrown instanceof BadInput) && !(thrown instanceof NotFound)) throw thrown;
      send(response, thrown instanceof NotFound ? 404 : 400, { message: thrown.message });
    }
  });
}

function route(call: Call, response: ServerResponse, controls: Controls): void {
  if (call.method === 'GET' && call.path === '/ledger') return send(response, 200, controls.ledger());
  if (call.method === 'GET' && call.path === '/world') return send(response, 200, controls.world());
  const post = call.method === 'POST' ? posts.get(call.path) : undefined;
  if (post === undefined) {
    throw new NotFound(
      `There is no ${call.method} ${call.path} here; there is GET /ledger, /world and POST ${[...posts.keys()].join(', ')}.`,
    );
  }
  post(call.json, controls);
  send(response, 200, { now: new Date(controls.now()).toISOString() });
}

function fill(body: unknown, controls: Controls): void {
  const fields = fieldsOf(body, ['pool', 'usedPercent']);
  controls.fill(textIn(fields, 'pool'), numberIn(fields, 'usedPercent', { min: 0, max: 100 }));
}

function write(body: unknown, controls: Controls): void {
  const fields = fieldsOf(body, ['pool', 'gibPerHour']);
  controls.write(textIn(fields, 'pool'), numberIn(fields, 'gibPerHour', { min: 0, max: MAX_GIB_PER_HOUR }));
}
