/** Which hosts have a volume as a disk, and what they may ask of it. */
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import type { MapVolume, SetLimits, UnmapVolume } from '../types.ts';

export async function mapVolume(_client: ScaleioClient, _args: MapVolume['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}

export async function unmapVolume(_client: ScaleioClient, _args: UnmapVolume['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}

export async function setLimits(_client: ScaleioClient, _args: SetLimits['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}
