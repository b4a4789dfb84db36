/** Observing ScaleIO and comparing it with what is declared: what both cost beside their floor. */
import { systemClock } from '../agent/clock.ts';
import { makeHttp } from '../agent/http.ts';
import type { Http } from '../agent/http.ts';
import { makeLog } from '../agent/log.ts';
import type { Desired } from '../agent/model/desired.ts';
import type { Ctx } from '../agent/model/system.ts';
import { makeRedactor, Secret } from '../agent/redact.ts';
import { scaleioSystem } from '../agent/systems/scaleio/system.ts';
import { makeClock } from '../simulator/clock.ts';
import { makeFaults } from '../simulator/faults.ts';
import { openFront } from '../simulator/front.ts';
import { makeLedger } from '../simulator/ledger.ts';
import { makeGateway } from '../simulator/scaleio/gateway.ts';
import type { Gateway } from '../simulator/scaleio/gateway.ts';
import { makeWorld } from '../simulator/world.ts';
import { declare, inputsOf } from '../test/systems/scaleio/docs.ts';
import { playFloor } from './floor.ts';
import { bestInTurn, costOf } from './measure.ts';
import type { Cost } from './measure.ts';
import type { Figure } from './quiet-pass.ts';
import { recordingHttp, recordingOf } from './recording.ts';
import type { Exchange, Recording } from './recording.ts';
import { startReplay } from './replay.ts';

const RUNS = 10;
const START_MS = Date.UTC(2026, 0, 1);
const CREDENTIALS = { username: 'admin', password: 'bench' };
const HOSTS = 32;
const DEVICE_GIB = 8_000;
const SIZE_GIB = 8;
const POOL = 'default';

/** Of this many volumes, half of them mapped: nothing changed, and one changed in lists of another order, with nothing reused. */
export async function measureScaleio(volumes: number): Promise<{ readonly same: Figure; readonly changed: Figure }> {
  const names = Array.from({ length: volumes }, (_, index) => `volume-${index}`);
  const { all, quiet } = await record(names);
  const desired = declaredAs(names);
  const same = await measureOn(
    recordingOf(all, (body) => [body]),
    quiet,
    desired,
  );
  const changed = await measureOn(recordingOf(all, shrunk), quiet, desired);
  return { same, changed };
}

function declaredAs(names: readonly string[]): Desired {
  const others = Object.fromEntries(names.map((name) => [name, { sizeGiB: SIZE_GIB }]));
  const { docs, ...desired } = declare({ domain: { name: POOL }, pool: { name: POOL }, others });
  return { ...desired, docs: { ...docs, StorageNode: new Map(), Volume: new Map([...docs.Volume].filter(([name]) => name in others)) } };
}

interface Play {
  readonly all: readonly Exchange[];
  /** Of the second of two reads. */
  readonly quiet: readonly Exchange[];
}

/** What a fresh agent asks a simulated gateway, and what it is answered. */
async function record(names: readonly string[]): Promise<Play> {
  const clock = makeClock({ startMs: START_MS, factor: 0, realNow: () => 0 });
  const { hosts } = makeWorld({ hosts: HOSTS, cpusPerHost: 16, memMiBPerHost: 65_536 });
  const gateway = makeGateway({ clock, hosts, seed: 7, credentials: CREDENTIALS, deviceGib: DEVICE_GIB });
  fillWith(gateway, names);
  const front = await openFront({ service: gateway.service, clock, ledger: makeLedger(), faults: makeFaults() });
  const [first, quiet]: [Exchange[], Exchange[]] = [[], []];
  const http = openHttp();
  const system = systemAt(front.url);
  try {
    for (const exchanges of [first, quiet]) await system.read(contextOf(recordingHttp(http, exchanges)), { desired: null, remembered: [] });
    return { all: [...first, ...quiet], quiet };
  } finally {
    await http.close();
    await front.close();
  }
}

function fillWith(gateway: Gateway, names: readonly string[]): void {
  const basic = (user: string, secret: string): string => `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
  const call = (method: string, path: string, json: unknown, authorization: string): unknown => {
    const { status, body } = gateway.service.handle({
      method,
      path,
      query: {},
      headers: { authorization },
      text: JSON.stringify(json),
      json,
    });
    if (status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(body)}`);
    return body;
  };
  const login = String(call('GET', '/api/login', undefined, basic(CREDENTIALS.username, CREDENTIALS.password)));
  const token = basic('', JSON.parse(login) as string);
  const first = (type: string): string => {
    const [object] = call('GET', `/api/types/${type}/instances`, undefined, token) as readonly { readonly id: string }[];
    return object?.id ?? '';
  };
  const [storagePoolId, sdcId] = [first('StoragePool'), first('Sdc')];
  for (const [index, name] of names.entries()) {
    const volume = { name, storagePoolId, volumeType: 'ThinProvisioned', volumeSizeInKb: String(SIZE_GIB * 1024 * 1024) };
    const { id } = call('POST', '/api/types/Volume/instances', volume, token) as { readonly id: string };
    if (index % 2 === 0) call('POST', `/api/instances/Volume::${id}/action/addMappedSdc`, { sdcId }, token);
  }
}

async function measureOn(recording: Recording, quiet: readonly Exchange[], desired: Desired): Promise<Figure> {
  const replay = await startReplay(recording);
  const http = openHttp();
  const system = systemAt(replay.url);
  const ctx = contextOf(http);
  const inputs = inputsOf(desired);
  const observe = async (): Promise<void> => {
    const live = await system.read(ctx, { desired, remembered: [] });
    if (live.volumes.kind === 'unknown') throw live.volumes.error;
    const drafts = system.diff(inputs, live);
    if (drafts.length > 1) throw new Error(`${drafts.length} changes are drafted, ${drafts[0]?.id} first`);
  };
  let bytes = 0;
  const inTurn = (run: () => Promise<void>) => async (): Promise<Cost> => {
    await replay.next();
    return costOf(run);
  };
  try {
    await observe();
    const floorRun = inTurn(async () => void (bytes = await playFloor(http, replay.url, quiet)));
    const [floor, pass] = await bestInTurn([floorRun, inTurn(observe)], RUNS);
    return { floor, pass, bytes };
  } finally {
    await http.close();
    await replay.stop();
  }
}

const VARIANTS = 5;

/** Every list in another order, and in each variant another volume that is smaller than declared. */
function shrunk(body: string): readonly string[] {
  return Array.from({ length: VARIANTS }, (_, variant) => {
    const parsed: unknown = JSON.parse(body);
    if (!Array.isArray(parsed)) return body;
    const list = parsed as { sizeInKb?: number }[];
    list.push(...list.splice(0, Math.floor((list.length * (variant + 1)) / (VARIANTS + 1))));
    const [volume] = list;
    if (volume?.sizeInKb !== undefined) volume.sizeInKb = (SIZE_GIB / 2) * 1024 * 1024;
    return JSON.stringify(list);
  });
}

function systemAt(url: string): ReturnType<typeof scaleioSystem> {
  return scaleioSystem({ url, username: CREDENTIALS.username, password: { env: 'SCALEIO_PASSWORD' } });
}

function openHttp(): Http {
  return makeHttp({ clock: systemClock(), userAgent: 'plumbline/bench', random: Math.random });
}

function contextOf(http: Http): Ctx {
  const redactor = makeRedactor();
  return {
    clock: systemClock(),
    log: makeLog({ level: 'silent', redactor, write: () => {} }),
    http,
    secrets: { read: async () => new Secret('env:SCALEIO_PASSWORD', CREDENTIALS.password), mask: (text) => redactor.add(text) },
    signal: new AbortController().signal,
  };
}
