/** A gateway without HTTP in front, on a clock that stands still until told. */
import type { Answer, Host, HostDisks } from '../../../simulator/service.ts';
import { makeGateway } from '../../../simulator/scaleio/gateway.ts';
import type { Gateway } from '../../../simulator/scaleio/gateway.ts';

export const CREDENTIALS = { username: 'admin', password: 'Scaleio123' };
export const GIB = 1024 * 1024;
const START_MS = Date.UTC(2026, 0, 1);

type Disk = NonNullable<ReturnType<HostDisks['find']>>;

export interface Bench {
  readonly gateway: Gateway;
  readonly hosts: readonly Host[];
  /** `<host ip> <path>` -> the cloud disk that is attached there. */
  readonly plugged: Map<string, Disk>;
  advance(ms: number): void;
  /** Sends with a valid token. */
  get(path: string): Answer;
  post(path: string, body: object): Answer;
  send(method: string, path: string, authorization?: string, json?: object): Answer;
  login(): string;
}

export function makeBench(options: { hosts?: number; seed?: number; version?: string; deviceGib?: number } = {}): Bench {
  let nowMs = START_MS;
  const hosts = Array.from({ length: options.hosts ?? 3 }, (_, index) => makeHost(index + 11));
  const clock = { now: () => nowMs, at: () => {} };
  const plugged = new Map<string, Disk>();
  const disks: HostDisks = { find: (hostIp, path) => plugged.get(`${hostIp} ${path}`) ?? null };
  const { seed = 1, version = '2.6', deviceGib = 180 } = options;
  const gateway = makeGateway({ clock, hosts, seed, version, deviceGib, credentials: CREDENTIALS, disks });
  const handle = (method: string, path: string, authorization?: string, json?: object): Answer => {
    return gateway.service.handle({ method, path, query: {}, headers: { authorization }, text: json ? JSON.stringify(json) : '', json });
  };
  const login = (): string =>
    String(JSON.parse(String(handle('GET', '/api/login', basic(CREDENTIALS.username, CREDENTIALS.password)).body)));
  let token = login();
  const fresh = (method: string, path: string, json?: object): Answer => {
    const first = handle(method, path, basic('', token), json);
    if (first.status !== 401) return first;
    token = login();
    return handle(method, path, basic('', token), json);
  };
  return {
    gateway,
    hosts,
    plugged,
    advance: (ms) => void (nowMs += ms),
    get: (path) => fresh('GET', path),
    post: (path, body) => fresh('POST', path, body),
    send: handle,
    login,
  };
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The only object of its type. */
export function only(bench: Bench, type: string): Record<string, unknown> {
  return (bench.get(`/api/types/${type}/instances`).body as Record<string, unknown>[])[0] ?? {};
}

export function statistics(bench: Bench): Record<string, number> {
  return bench.get(`/api/instances/StoragePool::${String(only(bench, 'StoragePool')['id'])}/relationships/Statistics`).body as Record<
    string,
    number
  >;
}

/** Creates a volume in the pool and gives the answer. */
export function create(bench: Bench, fields: object): Answer {
  const pool = only(bench, 'StoragePool');
  const request = { storagePoolId: pool['id'], volumeType: 'ThinProvisioned', volumeSizeInKb: String(8 * GIB), ...fields };
  return bench.post('/api/types/Volume/instances', request);
}

/** Takes a snapshot and gives the answer. */
export function snapshot(bench: Bench, volumeId: string | null, snapshotName: string): Answer {
  const path = `/api/instances/System::${String(only(bench, 'System')['id'])}/action/snapshotVolumes`;
  return bench.post(path, { snapshotDefs: [{ volumeId, snapshotName }] });
}

/** Return code of a refused answer; null: it was not refused. */
export function rcOf(answer: Answer): number | null {
  if (answer.status === 200) return null;
  const { errorCode, details } = answer.body as { errorCode: number; details?: readonly { rc: number }[] };
  return details?.[0]?.rc ?? errorCode;
}

function makeHost(address: number): Host {
  return { name: `ip-10-0-0-${address}`, ip: `10.0.0.${address}`, alive: true, cpus: 16, memMiB: 65_536, zone: 'us-west-1a' };
}
