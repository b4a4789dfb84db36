/** Which hosts have a volume as a disk, and what they may ask of it. */
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import { mibToKib } from '../../../units.ts';
import type { ScaleioClient } from '../client/client.ts';
import { isMappedToAll } from '../mappings.ts';
import type { MapVolume, SetLimits, UnmapVolume } from '../actions.ts';
import type { Volume } from '../types.ts';
import { gone } from './gone.ts';

/** A volume for one host waits until no other has it: what is on it may be no file system that two can write to. */
export async function mapVolume(client: ScaleioClient, args: MapVolume['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const volume = await volumeOf(client, args.volumeId, ctx);
  if (isMappedToAll(volume) || hasIt(volume, args.sdcId)) return { kind: 'skipped', why: 'the host has the volume already' };
  const [holder] = volume.mappings;
  if (holder !== undefined && args.allowMultipleMappings === 'FALSE') {
    return { kind: 'waiting', why: `volume ${volume.name ?? volume.id} is still mapped to ${holder.host}` };
  }
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'mapVolume', args }, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}

export async function unmapVolume(client: ScaleioClient, args: UnmapVolume['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const volume = await volumeOf(client, args.volumeId, ctx);
  if (!hasIt(volume, args.sdcId)) return { kind: 'skipped', why: 'the host does not have the volume any more' };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'unmapVolume', args }, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}

export async function setLimits(client: ScaleioClient, args: SetLimits['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const { mappings } = await volumeOf(client, args.volumeId, ctx);
  const mapping = mappings.find(({ sdcId }) => sdcId === args.sdcId);
  if (mapping === undefined) return { kind: 'skipped', why: 'the host does not have the volume any more' };
  const isSet = String(mapping.limitIops) === args.iopsLimit && String(mibToKib(mapping.limitMibps)) === args.bandwidthLimitInKbps;
  if (isSet) return { kind: 'skipped', why: `the limits on ${mapping.host} are set already` };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'setMappedSdcLimits', args }, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}

async function volumeOf(client: ScaleioClient, id: string, ctx: WriteCtx): Promise<Volume> {
  const volume = await client.volume(id, ctx);
  if (volume === null) throw gone(`volume ${id}`);
  return volume;
}

function hasIt({ mappings }: Volume, sdcId: string): boolean {
  return mappings.some((mapping) => mapping.sdcId === sdcId);
}
