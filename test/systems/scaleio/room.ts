/** The simulated gateway with disks of one's own on its hosts, which may become devices. */
import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import type { Precondition, Written } from '../../../agent/model/change.ts';
import type { Checked } from '../../../agent/model/system.ts';
import type { Device } from '../../../agent/systems/scaleio/types.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { diskChange } from './docs.ts';
import { openBench } from './gateway.ts';
import type { Bench } from './gateway.ts';

/** How its device is called. */
export const DISK = 'vol-0123456789abcdef0';

export interface Room {
  readonly bench: Bench;
  readonly poolId: string;
  /** Ids, in the order of the hosts. */
  readonly sds: readonly string[];
  /** Lets a disk of 180 GiB be seen under a path of a host. */
  attach(host: number, path: string, diskId: string): void;
  detach(host: number, path: string): void;
  add(host: number, name: string, path: string): Promise<Written>;
  remove(deviceId: string): Promise<Written>;
  check(check: Precondition['check'], backendId: string): Promise<Checked>;
  devices(): Promise<readonly Device[]>;
}

export async function openRoom(test: TestContext, hosts = 3): Promise<Room> {
  const seen = new Map<string, { diskId: string; sizeGib: number }>();
  const bench = await openBench(test, { hosts, disks: { find: (ip, path) => seen.get(`${ip} ${path}`) ?? null } });
  const { system, ctx } = bench;
  const live = await system.read(ctx, NOTHING_SOUGHT);
  if (live.pools.kind === 'unknown' || live.nodes.kind === 'unknown') throw new Error('unread');
  const poolId = live.pools.value[0]?.id ?? '';
  const nodes = live.nodes.value.toSorted((one, other) => ((one.name ?? '') < (other.name ?? '') ? -1 : 1));
  const sds = nodes.map(({ id }) => id);
  return {
    bench,
    poolId,
    sds,
    attach: (host, path, diskId) => void seen.set(`${nodes[host]?.ips[0]} ${path}`, { diskId, sizeGib: 180 }),
    detach: (host, path) => void seen.delete(`${nodes[host]?.ips[0]} ${path}`),
    add: (host, name, path) => system.write(diskChange(addition(sds[host] ?? '', poolId, name, path), name), ctx),
    remove: (deviceId) => system.write(diskChange({ system: 'scaleio', do: 'removeDevice', args: { deviceId } }, DISK), ctx),
    check: (check, backendId) => system.check({ system: 'scaleio', check, backendId }, ctx),
    async devices() {
      const { devices } = await system.read(ctx, NOTHING_SOUGHT);
      if (devices.kind === 'unknown') throw devices.error;
      return devices.value;
    },
  };
}

/** Of the disk under this path. */
export function addition(sdsId: string, storagePoolId: string, name: string, path: string): Parameters<typeof diskChange>[0] {
  return { system: 'scaleio', do: 'addDevice', args: { sdsId, storagePoolId, deviceCurrentPathname: path, name } };
}
