/** What keeps a device, or all those of an SDS, from being taken out of a pool: what stays must hold its data, and survive the next failure. */
import type { Ctx } from '../../model/system.ts';
import type { Kib } from '../../units.ts';
import { whyAwaited } from './checks/arrivals.ts';
import { mdmClause } from './checks/pool.ts';
import type { ScaleioClient } from './client/client.ts';
import { faultUnits, MIN_FAULT_UNITS } from './fault-units.ts';
import { unwellStates, WELL } from './node-states.ts';
import type { Device, PoolStatistics, StorageNode, StoragePool } from './types.ts';

/** Percent of what stays that has to be free, however high the thresholds are. */
const MARGIN_PERCENT = 10;

/** Everything that is asked, as just read. */
export interface PoolOfDevice {
  readonly pool: StoragePool;
  readonly statistics: PoolStatistics;
  /** Of all pools. */
  readonly devices: readonly Device[];
  readonly nodes: readonly StorageNode[];
  /** No volume is in it: whatever goes, no data go. */
  readonly isUnused: boolean;
  /** Why data may be on their way into it, as a clause; null: none are. */
  readonly awaited: string | null;
}

/** Reads the device's pool anew. A clause for a person; null when the pool can do without it. Throws what ScaleioClient throws. */
export async function whyPoolNeeds(client: ScaleioClient, device: Device, ctx: Ctx): Promise<string | null> {
  const [devices, nodes, system] = await Promise.all([client.devices(ctx), client.nodes(ctx), client.system(ctx)]);
  const facts = device.storagePoolId === null ? null : await poolFacts(client, device.storagePoolId, { devices, nodes }, ctx);
  return facts === null
    ? `the pool of device ${nameOf(device)} is not to be found`
    : (hindranceToLosing(device, facts) ?? mdmClause(system));
}

/** Null: the pool is gone. Throws what ScaleioClient throws. */
export async function poolFacts(
  client: ScaleioClient,
  poolId: string,
  lists: Pick<PoolOfDevice, 'devices' | 'nodes'>,
  ctx: Ctx,
): Promise<PoolOfDevice | null> {
  const pool = await client.pool(poolId, ctx);
  if (pool === null) return null;
  const statistics = await client.statistics(poolId, ctx);
  const isUnused = statistics.inUseKib === 0 && !(await client.volumes(ctx)).some(({ storagePoolId }) => storagePoolId === poolId);
  return { ...lists, pool, statistics, isUnused, awaited: await whyAwaited(client, pool, ctx) };
}

/** What goes, and how a person calls it: `device sdb`, `SDS n1`. */
interface Leaving {
  readonly devices: readonly Device[];
  readonly what: string;
}

/** Pure. The first that holds; amounts are left out, for they move from one minute to the next. */
export function hindranceToLosing(device: Device, facts: PoolOfDevice): string | null {
  const leaving = { devices: [device], what: `device ${nameOf(device)}` };
  return hindranceNow(leaving, facts) ?? lastOfItsSds(device, facts) ?? tooLittleLeft(leaving, facts);
}

/** Pure. Of an SDS with its devices in the pool. What is out of reach because it is down itself does not keep it there. */
export function hindranceToLosingNode(node: StorageNode, facts: PoolOfDevice): string | null {
  const { pool, devices, statistics } = facts;
  const own = devices.filter(({ sdsId, storagePoolId }) => sdsId === node.id && storagePoolId === pool.id);
  const leaving = { devices: own, what: `SDS ${node.name ?? node.id}` };
  const isDown = node.states.mdmConnectionState !== WELL.mdmConnectionState;
  const seen = isDown ? { ...facts, statistics: { ...statistics, unreachableUnusedKib: 0 as Kib } } : facts;
  return hindranceNow(leaving, seen) ?? tooLittleLeft(leaving, seen);
}

