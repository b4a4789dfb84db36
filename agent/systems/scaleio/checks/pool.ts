/** What has to hold of a pool before it is removed, or something is done that a failure would make worse. */
import type { Precondition } from '../../../model/change.ts';
import type { Ctx } from '../../../model/system.ts';
import { gibToKib } from '../../../units.ts';
import type { ScaleioClient } from '../client/client.ts';
import { unwellStates } from '../node-states.ts';
import type { Device, PoolStatistics, StorageNode, SystemInfo } from '../types.ts';
import { whyNotWhole } from '../whole-devices.ts';

/** How a cluster of MDMs calls itself that is whole, however many they are. */
export const MDM_WELL = 'ClusteredNormal';

/** A clause for a person; null: it has neither volumes nor devices, or is gone. Throws what ScaleioClient throws. */
export async function whyPoolNotEmpty(client: ScaleioClient, poolId: string, ctx: Ctx): Promise<string | null> {
  const pool = await client.pool(poolId, ctx);
  if (pool === null) return null;
  const [volumes, devices, counted] = await Promise.all([client.volumes(ctx), client.devices(ctx), client.deviceCount(poolId, ctx)]);
  const what = `pool ${pool.name ?? poolId}`;
  const names = volumes.filter(({ storagePoolId }) => storagePoolId === poolId).map(({ name, id }) => name ?? id);
  if (names.length > 0) return `${what} still has volumes: ${listed(names)}`;
  const own = devices.filter(({ storagePoolId }) => storagePoolId === poolId).map(({ name, id }) => name ?? id);
  if (own.length > 0) return `${what} still has devices: ${listed(own)}`;
  // A list may lack some; the pool's own count does not.
  return counted === null || counted === 0 ? null : `${what} counts ${counted} devices, and they are not listed`;
}

/**
 * A clause for a person; null: no copy is lost, out of date or being made anew, and MDM and SDSs are well. Copies that are only
 * moved to even the devices out are there twice all the time. With `args.mayLackRoom` it is also whole while free space is out of
 * reach, as that of a failed device is. Throws what ScaleioClient throws.
 */
export async function whyPoolUnprotected(
  client: ScaleioClient,
  { backendId: poolId, args }: Pick<Precondition, 'backendId' | 'args'>,
  ctx: Ctx,
): Promise<string | null> {
  const pool = await client.pool(poolId, ctx);
  if (pool === null) return `pool ${poolId} is not there any more`;
  const [system, statistics, devices, nodes] = await Promise.all([
    client.system(ctx),
    client.statistics(poolId, ctx),
    client.devices(ctx),
    client.nodes(ctx),
  ]);
  const own = devices.filter(({ storagePoolId }) => storagePoolId === poolId);
  const lost = lossIn(args?.['mayLackRoom'] === true ? { ...statistics, unreachableUnusedKib: NONE } : statistics);
  return (
    whyNotWhole(pool, devices, statistics.deviceCount) ??
    mdmClause(system) ??
    (lost === null ? null : `pool ${pool.name ?? poolId} ${lost}`) ??
    unwellDeviceNode(own, nodes)
  );
}

const NONE = gibToKib(0);

/** How data of the pool are not whole, as in `pool gold is rebuilding`; null: they are. */
export function lossIn({ failedKib, degradedKib, rebuildKib, unreachableUnusedKib }: PoolStatistics): string | null {
  if (failedKib > 0) return 'has data that cannot be read';
  if (degradedKib > 0) return 'has data with only one copy';
  if (rebuildKib > 0) return 'is rebuilding';
  return unreachableUnusedKib > 0 ? 'has free space that is out of reach' : null;
}

/** A gateway that does not say is taken at its word. */
export function mdmClause({ mdmState }: SystemInfo): string | null {
  return mdmState === null || mdmState === MDM_WELL ? null : `the MDM cluster of ScaleIO is ${mdmState}`;
}

/** A clause on the first SDS of these devices that is not well, or not listed; null: there is none. */
export function unwellDeviceNode(devices: readonly Device[], nodes: readonly StorageNode[]): string | null {
  for (const { sdsId } of devices) {
    const node = nodes.find(({ id }) => id === sdsId);
    const why = node === undefined ? `ScaleIO does not list the SDS with id ${sdsId}` : unwellNode([node]);
    if (why !== null) return why;
  }
  return null;
}

/** A clause on the first that is not well; null: there is none. */
export function unwellNode(nodes: readonly StorageNode[]): string | null {
  const node = nodes.find(({ states }) => unwellStates(states).length > 0);
  return node === undefined ? null : `SDS ${node.name ?? node.id} has ${unwellStates(node.states).join(', ')}`;
}

/** Of how many a sentence gives the names. */
const NAMED = 5;

function listed(names: readonly string[]): string {
  const sorted = names.toSorted();
  return sorted.length <= NAMED ? sorted.join(', ') : `${sorted.slice(0, NAMED).join(', ')} and ${sorted.length - NAMED} more`;
}
