/** Whether a list of devices has all of them: one that lacks some lets a pool look smaller than it is, and an SDS unused. */
import type { Ctx } from '../../model/system.ts';
import type { ScaleioClient } from './client/client.ts';
import type { Device, StoragePool } from './types.ts';

/** A clause for a person; null: it has as many of the pool as the pool itself counts. Pure. `counted` is null of a pool that is gone. */
export function whyNotWhole({ id, name }: StoragePool, devices: readonly Device[], counted: number | null): string | null {
  const listed = devices.filter(({ storagePoolId }) => storagePoolId === id).length;
  return listed === counted ? null : `the list of the devices of pool ${name ?? id} is not whole`;
}

/** The same of several pools: of the first that counts another number. Throws what ScaleioClient throws. */
export async function whyNotWholeOfAny(
  client: ScaleioClient,
  pools: readonly StoragePool[],
  devices: readonly Device[],
  ctx: Ctx,
): Promise<string | null> {
  for (const pool of pools) {
    const why = whyNotWhole(pool, devices, await client.deviceCount(pool.id, ctx));
    if (why !== null) return why;
  }
  return null;
}
