/** Makes one change: reads the object again, then one call, or none when it is no longer needed. */
import type { Change, ChangeClass, Written } from '../../model/change.ts';
import { kindOf } from '../../model/ref.ts';
import type { WriteCtx } from '../../model/system.ts';
import type { ScaleioClient } from './client/client.ts';
import type { ScaleioAction } from './types.ts';
import { removeDevice, setDevice } from './write/device.ts';
import type { DeviceAdder } from './write/device.ts';
import { createDomain, createFaultSet, removeDomain, removeFaultSet } from './write/layout.ts';
import { mapVolume, setLimits, unmapVolume } from './write/mapping.ts';
import { addNode, removeNode } from './write/node.ts';
import type { NodeSetter } from './write/node.ts';
import { createPool, removePool, setPool, setThresholds } from './write/pool.ts';
import { removeSnapshot, takeSnapshot } from './write/snapshot.ts';
import { createVolume, growVolume, migrateVolume, removeVolume, renameVolume } from './write/volume.ts';

export interface Writer {
  readonly client: ScaleioClient;
  readonly addDevice: DeviceAdder;
  readonly setNode: NodeSetter;
}

/** Throws `scaleio/*`, `http/*`, `config/secret-unreadable` or `apply/stale`. */
export async function writeScaleio({ client, addDevice, setNode }: Writer, change: Change<ScaleioAction>, ctx: WriteCtx): Promise<Written> {
  const { action } = change;
  if (action.do === 'addDevice') {
    return ofDisk(change, await addDevice(action.args, kindOf(change.ref) === 'Device' ? 'sds' : 'system', ctx));
  }
  if (action.do === 'removeDevice') return ofDisk(change, await removeDevice(client, action.args, ctx));
  if (action.do === 'setNode') return setNode(action.args, ctx);
  return writeObject(client, action, ctx, change.class);
}

type ObjectAction = Exclude<ScaleioAction, { readonly do: 'addDevice' | 'removeDevice' | 'setNode' }>;
type Write<Args> = (client: ScaleioClient, args: Args, ctx: WriteCtx, kind: ChangeClass) => Promise<Written>;
type Writers = {
  readonly [Do in ObjectAction['do']]: Write<Extract<ObjectAction, { readonly do: Do }>['args']>;
};

const WRITERS: Writers = {
  createVolume,
  setVolumeSize: growVolume,
  setVolumeName: renameVolume,
  removeVolume,
  migrateVolume,
  mapVolume,
  unmapVolume,
  setMappedSdcLimits: setLimits,
  takeSnapshot,
  removeSnapshot,
  createDomain,
  removeDomain,
  createFaultSet,
  removeFaultSet,
  createPool,
  removePool,
  setPool,
  setCapacityAlertThresholds: setThresholds,
  addNode,
  removeNode,
  setDevice,
};

function writeObject(client: ScaleioClient, action: ObjectAction, ctx: WriteCtx, kind: ChangeClass): Promise<Written> {
  const write = WRITERS[action.do] as Write<ObjectAction['args']>;
  return write(client, action.args, ctx, kind);
}

/** A disk is known by the id it has in its cloud, not by that of the device ScaleIO makes of it. */
function ofDisk({ backendId }: Change, written: Written): Written {
  return written.kind === 'applied' && backendId !== null ? { ...written, backendId } : written;
}
