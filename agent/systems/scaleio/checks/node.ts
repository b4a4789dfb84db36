/** What has to hold before an SDS is removed, or brought into maintenance. */
import type { Ctx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import { faultUnits } from '../fault-units.ts';
import { unwellStates } from '../node-states.ts';
import { hindranceNow, hindranceToLosingNode, poolFacts } from '../removable-device.ts';
import type { PoolOfDevice } from '../removable-device.ts';
import type { StorageNode } from '../types.ts';
import { mdmClause } from './pool.ts';

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
  const pools = new Set(devices.flatMap(({ sdsId: of, storagePoolId }) => (of === sdsId && storagePoolId !== null ? [storagePoolId] : [])));
  for (const poolId of pools) {
    const facts = await poolFacts(client, poolId, { devices, nodes }, ctx);
    const why = facts === null ? `the pool with id ${poolId} is not to be found` : judge(node, facts);
    if (why !== null) return why;
  }
  return null;
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
