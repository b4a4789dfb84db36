/** What people, tests and the playground can arrange about the simulated ScaleIO: POST /scaleio. */
import { BadInput, NotFound } from '../errors.ts';
import type { Host } from '../service.ts';
import { hostNamed } from '../world.ts';
import { devicesOn, roomKib } from './copies.ts';
import type { Disks } from './host-disks.ts';
import { overwrite } from './maintenance.ts';
import { connect, currentSds, failDevice } from './outage.ts';
import { gibToKib } from './sizes.ts';
import type { Device, ScaleioState } from './state.ts';

/** What is left out stays as it is; the rest is done in this order. `host`, `device`, `volume`: names. */
export interface StorageOrder {
  /** The host has one more disk that is none of the cloud's. */
  readonly plugDisk?: { readonly host: string; readonly path: string; readonly sizeGiB: number };
  /** As a reboot does: the host finds the disk of each path under the other one. */
  readonly renameDisks?: { readonly host: string; readonly paths: { readonly [from: string]: string } };
  /** The disk cannot be read; `forGood`: clearing the device's error does not help. */
  readonly failDevice?: { readonly host: string; readonly device: string; readonly forGood?: boolean };
  /** The machine runs, but ScaleIO does not reach it. */
  readonly disconnect?: string;
  readonly reconnect?: string;
  /** So much is written into the volume, first where nothing has been written yet. */
  readonly writeVolume?: { readonly volume: string; readonly gib: number };
}

export interface Arranging {
  readonly state: ScaleioState;
  readonly hosts: readonly Host[];
  readonly disks: Disks;
}

/** Throws NotFound or BadInput; what came before that is done. */
export function arrange(order: StorageOrder, { state, hosts, disks }: Arranging): void {
  const { plugDisk, renameDisks, failDevice: failing, disconnect, reconnect, writeVolume } = order;
  if (plugDisk) disks.plug(hostNamed(hosts, plugDisk.host), plugDisk.path, plugDisk.sizeGiB);
  if (renameDisks) rename({ state, hosts, disks }, renameDisks);
  if (failing) {
    const device = deviceNamed(state, hostNamed(hosts, failing.host), failing.device);
    failDevice(state, device);
    device.isBroken = failing.forGood ?? false;
  }
  if (disconnect !== undefined) connect(state, hostNamed(hosts, disconnect), false);
  if (reconnect !== undefined) connect(state, hostNamed(hosts, reconnect), true);
  if (writeVolume) write(state, writeVolume.volume, gibToKib(writeVolume.gib));
}

/** The SDS finds its disks again: only where they are now is another place. */
function rename({ state, hosts, disks }: Arranging, { host: name, paths }: NonNullable<StorageOrder['renameDisks']>): void {
  const host = hostNamed(hosts, name);
  const pairs = Object.entries(paths);
  for (const [from] of pairs) if (!disks.find(host.ip, from)) throw new NotFound(`The host "${name}" has no disk at ${from}.`);
  for (const [, to] of pairs) {
    const isFree = to in paths || !disks.find(host.ip, to);
    if (!isFree) throw new BadInput(`The host "${name}" has a disk at ${to} already.`);
  }
  disks.rename(host, pairs);
  const sds = currentSds(state, host);
  for (const device of sds ? devicesOn(state, sds) : []) device.path = paths[device.path] ?? device.path;
}

function deviceNamed(state: ScaleioState, host: Host, name: string): Device {
  const sds = currentSds(state, host);
  const device = sds && devicesOn(state, sds).find((one) => one.name === name);
  if (!device) throw new NotFound(`The host "${host.name}" has no device "${name}".`);
  return device;
}

function write(state: ScaleioState, name: string, kib: number): void {
  const volume = state.volumes.named(name);
  if (!volume) throw new NotFound(`There is no volume "${name}".`);
  const pool = state.pools.find(({ id }) => id === volume.poolId);
  if (!pool) throw new Error(`volume ${volume.id} is in pool ${volume.poolId}, which does not exist`);
  if (kib > volume.sizeKib) throw new BadInput(`Volume "${name}" is smaller than that.`);
  const newKib = volume.type === 'ThinProvisioned' ? Math.min(kib, volume.sizeKib - volume.writtenKib) : 0;
  if (2 * newKib > roomKib(state, pool)) throw new BadInput(`The devices of pool "${pool.name}" that are up have no room for that.`);
  if (newKib > 0) state.volumes.change(volume, { writtenKib: volume.writtenKib + newKib });
  overwrite(state, pool, kib - newKib);
}
