/** The simulated gateway over real HTTP, and what the agent needs to speak with it. */
import { makeHttp } from '../../../agent/http.ts';
import { instant } from '../../../agent/clock.ts';
import { makeLog } from '../../../agent/log.ts';
import type { System, WriteCtx } from '../../../agent/model/system.ts';
import { makeRedactor, Secret } from '../../../agent/redact.ts';
import { scaleioSystem } from '../../../agent/systems/scaleio/system.ts';
import type { ScaleioAction, ScaleioFacets } from '../../../agent/systems/scaleio/types.ts';
import { makeClock } from '../../../simulator/clock.ts';
import { makeFaults } from '../../../simulator/faults.ts';
import type { Faults } from '../../../simulator/faults.ts';
import { openFront } from '../../../simulator/front.ts';
import { makeLedger } from '../../../simulator/ledger.ts';
import type { LedgerEntry } from '../../../simulator/ledger.ts';
import { listen } from '../../../simulator/listen.ts';
import { makeGateway } from '../../../simulator/scaleio/gateway.ts';
import type { Gateway } from '../../../simulator/scaleio/gateway.ts';
import type { HostDisks } from '../../../simulator/service.ts';
import { makeWorld } from '../../../simulator/world.ts';
import type { World } from '../../../simulator/world.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { NOON } from '../../helpers/builders.ts';

export const PASSWORD = 'Scaleio123!';

export interface Bench {
  readonly url: string;
  readonly gateway: Gateway;
  readonly world: World;
  readonly system: System<ScaleioFacets, ScaleioAction>;
  readonly ctx: WriteCtx;
  readonly faults: Faults;
  /** What the agent logged, masked. */
  readonly logged: readonly string[];
  /** Every text the agent registered as a secret. */
  readonly masked: readonly string[];
  ledger(): readonly LedgerEntry[];
  advance(ms: number): void;
}

export interface BenchOptions {
  readonly password?: string;
  readonly hosts?: number;
  readonly disks?: HostDisks;
  /** Of the gateway; left out: 2.6. */
  readonly version?: string;
}

export async function openBench(test: TestContext, options: BenchOptions = {}): Promise<Bench> {
  const clock = makeClock({ startMs: NOON, factor: 0, realNow: () => 0 });
  const world = makeWorld({ hosts: options.hosts ?? 3, cpusPerHost: 16, memMiBPerHost: 65_536 });
  const credentials = { username: 'admin', password: PASSWORD };
  const disks = options.disks ?? { find: () => null };
  const version = options.version === undefined ? {} : { version: options.version };
  const gateway = makeGateway({ clock, hosts: world.hosts, seed: 7, credentials, disks, ...version });
  const [ledger, faults] = [makeLedger(), makeFaults()];
  const front = await openFront({ service: gateway.service, clock, ledger, faults });
  test.after(() => front.close());
  const speaking = speak(test, front.url, options.password ?? PASSWORD, () => clock.now());
  return { url: front.url, gateway, world, faults, ...speaking, ledger: () => ledger.entries(), advance: (ms) => clock.advance(ms) };
}

/** A server of the test's own that answers by path, for what no simulator plays. */
export async function openStub(
  test: TestContext,
  answer: (path: string, headers: { readonly [name: string]: string | undefined }) => { status: number; body: string },
): Promise<Pick<Bench, 'system' | 'ctx'>> {
  const server = await listen((call, response) => {
    const { status, body } = answer(call.path, call.headers);
    response.writeHead(status).end(body);
  });
  test.after(() => server.close());
  return speak(test, server.url, PASSWORD, () => NOON);
}

function speak(test: TestContext, url: string, password: string, now: () => number): Pick<Bench, 'system' | 'ctx' | 'logged' | 'masked'> {
  const logged: string[] = [];
  const masked: string[] = [];
  const redactor = makeRedactor();
  const mask = (text: string): void => {
    masked.push(text);
    redactor.add(text);
  };
  const clock = { now: () => instant(now()), monotonicMs: () => 0, sleep: async () => {} };
  const http = makeHttp({ clock, userAgent: 'plumbline/0.1.0 (test)', random: () => 0 });
  const log = makeLog({ level: 'debug', redactor, write: (line) => void logged.push(line) });
  const read = async (): Promise<Secret> => {
    mask(password);
    return new Secret('env:SCALEIO_PASSWORD', password);
  };
  test.after(() => http.close());
  const { signal } = new AbortController();
  return {
    system: scaleioSystem({ url: `${url}/`, username: 'admin', password: { env: 'SCALEIO_PASSWORD' } }),
    ctx: { clock, log, http, secrets: { read, mask }, signal, fresh() {}, secretTexts: new Map(), mark: 'prod/1' },
    logged,
    masked,
  };
}

/** Requests the ledger has of this call, logins included. */
export function countOf(bench: Bench, call: string): number {
  return bench.ledger().filter((entry) => entry.call === call).length;
}

/** What an operator does by hand, in a session of his own: a POST with a body, a GET without. Gives what is answered. */
export async function byHand({ url, ctx: { http, signal } }: Bench, path: string, body?: object): Promise<unknown> {
  const login = await http.send({ method: 'GET', url: `${url}/api/login`, headers: { authorization: basic('admin', PASSWORD) } }, signal);
  const headers = { authorization: basic('', JSON.parse(login.body.toString('utf8')) as string) };
  const call = body === undefined ? ({ method: 'GET' } as const) : ({ method: 'POST', body: JSON.stringify(body) } as const);
  const answer = await http.send({ ...call, url: url + path, headers }, signal);
  const text = answer.body.toString('utf8');
  if (answer.status !== 200) throw new Error(text);
  return text === '' ? null : JSON.parse(text);
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The list of devices lacks those of this SDS, or all; of one object it is answered as ever. */
export function withoutDevices(ctx: WriteCtx, sdsId?: string): WriteCtx {
  const send: typeof ctx.http.send = async (request, signal) => {
    const answer = await ctx.http.send(request, signal);
    if (!request.url.endsWith('/types/Device/instances')) return answer;
    const listed = JSON.parse(answer.body.toString('utf8')) as { readonly sdsId: string }[];
    const left = sdsId === undefined ? [] : listed.filter((device) => device.sdsId !== sdsId);
    return { ...answer, body: Buffer.from(JSON.stringify(left)) };
  };
  return { ...ctx, http: { ...ctx.http, send } };
}

/** What changed in the cluster, as `created`, `changed`, ... */
export function effects(bench: Bench): readonly string[] {
  return bench.ledger().flatMap(({ effect }) => (effect === 'none' ? [] : [effect]));
}
