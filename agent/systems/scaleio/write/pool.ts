/** Pools: made, set, removed. */
import type { ChangeClass, Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import { whyPoolNotEmpty } from '../checks/pool.ts';
import type { ScaleioClient } from '../client/client.ts';
import { isAlreadySo } from '../pool-calls.ts';
import { lossBy } from '../pool-loss.ts';
import type { CreatePool, RemovePool, SetPool, SetThresholds } from '../actions.ts';
import type { StoragePool } from '../types.ts';
import { gone } from './gone.ts';

export async function setThresholds(client: ScaleioClient, args: SetThresholds['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const pool = await client.pool(args.storagePoolId, ctx);
  if (!pool) throw gone(`pool ${args.storagePoolId}`);
  const isSet =
    String(pool.highPercent) === args.capacityAlertHighThresholdPercent &&
    String(pool.criticalPercent) === args.capacityAlertCriticalThresholdPercent;
  if (isSet) return { kind: 'skipped', why: 'the thresholds are set already' };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'setCapacityAlertThresholds', args }, ctx);
  return { kind: 'applied', backendId: args.storagePoolId };
}

/** A create whose answer was lost is found here by its name: names are unique in a domain. */
export async function createPool(client: ScaleioClient, args: CreatePool['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const { name, protectionDomainId } = args;
  const existing = (await client.pools(ctx)).find((pool) => pool.name === name && pool.protectionDomainId === protectionDomainId);
  if (existing !== undefined) return { kind: 'skipped', why: `pool ${name} is there already (${existing.id})` };
  ctx.fresh(readAtMs);
  return { kind: 'applied', backendId: await client.change({ system: 'scaleio', do: 'createPool', args }, ctx) };
}

/** Asked again what it takes of the pool's protection: the plan may have been made by lists that were not whole. */
export async function setPool(client: ScaleioClient, args: SetPool['args'], ctx: WriteCtx, kind: ChangeClass): Promise<Written> {
  const { storagePoolId, call, body } = args;
  const readAtMs = ctx.clock.monotonicMs();
  const pool = await client.pool(storagePoolId, ctx);
  if (!pool) throw gone(`pool ${storagePoolId}`);
  if (isAlreadySo(pool, call, body)) return { kind: 'skipped', why: `the pool is so already: ${call} changes nothing` };
  const loss = kind === 'destructive' ? null : await lossNow(client, pool, args, ctx);
  if (loss !== null) return { kind: 'waiting', why: `it is not for a change of the class ${kind}: ${loss}` };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'setPool', args }, ctx);
  return { kind: 'applied', backendId: storagePoolId };
}

async function lossNow(client: ScaleioClient, pool: StoragePool, args: SetPool['args'], ctx: WriteCtx): Promise<string | null> {
  const [devices, nodes, statistics] = await Promise.all([client.devices(ctx), client.nodes(ctx), client.statistics(pool.id, ctx)]);
  return lossBy(args, pool, { devices, nodes, statistics });
}

/** ScaleIO itself refuses while there are volumes or devices (rc 172 and 196). */
export async function removePool(client: ScaleioClient, args: RemovePool['args'], ctx: WriteCtx): Promise<Written> {
  const { storagePoolId } = args;
  const readAtMs = ctx.clock.monotonicMs();
  const pool = await client.pool(storagePoolId, ctx);
  if (!pool) return { kind: 'skipped', why: `pool ${storagePoolId} is already gone` };
  const why = await whyPoolNotEmpty(client, storagePoolId, ctx);
  if (why !== null) return { kind: 'waiting', why };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'removePool', args }, ctx);
  return { kind: 'applied', backendId: storagePoolId };
}
