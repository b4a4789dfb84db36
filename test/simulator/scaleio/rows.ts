/** Cloud disks on simulated hosts, as devices of the pool `default`. */
import type { Answer } from '../../../simulator/service.ts';
import { statistics } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';

export type Listed = Readonly<Record<string, unknown>>;

export const SECOND = 1000;
export const HOUR = 3_600_000;

export function listed(bench: Bench, type: string): readonly Listed[] {
  return bench.get(`/api/types/${type}/instances`).body as readonly Listed[];
}

/** The SDS that is connected at the address of the host with this number. */
export function sdsId(bench: Bench, host: number): string {
  const ip = bench.hosts[host]?.ip;
  const isIt = (sds: Listed): boolean =>
    sds['mdmConnectionState'] === 'Connected' && (sds['ipList'] as readonly { ip: string }[])[0]?.ip === ip;
  return String(listed(bench, 'Sds').find(isIt)?.['id']);
}

/** Attaches a disk to the host, at a path that comes from its id. */
export function plug(bench: Bench, host: number, diskId: string, sizeGib = 180): string {
  const path = `/dev/disk/by-id/${diskId}`;
  bench.plugged.set(`${bench.hosts[host]?.ip} ${path}`, { diskId, sizeGib });
  return path;
}

/** Asks for the disk of that id as a device of the host's SDS; `fields` say otherwise. */
export function add(bench: Bench, host: number, diskId: string, fields: object = {}): Answer {
  const storagePoolId = listed(bench, 'StoragePool')[0]?.['id'];
  const request = { sdsId: sdsId(bench, host), storagePoolId, deviceCurrentPathname: `/dev/disk/by-id/${diskId}`, name: diskId };
  return bench.post('/api/types/Device/instances', { ...request, ...fields });
}

/** One more disk on each of these hosts, tested and in the pool, with `row` in its name. */
export function addRow(bench: Bench, row: string, hosts: readonly number[]): void {
  for (const host of hosts) {
    const diskId = `vol-${row}-${host}`;
    plug(bench, host, diskId);
    const answer = add(bench, host, diskId);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }
  bench.advance(10 * SECOND);
}

export function deviceNamed(bench: Bench, name: string): Listed | undefined {
  return listed(bench, 'Device').find((device) => device['name'] === name);
}

export function remove(bench: Bench, name: string): Answer {
  return bench.post(`/api/instances/Device::${String(deviceNamed(bench, name)?.['id'])}/action/removeDevice`, {});
}

export function actOnPool(bench: Bench, action: string, params: object): Answer {
  return bench.post(`/api/instances/StoragePool::${String(listed(bench, 'StoragePool')[0]?.['id'])}/action/${action}`, params);
}

/** One statistic of the pool, in KiB. */
export function kib(bench: Bench, key: string): number {
  const value = statistics(bench)[key];
  if (value === undefined) throw new Error(`there is no statistic ${key}`);
  return value;
}

/** As the ScaleIO GUI counts. */
export function usedPercent(bench: Bench): number {
  return (100 * kib(bench, 'capacityInUseInKb')) / (kib(bench, 'maxCapacityInKb') - kib(bench, 'spareCapacityInKb'));
}
