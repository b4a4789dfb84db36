/** Volumes: made, grown, renamed, moved to another pool, removed. */
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import { formatGib, gibToKib, kibToGib } from '../../../units.ts';
import { whyNoMoveInto } from '../checks/arrivals.ts';
import type { ScaleioClient } from '../client/client.ts';
import { isUnderWay } from '../move.ts';
import { hindranceToRemoval } from '../removable.ts';
import type { CreateVolume, MigrateVolume, RemoveVolume, SetVolumeName, SetVolumeSize } from '../actions.ts';
import { gone } from './gone.ts';

/** A create whose answer was lost is found here by its name: names are unique in the whole system. */
export async function createVolume(client: ScaleioClient, args: CreateVolume['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const existing = await client.volumeIdByName(args.name, ctx);
  if (existing !== null) return { kind: 'skipped', why: `volume ${args.name} is there already (${existing})` };
  ctx.fresh(readAtMs);
  return { kind: 'applied', backendId: await client.change({ system: 'scaleio', do: 'createVolume', args }, ctx) };
}

export async function growVolume(client: ScaleioClient, args: SetVolumeSize['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const volume = await client.volume(args.volumeId, ctx);
  if (!volume) throw gone(`volume ${args.volumeId}`);
  // Never a smaller size than there is: somebody may have grown it further meanwhile.
  if (volume.sizeKib >= gibToKib(Number(args.sizeInGB))) {
    return { kind: 'skipped', why: `the volume has ${formatGib(kibToGib(volume.sizeKib))} already` };
  }
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'setVolumeSize', args }, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}

export async function renameVolume(client: ScaleioClient, args: SetVolumeName['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const volume = await client.volume(args.volumeId, ctx);
  if (!volume) throw gone(`volume ${args.volumeId}`);
  if (volume.name === args.newName) return { kind: 'skipped', why: `the volume is called ${args.newName} already` };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'setVolumeName', args }, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}

/** ScaleIO itself refuses what is mapped, but not what has snapshots: those it would leave without their origin. */
export async function removeVolume(client: ScaleioClient, args: RemoveVolume['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const volume = await client.volume(args.volumeId, ctx);
  if (!volume) return { kind: 'skipped', why: `volume ${args.volumeId} is already gone` };
  const why = hindranceToRemoval(volume, await client.volumes(ctx));
  if (why !== null) return { kind: 'waiting', why };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'removeVolume', args }, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}

/** The call only begins it: until all data are in the other pool, the volume is listed in its old one. */
export async function migrateVolume(client: ScaleioClient, args: MigrateVolume['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const volume = await client.volume(args.volumeId, ctx);
  if (!volume) throw gone(`volume ${args.volumeId}`);
  if (volume.storagePoolId === args.destSPId) return { kind: 'skipped', why: 'the volume is in that pool already' };
  const migration = await client.migration(volume.vtreeId, ctx);
  if (isUnderWay(migration)) {
    const isWanted = migration.toPoolId === args.destSPId;
    return isWanted
      ? { kind: 'skipped', why: 'the volume is moving already' }
      : { kind: 'waiting', why: 'the volume is moving to another pool' };
  }
  const why = await whyNoMoveInto(client, args.destSPId, ctx);
  if (why !== null) return { kind: 'waiting', why };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'migrateVolume', args }, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}