/** Pure. What is wrong with the pool, besides what goes. */
export function hindranceNow({ devices }: Leaving, facts: PoolOfDevice): string | null {
  const own = facts.devices.filter(({ storagePoolId }) => storagePoolId === facts.pool.id);
  const others = othersThan(devices, facts);
  if (own.length !== facts.statistics.deviceCount || own.length !== others.length + devices.length) {
    return `the list of the devices of ${poolName(facts)} is not whole`;
  }
  return restless(facts) ?? facts.awaited ?? unwell(others, facts);
}

function othersThan(devices: readonly Device[], { pool, devices: all }: PoolOfDevice): readonly Device[] {
  const going = new Set(devices.map(({ id }) => id));
  return all.filter(({ id, storagePoolId }) => storagePoolId === pool.id && !going.has(id));
}

function restless(facts: PoolOfDevice): string | null {
  const { failedKib, degradedKib, unreachableUnusedKib, rebuildKib, rebalanceKib } = facts.statistics;
  const states: readonly [Kib, string][] = [
    [failedKib, 'has data that cannot be read'],
    [degradedKib, 'has data with only one copy'],
    [unreachableUnusedKib, 'has free space that is out of reach'],
    [rebuildKib, 'is rebuilding'],
    [rebalanceKib, 'is rebalancing'],
  ];
  const state = states.find(([kib]) => kib > 0);
  return state === undefined ? null : `${poolName(facts)} ${state[1]}`;
}

/** One device at a time, and no node that is about to go, too. */
function unwell(others: readonly Device[], { nodes }: PoolOfDevice): string | null {
  const device = others.find(({ deviceState, errorState }) => deviceState !== 'Normal' || errorState !== 'None');
  if (device !== undefined) return `device ${nameOf(device)} is ${device.deviceState}, with the error state ${device.errorState}`;
  const node = nodes.find(({ id, states }) => others.some(({ sdsId }) => sdsId === id) && unwellStates(states).length > 0);
  return node === undefined ? null : `SDS ${node.name ?? node.id} has ${unwellStates(node.states).join(', ')}`;
}

/** Of whatever pool; ScaleIO refuses it, too (rc 136). */
function lastOfItsSds(device: Device, { devices }: PoolOfDevice): string | null {
  const hasAnother = devices.some(({ id, sdsId }) => sdsId === device.sdsId && id !== device.id);
  return hasAnother ? null : `device ${nameOf(device)} is the only one of its SDS`;
}

/**
 * Rows go one device after the other, so between two of them the fault units differ, and the configured spare, a percentage,
 * may be less than the largest: what is asked is that the spare and what is free together are enough to rebuild it.
 */
function tooLittleLeft({ devices, what }: Leaving, facts: PoolOfDevice): string | null {
  const { pool, statistics, nodes } = facts;
  if (facts.isUnused) return null;
  const units = faultUnits(othersThan(devices, facts), nodes);
  const [largest] = units ?? [];
  if (units === null || largest === undefined) return 'ScaleIO does not list the SDS of every device';
  const without = `without ${what}`;
  if (units.length < MIN_FAULT_UNITS)
    return `${without}, ${poolName(facts)} has devices in ${units.length} fault units, and needs ${MIN_FAULT_UNITS}`;
  const leftKib = statistics.maxKib - devices.reduce((sum, { maxKib }) => sum + maxKib, 0);
  const highPercent = Math.min(pool.highPercent, 100 - MARGIN_PERCENT);
  if (!holds(leftKib * (1 - pool.sparePercent / 100), statistics.inUseKib, highPercent)) {
    return `${without}, ${poolName(facts)} would be used to ${highPercent} % or more of what is left after spare`;
  }
  if (!holds(leftKib - largest.kib, statistics.inUseKib, 100 - MARGIN_PERCENT)) {
    return `${without}, ${poolName(facts)} could not make the copies of ${largest.what} anew if that failed`;
  }
  return null;
}

function holds(kib: number, inUseKib: Kib, belowPercent: number): boolean {
  return 100 * inUseKib < belowPercent * kib;
}

function nameOf({ name, id }: Device): string {
  return name ?? id;
}

function poolName({ pool }: PoolOfDevice): string {
  return `pool ${pool.name ?? pool.id}`;
}
