/** What keeps a device from being taken out of its pool: what stays must hold its data, and survive the next failure. */
import type { Ctx } from '../../model/system.ts';
import type { Kib } from '../../units.ts';
import type { ScaleioClient } from './client/client.ts';
import { faultUnits, MIN_FAULT_UNITS } from './fault-units.ts';
import { unwellStates } from './node-states.ts';
import type { Device, PoolStatistics, StorageNode, StoragePool } from './types.ts';

/** Percent of what stays that has to be free, however high the thresholds are. */
const MARGIN_PERCENT = 10;

/** Everything that is asked, as just read. */
export interface PoolOfDevice {
  readonly pool: StoragePool;
  readonly statistics: PoolStatistics;
  /** Of all pools. */
  readonly devices: readonly Device[];
  /** How many the pool itself counts. */
  readonly deviceCount: number;
  readonly nodes: readonly StorageNode[];
}

/** Reads the device's pool anew. A clause for a person; null when the pool can do without it. Throws what ScaleioClient throws. */
export async function whyPoolNeeds(client: ScaleioClient, device: Device, ctx: Ctx): Promise<string | null> {
  const poolId = device.storagePoolId;
  const pool = poolId === null ? null : await client.pool(poolId, ctx);
  if (pool === null) return `the pool of device ${nameOf(device)} is not to be found`;
  const [statistics, deviceCount, devices, nodes] = await Promise.all([
    client.statistics(pool.id, ctx),
    client.deviceCount(pool.id, ctx),
    client.devices(ctx),
    client.nodes(ctx),
  ]);
  return hindranceToLosing(device, { pool, statistics, devices, deviceCount: deviceCount ?? 0, nodes });
}

/** Pure. The first that holds; amounts are left out, for they move from one minute to the next. */
export function hindranceToLosing(device: Device, facts: PoolOfDevice): string | null {
  const own = facts.devices.filter(({ storagePoolId }) => storagePoolId === facts.pool.id);
  const others = own.filter(({ id }) => id !== device.id);
  if (own.length !== facts.deviceCount || own.length === others.length) {
    return `the list of the devices of ${poolName(facts)} is not whole`;
  }
  return restless(facts) ?? unwell(others, facts) ?? lastOfItsSds(device, facts) ?? tooLittleLeft(device, others, facts);
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
function tooLittleLeft(device: Device, others: readonly Device[], facts: PoolOfDevice): string | null {
  const { pool, statistics, nodes } = facts;
  const units = faultUnits(others, nodes);
  const [largest] = units ?? [];
  if (units === null || largest === undefined) return 'ScaleIO does not list the SDS of every device';
  const without = `without device ${nameOf(device)}`;
  if (units.length < MIN_FAULT_UNITS)
    return `${without}, ${poolName(facts)} has devices in ${units.length} fault units, and needs ${MIN_FAULT_UNITS}`;
  const leftKib = statistics.maxKib - device.maxKib;
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
