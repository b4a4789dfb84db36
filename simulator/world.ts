/** The hosts that everything runs on. A host is at once Mesos agent, ScaleIO SDS and SDC. */
import { NotFound } from './errors.ts';
import type { Host } from './service.ts';

/** What a task takes from its host. */
export interface Resources {
  readonly cpus: number;
  readonly memMiB: number;
  readonly diskMiB?: number;
  readonly gpus?: number;
  /** Ports of the host. */
  readonly ports?: readonly number[];
}

/** What a host has left; `ports` are those that are taken. */
export interface Free extends Required<Omit<Resources, 'ports'>> {
  readonly takenPorts: ReadonlySet<number>;
}

export interface World {
  readonly hosts: readonly Host[];
  /** What is left on a host that lives; nothing on a dead one. */
  free(host: Host): Free;
  take(host: Host, taken: Resources): void;
  give(host: Host, returned: Resources): void;
  /** `onDeath` is told. A dead host comes back only as another machine. */
  kill(host: Host): void;
  onDeath(listener: (host: Host) => void): void;
  /** Another machine takes the host's name and address; what still lived of the old one dies first. `onReplacement` is told. */
  replace(host: Host): void;
  onReplacement(listener: (host: Host) => void): void;
}

export interface WorldOptions {
  readonly hosts: number;
  readonly cpusPerHost: number;
  readonly memMiBPerHost: number;
}

/** Of what Mesos offers of a host, besides cpus and memory. No host has a gpu. */
const DISK_MIB = 1024 * 1024;
export const FIRST_HOST_PORT = 31_000;
export const LAST_HOST_PORT = 32_000;

interface Used {
  cpus: number;
  memMiB: number;
  diskMiB: number;
  readonly ports: Set<number>;
}

/** Where the world is. */
export const REGION = 'us-west-1';

/** Deliberately not all in different zones: two of the three nodes of the example cluster share one. */
const ZONES = ['us-west-1a', 'us-west-1b', 'us-west-1a'];

/** The first host's place in 10.0.0.0/16: ip-10-0-0-11 is 10.0.0.11. */
const FIRST_ADDRESS = 11;

export function makeWorld(options: WorldOptions): World {
  const hosts = Array.from({ length: options.hosts }, (_, index) => makeHost(index, options));
  const used = new Map(hosts.map((host): [string, Used] => [host.name, { cpus: 0, memMiB: 0, diskMiB: 0, ports: new Set() }]));
  const onDeath: ((host: Host) => void)[] = [];
  const onReplacement: ((host: Host) => void)[] = [];
  const add = (host: Host, { cpus, memMiB, diskMiB = 0, ports = [] }: Resources, sign: 1 | -1): void => {
    const taken = used.get(host.name);
    if (taken === undefined) return;
    taken.cpus += sign * cpus;
    taken.memMiB += sign * memMiB;
    taken.diskMiB += sign * diskMiB;
    for (const port of ports) {
      if (sign === 1) taken.ports.add(port);
      else taken.ports.delete(port);
    }
  };
  const kill = (host: Host): void => {
    if (!host.alive) return;
    host.alive = false;
    for (const listener of onDeath) listener(host);
  };
  return {
    hosts,
    free(host) {
      const taken = used.get(host.name);
      if (!host.alive || taken === undefined) return { cpus: 0, memMiB: 0, diskMiB: 0, gpus: 0, takenPorts: new Set() };
      const { cpus, memMiB, diskMiB, ports } = taken;
      return { cpus: host.cpus - cpus, memMiB: host.memMiB - memMiB, diskMiB: DISK_MIB - diskMiB, gpus: 0, takenPorts: ports };
    },
    take: (host, taken) => add(host, taken, 1),
    give: (host, returned) => add(host, returned, -1),
    kill,
    onDeath: (listener) => void onDeath.push(listener),
    replace(host) {
      kill(host);
      host.alive = true;
      for (const listener of onReplacement) listener(host);
    },
    onReplacement: (listener) => void onReplacement.push(listener),
  };
}

/** Throws NotFound with the names that there are. */
export function hostNamed(hosts: readonly Host[], name: string): Host {
  const host = hosts.find((one) => one.name === name);
  if (host === undefined) throw new NotFound(`There is no host "${name}"; there is ${hosts.map((one) => one.name).join(', ')}.`);
  return host;
}

function makeHost(index: number, options: WorldOptions): Host {
  const address = FIRST_ADDRESS + index;
  const [third, fourth] = [Math.floor(address / 250), address % 250];
  return {
    name: `ip-10-0-${third}-${fourth}`,
    ip: `10.0.${third}.${fourth}`,
    alive: true,
    cpus: options.cpusPerHost,
    memMiB: options.memMiBPerHost,
    zone: ZONES[index % ZONES.length] ?? 'us-west-1a',
  };
}
