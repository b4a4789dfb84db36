/** Makes one change: reads the object again, then one call, or none when it is no longer needed. */
import { PlumblineError } from '../../errors.ts';
import type { Change, Written } from '../../model/change.ts';
import type { Ctx } from '../../model/system.ts';
import { formatGib, gibToKib, kibToGib } from '../../units.ts';
import type { ScaleioClient } from './client/client.ts';
import { scaleioErrors } from './errors.ts';
import type { CreateVolume, ScaleioAction, SetThresholds, SetVolumeSize } from './types.ts';

/** Throws `scaleio/*`, `http/*` or `config/secret-unreadable`. */
export async function writeScaleio(client: ScaleioClient, change: Change<ScaleioAction>, ctx: Ctx): Promise<Written> {
  const { action } = change;
  switch (action.do) {
    case 'createVolume':
      return createVolume(client, action.args, ctx);
    case 'setVolumeSize':
      return growVolume(client, action.args, ctx);
    case 'setCapacityAlertThresholds':
      return setThresholds(client, action.args, ctx);
  }
}

/** A create whose answer was lost is found here by its name: names are unique in the whole system. */
async function createVolume(client: ScaleioClient, args: CreateVolume['args'], ctx: Ctx): Promise<Written> {
  const existing = await client.volumeIdByName(args.name, ctx);
  if (existing !== null) return { kind: 'skipped', why: `volume ${args.name} is there already (${existing})` };
  return { kind: 'applied', backendId: await client.createVolume(args, ctx) };
}

async function growVolume(client: ScaleioClient, args: SetVolumeSize['args'], ctx: Ctx): Promise<Written> {
  const volume = await client.volume(args.volumeId, ctx);
  if (!volume) throw gone(`volume ${args.volumeId}`);
  // Never a smaller size than there is: somebody may have grown it further meanwhile.
  if (volume.sizeKib >= gibToKib(Number(args.sizeInGB))) {
    return { kind: 'skipped', why: `the volume has ${formatGib(kibToGib(volume.sizeKib))} already` };
  }
  await client.setVolumeSize(args, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}

async function setThresholds(client: ScaleioClient, args: SetThresholds['args'], ctx: Ctx): Promise<Written> {
  const pool = await client.pool(args.storagePoolId, ctx);
  if (!pool) throw gone(`pool ${args.storagePoolId}`);
  const isSet =
    String(pool.highPercent) === args.capacityAlertHighThresholdPercent &&
    String(pool.criticalPercent) === args.capacityAlertCriticalThresholdPercent;
  if (isSet) return { kind: 'skipped', why: 'the thresholds are set already' };
  await client.setThresholds(args, ctx);
  return { kind: 'applied', backendId: args.storagePoolId };
}

function gone(what: string): PlumblineError {
  return new PlumblineError(scaleioErrors.changedMeanwhile, `ScaleIO has no ${what} any more.`);
}
