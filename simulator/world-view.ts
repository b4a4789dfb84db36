/** What is really there: hosts, what runs on them and what is stored, for checks that trust nobody's words. */
import type { AppView } from './marathon/view.ts';
import type { GatewayView } from './scaleio/view.ts';
import type { Host } from './service.ts';

export interface WorldView {
  readonly hosts: readonly { readonly name: string; readonly alive: boolean }[];
  readonly apps: readonly AppView[];
  /** `mappedTo`: names of hosts. */
  readonly volumes: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly sizeGiB: number;
    readonly mappedTo: readonly string[];
  }[];
  readonly pools: readonly { readonly name: string; readonly usedPercent: number }[];
  readonly devices: GatewayView['devices'];
}

const KIB_PER_GIB = 1024 * 1024;

export function worldView(hosts: readonly Host[], apps: readonly AppView[], storage: GatewayView): WorldView {
  const nameOf = new Map(hosts.map(({ ip, name }) => [ip, name]));
  return {
    hosts: hosts.map(({ name, alive }) => ({ name, alive })),
    apps,
    volumes: storage.volumes.map(({ id, name, sizeKib, mappedTo }) => {
      return { id, name, sizeGiB: sizeKib / KIB_PER_GIB, mappedTo: mappedTo.map((ip) => nameOf.get(ip) ?? ip) };
    }),
    pools: storage.pools.map(({ name, usedPercent }) => ({ name, usedPercent })),
    devices: storage.devices,
  };
}
