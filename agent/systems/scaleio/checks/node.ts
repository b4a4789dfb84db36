/** What has to hold before an SDS is removed, or brought into maintenance. */
import type { Ctx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import { faultUnits } from '../fault-units.ts';
import { unwellStates } from '../node-states.ts';
import { hindranceNow, hindranceToLosingNode, poolFacts } from '../removable-device.ts';
import type { PoolOfDevice } from '../removable-device.ts';
import type { Device, StorageNode } from '../types.ts';
import { whyNotWholeOfAny } from '../whole-devices.ts';
import { lossIn, mdmClause, unwellDeviceNode, unwellNode } from './pool.ts';

/** As many have to stay for new data to have two copies. */
const UNITS_FOR_TWO_COPIES = 2;

/** A clause for a person; null: each pool the SDS has devices in can do without them, or it is gone. Throws what ScaleioClient throws. */
export async function whyPoolsNeedNode(client: ScaleioClient, sdsId: string, ctx: Ctx): Promise<string | null> {
  return firstHindrance(client, sdsId, ctx, hindranceToLosingNode);
}

/** A clause for a person; null: all that the SDS has is elsewhere, too, and well, or it is in maintenance. Throws what ScaleioClient throws. */
export async function whyMaintenanceUnsafe(client: ScaleioClient, sdsId: string, ctx: Ctx): Promise<string | null> {
  return firstHindrance(client, sdsId, ctx, hindranceToMaintenance);
}

/**
 * A clause for a person; null: whoever reached the SDS by the address may lose it for a time, as no pool it has devices in misses a
 * copy, and all other SDSs of its domain are well; or it is gone. Throws what ScaleioClient throws.
 */
export async function whyAddressNeeded(client: ScaleioClient, sdsId: string, ctx: Ctx): Promise<string | null> {
  return firstHindrance(client, sdsId, ctx, hindranceToLosingAddress);
}

type Judge = (node: StorageNode, facts: PoolOfDevice) => string | null;

async function firstHindrance(client: ScaleioClient, sdsId: string, ctx: Ctx, judge: Judge): Promise<string | null> {
  const [node, nodes, devices, system] = await Promise.all([
    client.node(sdsId, ctx),
    client.nodes(ctx),
    client.devices(ctx),
    client.system(ctx),
  ]);
  if (node === null) return null;
  const mdm = mdmClause(system);
  if (mdm !== null) return mdm;
  const unlisted = await whyDevicesUncertain(client, node, devices, ctx);
  if (unlisted !== null) return unlisted;
  const pools = new Set(devices.flatMap(({ sdsId: of, storagePoolId }) => (of === sdsId && storagePoolId !== null ? [storagePoolId] : [])));
  for (const poolId of pools) {
    const facts = await poolFacts(client, poolId, { devices, nodes }, ctx);
    const why = facts === null ? `the pool with id ${poolId} is not to be found` : judge(node, facts);
    if (why !== null) return why;
  }
  return null;
}

/** What an SDS has is read off a list: each pool of its domain has to count as many, and the SDS itself to list the same, or none. */
async function whyDevicesUncertain(client: ScaleioClient, node: StorageNode, devices: readonly Device[], ctx: Ctx): Promise<string | null> {
  const pools = (await client.pools(ctx)).filter(({ protectionDomainId }) => protectionDomainId === node.protectionDomainId);
  const why = await whyNotWholeOfAny(client, pools, devices, ctx);
  if (why !== null) return why;
  const own = await client.devicesOf(node.id, ctx);
  const listed = devices.filter(({ sdsId }) => sdsId === node.id);
  const isSame = own?.length === listed.length && own.every(({ id }) => listed.some((device) => device.id === id));
  return isSame ? null : `the list of the devices of SDS ${node.name ?? node.id} is not whole`;
}

function hindranceToLosingAddress(node: StorageNode, { pool, statistics, devices, nodes }: PoolOfDevice): string | null {
  const lost = lossIn(statistics);
  if (lost !== null) return `pool ${pool.name ?? pool.id} ${lost}`;
  const others = devices.filter(({ sdsId, storagePoolId }) => sdsId !== node.id && storagePoolId === pool.id);
  const inDomain = nodes.filter(({ id, protectionDomainId }) => id !== node.id && protectionDomainId === node.protectionDomainId);
  return unwellDeviceNode(others, nodes) ?? unwellNode(inDomain);
}

function hindranceToMaintenance(node: StorageNode, facts: PoolOfDevice): string | null {
  if (node.states.maintenanceState === 'InMaintenance') return null;
  const what = `SDS ${node.name ?? node.id}`;
  const unwell = unwellStates(node.states);
  if (unwell.length > 0) return `${what} has ${unwell.join(', ')}`;
  const ofPool = facts.devices.filter(({ storagePoolId }) => storagePoolId === facts.pool.id);
  const own = ofPool.filter(({ sdsId }) => sdsId === node.id);
  const now = hindranceNow({ devices: own, what }, facts);
  if (now !== null) return now;
  const units = faultUnits(
    ofPool.filter(({ sdsId }) => sdsId !== node.id),
    facts.nodes,
  );
  if (units !== null && units.length >= UNITS_FOR_TWO_COPIES) return null;
  return `without ${what}, pool ${facts.pool.name ?? facts.pool.id} would have no room for two copies`;
}
