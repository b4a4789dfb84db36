/** The actions on one object: `POST /api/instances/{Type}::{id}/action/{action}`. */
import type { Effect } from '../service.ts';
import { removeDevice, removeSds } from './device-calls.ts';
import { found } from './objects.ts';
import type { Params } from './params.ts';
import { setCapacityAlertThresholds, setRebalanceEnabled, setSparePercentage } from './pool-calls.ts';
import type { RC } from './rc.ts';
import { removeVolume } from './snapshots.ts';
import type { Pool } from './pool-state.ts';
import type { Device, ScaleioState, Sds } from './state.ts';
import type { Volume } from './volumes.ts';
import { addMappedSdc, removeMappedSdc, setVolumeName, setVolumeSize } from './volume-calls.ts';

interface Action {
  readonly effect: Effect;
  readonly run: (state: ScaleioState, id: string, params: Params) => void;
}

type On<T> = (effect: Effect, run: (state: ScaleioState, object: T, params: Params) => void) => Action;

function on<T extends { readonly id: string }>(
  of: (state: ScaleioState) => Parameters<typeof found<T>>[0],
  missing: keyof typeof RC,
): On<T> {
  return (effect, run) => ({ effect, run: (state, id, params) => run(state, found(of(state), id, missing), params) });
}

const volume: On<Volume> = on((state) => state.volumes, 'VOL_NOT_FOUND');
const pool: On<Pool> = on((state) => state.pools, 'STORAGE_POOL_NOT_FOUND');
const device: On<Device> = on((state) => state.devices, 'TGT_DEVICE_NOT_FOUND');
const sds: On<Sds> = on((state) => state.sds, 'TGT_NOT_FOUND');

const actions: ReadonlyMap<string, Action> = new Map([
  ['Volume setVolumeSize', volume('changed', setVolumeSize)],
  ['Volume setVolumeName', volume('changed', setVolumeName)],
  ['Volume addMappedSdc', volume('attached', addMappedSdc)],
  ['Volume removeMappedSdc', volume('detached', removeMappedSdc)],
  ['Volume removeVolume', volume('destroyed', removeVolume)],
  ['StoragePool setCapacityAlertThresholds', pool('changed', setCapacityAlertThresholds)],
  ['StoragePool setSparePercentage', pool('changed', setSparePercentage)],
  ['StoragePool setRebalanceEnabled', pool('changed', setRebalanceEnabled)],
  ['Device removeDevice', device('destroyed', removeDevice)],
  ['Sds removeSds', sds('destroyed', removeSds)],
]);

/** Null: the simulator does not play this action. */
export function actionOn(type: string, name: string): Action | null {
  return actions.get(`${type} ${name}`) ?? null;
}
