/** Making objects by the gateway's calls and asking something of them. */
import type { Answer } from '../../../simulator/service.ts';
import { rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { listed, plug, SECOND } from './rows.ts';
import type { Listed } from './rows.ts';

/** The id of what was made; throws what the gateway says otherwise. */
export function made(bench: Bench, type: string, fields: object): string {
  const answer = bench.post(`/api/types/${type}/instances`, fields);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return (answer.body as { id: string }).id;
}

export function refusedToMake(bench: Bench, type: string, fields: object): number | null {
  return rcOf(bench.post(`/api/types/${type}/instances`, fields));
}

/** `subject`: `Sds::<id>`. */
export function act(bench: Bench, subject: string, action: string, params: object = {}): Answer {
  return bench.post(`/api/instances/${subject}/action/${action}`, params);
}

export function instance(bench: Bench, subject: string): Listed {
  return bench.get(`/api/instances/${subject}`).body as Listed;
}

/** The return code of each action, null where it was done. */
export function codes(bench: Bench, subject: string, calls: readonly (readonly [string, object])[]): readonly (number | null)[] {
  return calls.map(([action, params]) => rcOf(act(bench, subject, action, params)));
}

/** `Sds::<id>` of the object of this name. */
export function named(bench: Bench, type: string, name: string): string {
  const id = listed(bench, type).find((one) => one['name'] === name)?.['id'];
  if (typeof id !== 'string') throw new Error(`there is no ${type} ${name}`);
  return `${type}::${id}`;
}

export function idIn(subject: string): string {
  return subject.slice(subject.indexOf('::') + 2);
}

/** A pool of its own in the first domain, with a tested disk on each of these hosts; gives its id. */
export function addPool(bench: Bench, name: string, hosts: readonly number[], fields: object = {}): string {
  const protectionDomainId = listed(bench, 'ProtectionDomain')[0]?.['id'];
  const storagePoolId = made(bench, 'StoragePool', { name, protectionDomainId, mediaType: 'HDD', ...fields });
  for (const host of hosts) {
    const deviceCurrentPathname = plug(bench, host, `${name}-${host}`);
    const sdsId = idIn(named(bench, 'Sds', `sds_${bench.hosts[host]?.ip}`));
    made(bench, 'Device', { sdsId, storagePoolId, deviceCurrentPathname, name: `${name}-${host}` });
  }
  bench.advance(10 * SECOND);
  return storagePoolId;
}

/** One statistic of a pool. */
export function figure(bench: Bench, poolId: string, key: string): number {
  const figures = bench.get(`/api/instances/StoragePool::${poolId}/relationships/Statistics`).body as Readonly<Record<string, number>>;
  const value = figures[key];
  if (value === undefined) throw new Error(`there is no statistic ${key}`);
  return value;
}
