/** Pools: made, set, removed. */
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import type { CreatePool, RemovePool, SetPool, SetThresholds } from '../types.ts';
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

export async function createPool(_client: ScaleioClient, _args: CreatePool['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}

export async function setPool(_client: ScaleioClient, _args: SetPool['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}

export async function removePool(_client: ScaleioClient, _args: RemovePool['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}
