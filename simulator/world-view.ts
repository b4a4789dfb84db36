/** What is really there: hosts, what runs on them and what is stored, for checks that trust nobody's words. */
import type { DiskView } from './ec2/view.ts';
import type { AppView } from './marathon/view.ts';
import type { GatewayView } from './scaleio/view.ts';
import type { Host } from './service.ts';
import type { Systems } from './systems.ts';

export interface WorldView {
  readonly hosts: readonly { readonly name: string; readonly alive: boolean; readonly zone: string }[];
  readonly apps: readonly AppView[];
  /** `mappedTo`: names of hosts. */
  readonly volumes: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly sizeGiB: number;
    readonly mappedTo: readonly string[];
  }[];
  readonly pools: GatewayView['pools'];
  readonly devices: GatewayView['devices'];
  /** Cloud disks, those included that the machines came with. */
  readonly disks: readonly DiskView[];
}

const KIB_PER_GIB = 1024 * 1024;

export function worldView(hosts: readonly Host[], { marathons, gateway, ec2 }: Systems): WorldView {
  const nameOf = new Map(hosts.map(({ ip, name }) => [ip, name]));
  const storage = gateway.view();
  return {
    hosts: hosts.map(({ name, alive, zone }) => ({ name, alive, zone })),
    apps: marathons.flatMap((marathon) => marathon.view()),
    volumes: storage.volumes.map(({ id, name, sizeKib, mappedTo }) => {
      return { id, name, sizeGiB: sizeKib / KIB_PER_GIB, mappedTo: mappedTo.map((ip) => nameOf.get(ip) ?? ip) };
    }),
    pools: storage.pools,
    devices: storage.devices,
    disks: ec2.view(),
  };
}
