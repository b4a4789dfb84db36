/**
 * A simulated gateway with the agent's own system on it, both in this process, on virtual time. All that is between them is the text of
 * requests and answers, whose lists and fields come in any order.
 */
import { instant } from '../../../agent/clock.ts';
import type { Http, HttpRequest } from '../../../agent/http.ts';
import { silentLog } from '../../../agent/log.ts';
import type { Draft, Written } from '../../../agent/model/change.ts';
import type { Desired } from '../../../agent/model/desired.ts';
import { NO_MEMORY } from '../../../agent/model/memory.ts';
import type { Finding } from '../../../agent/model/observed.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import type { Inputs, WriteCtx } from '../../../agent/model/system.ts';
import { Secret } from '../../../agent/redact.ts';
import { scaleioSystem } from '../../../agent/systems/scaleio/system.ts';
import type { ScaleioAction } from '../../../agent/systems/scaleio/types.ts';
import { makeClock } from '../../../simulator/clock.ts';
import { makeRandom } from '../../../simulator/random.ts';
import type { Random } from '../../../simulator/random.ts';
import { makeGateway } from '../../../simulator/scaleio/gateway.ts';
import type { Gateway } from '../../../simulator/scaleio/gateway.ts';
import type { Answer, Host } from '../../../simulator/service.ts';
import { makeWorld } from '../../../simulator/world.ts';
import { NOON } from '../../helpers/builders.ts';
import { inAnyOrder } from './any-order.ts';
import { makeInventory } from './inventory.ts';

/** Hosts that have a system already, and whose SDCs volumes are mapped to; those after them have nothing. */
export const OLD_HOSTS = 3;
export const NEW_HOSTS = 4;
/** Of every disk of a host, whatever its path. */
const DISK_GIB = 8_000;
const PASSWORD = 'Scaleio123!';
const URL_BASE = 'http://gateway.test';

/** What the agent makes of the gateway and the documents. */
export interface Look {
  readonly drafts: readonly Draft<ScaleioAction>[];
  readonly findings: readonly Finding[];
  /** What is declared and there. */
  readonly there: ReadonlySet<Ref>;
  /** Something is on its way. */
  readonly isBusy: boolean;
}

export interface Cluster {
  readonly version: string;
  /** Those without a system first of all. */
  readonly newHosts: readonly Host[];
  look(desired: Desired): Promise<Look>;
  /** Throws what the write throws. */
  write(draft: Draft<ScaleioAction>, desired: Desired): Promise<Written>;
  /** How many calls have changed something so far. */
  effects(): number;
  /** Its object is gone on purpose. */
  forget(ref: Ref): void;
  advance(ms: number): void;
  /** As a reboot does. */
  renameDisk(host: Host, from: string, to: string): void;
}

export function hostsOf(): readonly Host[] {
  return makeWorld({ hosts: OLD_HOSTS + NEW_HOSTS, cpusPerHost: 16, memMiBPerHost: 65_536 }).hosts;
}

export function openCluster(version: string, seed: number): Cluster {
  const clock = makeClock({ startMs: NOON, factor: 0, realNow: () => 0 });
  const all = hostsOf();
  const hosts = all.slice(0, OLD_HOSTS);
  const find = (ip: string, path: string): { diskId: string; sizeGib: number } => ({ diskId: `${ip} ${path}`, sizeGib: DISK_GIB });
  const credentials = { username: 'admin', password: PASSWORD };
  const gateway = makeGateway({ clock, hosts, seed, credentials, version, disks: { find } });
  const newHosts = all.slice(OLD_HOSTS);
  hosts.push(...newHosts);
  let effects = 0;
  const answered = ({ effect }: Answer): void => void (effects += effect === 'none' ? 0 : 1);
  const ctx = contextOf(httpTo(gateway, makeRandom(seed, 'property/order'), answered), () => clock.now());
  const renameDisk: Cluster['renameDisk'] = ({ name }, from, to) =>
    gateway.arrange({ renameDisks: { host: name, paths: { [from]: to, [to]: from } } });
  return { version, newHosts, renameDisk, effects: () => effects, advance: (ms) => clock.advance(ms), ...speaking(ctx) };
}

function speaking(ctx: WriteCtx): Pick<Cluster, 'look' | 'write' | 'forget'> {
  const system = scaleioSystem({ url: URL_BASE, username: 'admin', password: { env: 'SCALEIO_PASSWORD' } });
  const inventory = makeInventory();
  const inputsFor = (desired: Desired): Inputs => {
    const memory = { ...NO_MEMORY, inventory: inventory.entries() };
    return { desired, accepted: null, memory, grants: [], secretTexts: new Map(), ignored: () => [], now: ctx.clock.now() };
  };
  return {
    async look(desired) {
      const live = await system.read(ctx, { desired, remembered: [] });
      const unread = Object.values(live).find((reading) => reading.kind === 'unknown');
      if (unread?.kind === 'unknown') throw unread.error;
      const { ids, ready, findings } = system.health(inputsFor(desired), live);
      inventory.add(ids, ctx.clock.now());
      const isBusy = [...ready.values()].some(({ kind }) => kind === 'progressing');
      return { drafts: system.diff(inputsFor(desired), live), findings, there: new Set(ids.keys()), isBusy };
    },
    async write(draft, desired) {
      const change = { ...draft, cause: 'git', approvalKey: '0'.repeat(64) } as const;
      const written = await system.write(change, ctx);
      inventory.record(change, written, { desired, now: ctx.clock.now() });
      return written;
    },
    forget: (ref) => inventory.forget(ref),
  };
}

function httpTo(gateway: Gateway, random: Random, answered: (answer: Answer) => void): Http {
  return {
    async send({ method, url, headers = {}, body }: HttpRequest) {
      const { pathname, searchParams } = new URL(url);
      const text = body === undefined ? '' : String(body);
      const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const answer = gateway.service.handle({
        method,
        path: decodeURIComponent(pathname),
        query: Object.fromEntries(searchParams),
        headers: { host: 'gateway.test', 'content-type': 'application/json', ...lower },
        text,
        json: text === '' ? undefined : JSON.parse(text),
      });
      answered(answer);
      return { status: answer.status, headers: { 'content-type': 'application/json', ...answer.headers }, body: bytesOf(answer, random) };
    },
    open: () => Promise.reject(new Error('nothing is followed here')),
    close: async () => {},
  };
}

function bytesOf({ body }: Answer, random: Random): Buffer {
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(inAnyOrder(body, random)));
}

function contextOf(http: Http, nowMs: () => number): WriteCtx {
  const clock = { now: () => instant(nowMs()), monotonicMs: () => 0, sleep: async () => {} };
  const secrets = { read: async () => new Secret('env:SCALEIO_PASSWORD', PASSWORD), mask() {} };
  const { signal } = new AbortController();
  return { clock, log: silentLog, http, secrets, signal, fresh() {}, secretTexts: new Map(), mark: 'prod/1' };
}
