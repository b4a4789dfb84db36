/** What really happened in the playground: its control API, never the agent's words. */
import { request } from 'undici';

/** One request that the simulated systems received. */
export interface Entry {
  readonly seq: number;
  readonly system: string;
  readonly call: string;
  readonly effect: string;
  readonly agent: string;
  readonly args: { readonly [key: string]: unknown };
}

export interface World {
  readonly hosts: readonly { readonly name: string; readonly zone: string }[];
  readonly apps: readonly { readonly id: string; readonly instances: number; readonly running: number; readonly healthy: number }[];
  readonly volumes: readonly { readonly name: string; readonly sizeGiB: number; readonly mappedTo: readonly string[] }[];
  /** Of the capacity after spare. */
  readonly pools: readonly Pool[];
  readonly disks: readonly Disk[];
  readonly devices: readonly { readonly name: string; readonly sds: string; readonly state: string }[];
}

export interface Pool {
  readonly name: string;
  readonly usedPercent: number;
  /** One copy's worth of what has no second copy now, and of what has none at all. */
  readonly degradedKib: number;
  readonly failedKib: number;
}

export interface Disk {
  readonly id: string;
  readonly state: string;
  readonly sizeGiB: number;
  readonly zone: string;
  readonly type: string;
  readonly encrypted: boolean;
  /** The host it is attached to. */
  readonly attachedTo: string | null;
  readonly tags: { readonly [key: string]: string };
}

export interface Oracle {
  /** Everything received after the entry `since`. */
  ledger(since: number): Promise<readonly Entry[]>;
  world(): Promise<World>;
  post(path: string, body: object): Promise<void>;
}

export function makeOracle(control: string): Oracle {
  const call = async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    const answer = await request(control + path, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
    if (answer.statusCode >= 300) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${await answer.body.text()}`);
    return answer.body.json();
  };
  return {
    ledger: async (since) => ((await call('GET', '/ledger')) as readonly Entry[]).filter(({ seq }) => seq > since),
    world: async () => (await call('GET', '/world')) as World,
    post: async (path, body) => void (await call('POST', path, body)),
  };
}

/** The entries that changed the cluster. */
export function effects(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ effect }) => effect !== 'none');
}

/** The last entry's number now, to look only at what comes after. */
export async function mark(oracle: Oracle): Promise<number> {
  return (await oracle.ledger(0)).at(-1)?.seq ?? 0;
}

export function listed(entries: readonly Entry[]): string {
  return entries.map(({ call, effect, agent }) => `${call} ${effect}${agent === '' ? ' by hand' : ''}`).join('; ') || 'none';
}
