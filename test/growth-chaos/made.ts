/** What is really there of a pool's rows: judged by what the simulator has, never by the agent's words. */
import { sdsOn } from '../growth/files.ts';
import type { GrowthWorld } from '../growth/mortal-world.ts';
import type { PoolRow } from './pool-file.ts';

/** Every row has one disk in use on every node: as far as it is not. */
export function unmade({ sim }: GrowthWorld, rows: ReadonlyMap<string, PoolRow>): string | null {
  const { devices, disks, hosts, pools } = sim.world();
  const ours = new Map(disks.filter(({ state }) => state === 'in-use').map((disk) => [disk.id, disk]));
  for (const [key, { isAbsent, isWaiting }] of rows) {
    if (isAbsent || isWaiting) continue;
    for (const { name, alive } of hosts) {
      const used = devices.filter((device) => {
        const disk = ours.get(device.name);
        return (
          disk?.tags['plumbline/row'] === key && disk.attachedTo === name && `${device.sds} ${device.state}` === `${sdsOn(name)} Normal`
        );
      });
      if (alive && used.length !== 1) return `row ${key} has ${used.length} disks in use on ${name}`;
    }
  }
  const [pool] = pools;
  return pool?.degradedKib === 0 ? null : `the pool is degraded: ${JSON.stringify(pool)}`;
}

/** When an agent last attached a disk; 0: never. */
export function lastAttachedMs({ sim }: GrowthWorld): number {
  const last = sim.ledger().findLast(({ call, effect }) => call === 'AttachVolume' && effect === 'attached');
  return last === undefined ? 0 : Date.parse(last.at);
}
