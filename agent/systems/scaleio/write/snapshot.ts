/** Snapshots: taken, and removed by themselves. */
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import type { RemoveSnapshot, TakeSnapshot } from '../types.ts';

export async function takeSnapshot(_client: ScaleioClient, _args: TakeSnapshot['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}

export async function removeSnapshot(_client: ScaleioClient, _args: RemoveSnapshot['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}
