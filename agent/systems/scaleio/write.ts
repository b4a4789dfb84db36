/** Makes one change: reads the object again, then one call, or none when it is no longer needed. */
import { PlumblineError } from '../../errors.ts';
import type { Change, Written } from '../../model/change.ts';
import type { WriteCtx } from '../../model/system.ts';
import { formatGib, gibToKib, kibToGib } from '../../units.ts';
import type { ScaleioClient } from './client/client.ts';
import { scaleioErrors } from './errors.ts';
import { hindranceToRemoval } from './removable.ts';
import { removeDevice } from './write-device.ts';
import type { DeviceAdder } from './write-device.ts';
import type { CreateVolume, RemoveVolume, ScaleioAction, SetThresholds, SetVolumeName, SetVolumeSize } from './types.ts';

export interface Writer {
  readonly client: ScaleioClient;
  readonly addDevice: DeviceAdder;
}

/** Throws `scaleio/*`, `http/*`, `config/secret-unreadable` or `apply/stale`. */
export async function writeScaleio({ client, addDevice }: Writer, change: Change<ScaleioAction>, ctx: WriteCtx): Promise<Written> {
  const { action } = change;
  switch (action.do) {
    case 'createVolume':
      return createVolume(client, action.args, ctx);
    case 'setVolumeSize':
      return growVolume(client, action.args, ctx);
    case 'setVolumeName':
      return renameVolume(client, action.args, ctx);
    case 'removeVolume':
      return removeVolume(client, action.args, ctx);
    case 'setCapacityAlertThresholds':
      return setThresholds(client, action.args, ctx);
    case 'addDevice':
      return ofDisk(change, await addDevice(action.args, ctx));
    case 'removeDevice':
      return ofDisk(change, await removeDevice(client, action.args, ctx));
  }
}

/** A disk is known by the id it has in its cloud, not by that of the device ScaleIO makes of it. */
function ofDisk({ backendId }: Change, written: Written): Written {
  return written.kind === 'applied' && backendId !== null ? { ...written, backendId } : written;
}

/** A create whose answer was lost is found here by its name: names are unique in the whole system. */
async function createVolume(client: ScaleioClient, args: CreateVolume['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const existing = await client.volumeIdByName(args.name, ctx);
  if (existing !== null) return { kind: 'skipped', why: `volume ${args.name} is there already (${existing})` };
  ctx.fresh(readAtMs);
  return { kind: 'applied', backendId: await client.createVolume(args, ctx) };
}

async function growVolume(client: ScaleioClient, args: SetVolumeSize['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const volume = await client.volume(args.volumeId, ctx);
  if (!volume) throw gone(`volume ${args.volumeId}`);
  // Never a smaller size than there is: somebody may have grown it further meanwhile.
  if (volume.sizeKib >= gibToKib(Number(args.sizeInGB))) {
    return { kind: 'skipped', why: `the volume has ${formatGib(kibToGib(volume.sizeKib))} already` };
  }
  ctx.fresh(readAtMs);
  await client.setVolumeSize(args, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}

async function renameVolume(client: ScaleioClient, args: SetVolumeName['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const volume = await client.volume(args.volumeId, ctx);
  if (!volume) throw gone(`volume ${args.volumeId}`);
  if (volume.name === args.newName) return { kind: 'skipped', why: `the volume is called ${args.newName} already` };
  ctx.fresh(readAtMs);
  await client.setVolumeName(args, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}

/** ScaleIO itself refuses what is mapped, but not what has snapshots: those it would leave without their origin. */
async function removeVolume(client: ScaleioClient, args: RemoveVolume['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const volume = await client.volume(args.volumeId, ctx);
  if (!volume) return { kind: 'skipped', why: `volume ${args.volumeId} is already gone` };
  const why = hindranceToRemoval(volume, await client.volumes(ctx));
  if (why !== null) return { kind: 'waiting', why };
  ctx.fresh(readAtMs);
  await client.removeVolume(args, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}

async function setThresholds(client: ScaleioClient, args: SetThresholds['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const pool = await client.pool(args.storagePoolId, ctx);
  if (!pool) throw gone(`pool ${args.storagePoolId}`);
  const isSet =
    String(pool.highPercent) === args.capacityAlertHighThresholdPercent &&
    String(pool.criticalPercent) === args.capacityAlertCriticalThresholdPercent;
  if (isSet) return { kind: 'skipped', why: 'the thresholds are set already' };
  ctx.fresh(readAtMs);
  await client.setThresholds(args, ctx);
  return { kind: 'applied', backendId: args.storagePoolId };
}

function gone(what: string): PlumblineError {
  return new PlumblineError(scaleioErrors.changedMeanwhile, `ScaleIO has no ${what} any more.`);
}
