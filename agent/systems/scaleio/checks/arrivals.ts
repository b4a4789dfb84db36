/** Volumes on their way into a pool. Until all of them has been copied, they are listed in their old one. */
import type { Ctx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import { isUnderWay } from '../move.ts';
import type { StoragePool } from '../types.ts';
import { whyPoolUnprotected } from './pool.ts';

/** A clause for a person; null: none is. Throws what ScaleioClient throws. */
export async function whyAwaited(client: ScaleioClient, { id, name }: StoragePool, ctx: Ctx): Promise<string | null> {
  const migrations = await client.migrations(ctx);
  if (migrations === null) return null;
  const isAwaited = migrations.some((migration) => migration.toPoolId === id && isUnderWay(migration));
  if (isAwaited) return `volumes are moving into pool ${name ?? id}`;
  const vtreeIds = new Set(migrations.map(({ vtreeId }) => vtreeId));
  const isWhole = (await client.volumes(ctx)).every(({ vtreeId }) => vtreeIds.has(vtreeId));
  return isWhole ? null : 'the list of what moves between pools is not whole';
}

/** A clause for a person; null: the pool is whole and keeps all it has. Throws what ScaleioClient throws. */
export async function whyNoMoveInto(client: ScaleioClient, poolId: string, ctx: Ctx): Promise<string | null> {
  const why = await whyPoolUnprotected(client, { backendId: poolId }, ctx);
  if (why !== null) return why;
  const leaving = (await client.devices(ctx)).find((device) => device.storagePoolId === poolId && device.deviceState === 'RemovePending');
  return leaving === undefined ? null : `device ${leaving.name ?? leaving.id} is being taken out of the pool it is to move to`;
}
