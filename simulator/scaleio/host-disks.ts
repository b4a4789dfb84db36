/** The disks of the hosts as the SDSs there see them: those of the cloud, those the hosts came with, and what a reboot made of their names. */
import { BadInput } from '../errors.ts';
import type { Host, HostDisks } from '../service.ts';

type Disk = NonNullable<ReturnType<HostDisks['find']>>;

export interface Disks extends HostDisks {
  /** One more disk in the machine, under a path that nothing else has; throws BadInput. */
  plug(host: Host, path: string, sizeGib: number): void;
  /** The host finds its disks under other paths, as after a reboot: each of `paths` is a path and the one it has from now on. */
  rename(host: Host, paths: readonly (readonly [string, string])[]): void;
  /** Another machine has the address: the disks of the old one are gone. */
  forget(host: Host): void;
}

export function makeDisks(cloud: HostDisks): Disks {
  const local = new Map<string, Disk>();
  /** `<ip> <path>` -> the path under which the disk was plugged in. */
  const renamed = new Map<string, string>();
  const key = (ip: string, path: string): string => `${ip} ${path}`;
  const original = (ip: string, path: string): string | null => {
    const was = renamed.get(key(ip, path));
    if (was !== undefined) return was;
    const isAway = [...renamed].some(([now, before]) => before === path && now.startsWith(`${ip} `));
    return isAway ? null : path;
  };
  const find = (ip: string, path: string): Disk | null => {
    const was = original(ip, path);
    return was === null ? null : (local.get(key(ip, was)) ?? cloud.find(ip, was));
  };
  return {
    find,
    plug({ ip }, path, sizeGib) {
      if (local.has(key(ip, path))) throw new BadInput(`The host ${ip} has a disk at ${path} already.`);
      local.set(key(ip, path), { diskId: `disk-${ip}-${path}`, sizeGib });
    },
    rename({ ip }, paths) {
      const moved = paths.map(([from, to]) => [to, original(ip, from) ?? from] as const);
      for (const [from] of paths) renamed.delete(key(ip, from));
      for (const [to, was] of moved) renamed.set(key(ip, to), was);
    },
    forget({ ip }) {
      for (const at of local.keys()) if (at.startsWith(`${ip} `)) local.delete(at);
      for (const at of renamed.keys()) if (at.startsWith(`${ip} `)) renamed.delete(at);
    },
  };
}
