/** Storage worlds: one domain, five SDSs with a disk each, three volumes, and no app. */
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { approve, goingOf } from './consent.ts';
import type { Wanted } from './consent.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { doc } from './files.ts';
import type { Files } from './files.ts';
import type { Stake } from './row.ts';
import type { World, WorldOptions } from './world.ts';

/** `files`: beside the pool and the volumes of every world. */
export function storage(files: Files = {}, simulated: SimulatorOptions = {}): WorldOptions {
  const noApps = { 'apps/db.yaml': null, 'apps/web.yaml': null, 'apps/api.yaml': null };
  return { files: { ...noApps, ...files }, simulated: { agents: 5, ...simulated } };
}

export const absent = { state: 'absent' };

export function domain(name: string, over: object = {}): string {
  return doc('ProtectionDomain', name, undefined, over);
}

export function faultSet(name: string, over: object = {}): string {
  return doc('FaultSet', name, { protectionDomain: 'default' }, over);
}

/** A pool of the default domain, without disks. */
export function poolNamed(name: string, over: object = {}, fields: object = {}): string {
  return doc('StoragePool', name, { protectionDomain: 'default', ...fields }, over);
}

/** The SDS of the host with the address 10.0.0.`last`, as `n14`. */
export function node(last: number, over: object = {}, fields: object = {}): string {
  return doc('StorageNode', `n${last}`, { protectionDomain: 'default', name: `sds_10.0.0.${last}`, ...fields }, over);
}

/** Vendor's types of what documents declare. */
const TYPES = { ProtectionDomain: 'ProtectionDomain', FaultSet: 'FaultSet', StoragePool: 'StoragePool', StorageNode: 'Sds' } as const;
type LayoutKind = keyof typeof TYPES;

/** An object of the layout, by the name it has in ScaleIO. */
export function part(kind: LayoutKind, name: string, what = ''): Stake {
  const words = { ProtectionDomain: 'protection domain', FaultSet: 'fault set', StoragePool: 'pool', StorageNode: 'SDS' }[kind];
  const isThere = ({ hand }: World): Promise<boolean> =>
    hand.idOf(TYPES[kind], name).then(
      () => true,
      () => false,
    );
  return { what: `${words} \`${name}\`${what === '' ? '' : `, ${what}`}`, isThere };
}

/** Consents to the removal of what has this name in ScaleIO. */
export function approveGoing(ref: Ref, type: string, name: string): (world: World) => Promise<void> {
  return async (world) => approve(world, [goingOf(ref, await world.hand.idOf(type, name))]);
}

/** Where the node with two disks is declared. */
export const NODE_FILE = 'storage/n14.yaml';

/** A second disk of `n14`: an SDS keeps its only one in any case. */
export function withSecond(state = 'present'): string {
  return node(14, {}, { devices: { second: { path: '/dev/xvdg', pool: 'default', state } } });
}

export async function addSecond(world: World): Promise<void> {
  world.sim.arrangeStorage({ plugDisk: { host: 'ip-10-0-0-14', path: '/dev/xvdg', sizeGiB: 180 } });
  await world.push({ [NODE_FILE]: withSecond() });
  await world.settle();
}

export const second: Stake = {
  what: 'the copies on the second disk of `sds_10.0.0.14`',
  isThere: ({ sim }) => sim.world().devices.some(({ name, pool, state }) => name === 'second' && pool === 'default' && state === 'Normal'),
};

/** The pool that all worlds have, with more settings; `text` of pool.yaml. */
export function defaultPool(fields: object, over: object = {}): string {
  const thresholds = { high: 80, critical: 90 };
  return `${domain('default')}---\n${poolNamed('default', over, { thresholds, ...fields })}`;
}

/** Consents to one setting of that pool: path, value now, value then. */
export function approveSetting(...value: NonNullable<Wanted['values']>[number]): (world: World) => Promise<void> {
  return async (world) => {
    const backendId = await world.hand.idOf('StoragePool', 'default');
    const change = 'keep StoragePool/default';
    await approve(world, [{ system: 'scaleio', change, op: 'update', backendId, class: 'destructive', values: [value] }]);
  };
}

/** Data, and a disk of another host that cannot be read: copies are missing until they are made anew. */
export function loseCopies({ sim }: World): void {
  sim.fill('default', 40);
  const device = sim.world().devices.find(({ sds }) => sds === 'sds_10.0.0.12')?.name ?? '';
  sim.arrangeStorage({ failDevice: { host: 'ip-10-0-0-12', device } });
}
