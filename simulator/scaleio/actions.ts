/** The actions on one object: `POST /api/instances/{Type}::{id}/action/{action}`. */
import type { Effect } from '../service.ts';
import { DEVICE_SETTINGS } from './device-calls.ts';
import {
  activateProtectionDomain,
  inactivateProtectionDomain,
  removeFaultSet,
  removeProtectionDomain,
  setFaultSetName,
  setProtectionDomainName,
  setSdsNetworkLimits,
} from './domain-calls.ts';
import {
  addMappedSdc,
  removeMappedSdc,
  setMappedSdcLimits,
  setVolumeAccessModeLimit,
  setVolumeMappingAccessMode,
  setVolumeUseRmcache,
} from './mapping-calls.ts';
import { found } from './objects.ts';
import type { Params } from './params.ts';
import { unknownAction } from './rc.ts';
import type { RC } from './rc.ts';
import { overwriteVolumeContent, removeVolume, setSnapshotSecurity } from './snapshots.ts';
import { enterMaintenanceMode, exitMaintenanceMode } from './maintenance.ts';
import { migrateVTree } from './migration.ts';
import { abortRemoveDevice, abortRemoveSds, removeDevice, removeSds } from './removal.ts';
import { removeSdc, setSdcName, setSdcPerformanceParameters } from './sdc-calls.ts';
import { SDS_SETTINGS } from './sds-calls.ts';
import { POOL_SETTINGS, removeStoragePool } from './pool-settings.ts';
import type { Pool } from './pool-state.ts';
import { has } from './profile.ts';
import type { Feature } from './profile.ts';
import type { Device, Domain, FaultSet, ScaleioState, Sdc, Sds } from './state.ts';
import type { Volume } from './volumes.ts';
import { setVolumeName, setVolumeSize } from './volume-calls.ts';

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
const domain: On<Domain> = on((state) => state.domains, 'FD_NOT_FOUND');
const faultSet: On<FaultSet> = on((state) => state.faultSets, 'FAULT_SET_NOT_FOUND');
const sdc: On<Sdc> = on((state) => state.sdcs, 'INI_NOT_FOUND');
const sds: On<Sds> = on((state) => state.sds, 'TGT_NOT_FOUND');

function since(feature: Feature, { effect, run }: Action): Action {
  return {
    effect,
    run(state, id, params) {
      if (!has(state.version, feature)) throw unknownAction(feature);
      run(state, id, params);
    },
  };
}

function all<T>(type: string, of: On<T>, settings: Readonly<Record<string, Parameters<On<T>>[1]>>): readonly [string, Action][] {
  return Object.entries(settings).map(([name, run]) => [`${type} ${name}`, of('changed', run)]);
}

const actions: ReadonlyMap<string, Action> = new Map([
  ['Volume setVolumeSize', volume('changed', setVolumeSize)],
  ['Volume setVolumeName', volume('changed', setVolumeName)],
  ['Volume addMappedSdc', volume('attached', addMappedSdc)],
  ['Volume removeMappedSdc', volume('detached', removeMappedSdc)],
  ['Volume removeVolume', volume('destroyed', removeVolume)],
  ['Volume setMappedSdcLimits', volume('changed', setMappedSdcLimits)],
  ['Volume setVolumeMappingAccessMode', since('accessMode', volume('changed', setVolumeMappingAccessMode))],
  ['Volume setVolumeAccessModeLimit', since('accessMode', volume('changed', setVolumeAccessModeLimit))],
  ['Volume setVolumeUseRmcache', volume('changed', setVolumeUseRmcache)],
  ['Volume setSnapshotSecurity', since('accessMode', volume('changed', setSnapshotSecurity))],
  ['Volume overwriteVolumeContent', volume('destroyed', overwriteVolumeContent)],
  ...all('StoragePool', pool, POOL_SETTINGS),
  ['Volume migrateVTree', since('migration', volume('changed', migrateVTree))],
  ['StoragePool removeStoragePool', pool('destroyed', removeStoragePool)],
  ['ProtectionDomain setProtectionDomainName', domain('changed', setProtectionDomainName)],
  ['ProtectionDomain setSdsNetworkLimits', domain('changed', setSdsNetworkLimits)],
  ['ProtectionDomain activateProtectionDomain', domain('changed', activateProtectionDomain)],
  ['ProtectionDomain inactivateProtectionDomain', domain('changed', inactivateProtectionDomain)],
  ['ProtectionDomain removeProtectionDomain', domain('destroyed', removeProtectionDomain)],
  ['FaultSet setFaultSetName', faultSet('changed', setFaultSetName)],
  ['FaultSet removeFaultSet', faultSet('destroyed', removeFaultSet)],
  ...all('Device', device, DEVICE_SETTINGS),
  ['Device removeDevice', device('destroyed', removeDevice)],
  ['Device abortRemoveDevice', device('changed', abortRemoveDevice)],
  ...all('Sds', sds, SDS_SETTINGS),
  ['Sds enterMaintenanceMode', sds('changed', enterMaintenanceMode)],
  ['Sds exitMaintenanceMode', sds('changed', exitMaintenanceMode)],
  ['Sds removeSds', sds('destroyed', removeSds)],
  ['Sds abortRemoveSds', sds('changed', abortRemoveSds)],
  ['Sdc setSdcName', sdc('changed', setSdcName)],
  ['Sdc setSdcPerformanceParameters', sdc('changed', setSdcPerformanceParameters)],
  ['Sdc removeSdc', sdc('destroyed', removeSdc)],
]);

/** Null: the simulator does not play this action. */
export function actionOn(type: string, name: string): Action | null {
  return actions.get(`${type} ${name}`) ?? null;
}
