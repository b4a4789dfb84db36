/** The calls of the gateway that change something: what each action is on the wire. */
import type { ScaleioAction } from '../types.ts';
import { instance } from './calls.ts';
import type { GatewayCall } from './login.ts';

export interface Request {
  /** As in "ScaleIO refused to create volume pg". */
  readonly what: string;
  readonly call: GatewayCall;
  /** Whether the answer carries the id of what was made. */
  readonly isCreate: boolean;
}

/** Pure. */
export function requestOf(action: ScaleioAction): Request {
  if (isCreation(action)) return creationRequest(action);
  return isOfVolume(action) ? volumeRequest(action) : layoutRequest(action);
}

type Creation = Extract<ScaleioAction, { readonly args: { readonly name: string } }>;
type VolumeAction = Extract<ScaleioAction, { readonly args: { readonly volumeId: string } }>;

function isCreation(action: ScaleioAction): action is Creation {
  return 'name' in action.args;
}

function isOfVolume(action: ScaleioAction): action is VolumeAction {
  return 'volumeId' in action.args;
}

function creationRequest(action: Creation): Request {
  const { name } = action.args;
  switch (action.do) {
    case 'createVolume':
      return create(`create volume ${name}`, 'Volume', action.args);
    case 'createDomain':
      return create(`create protection domain ${name}`, 'ProtectionDomain', action.args);
    case 'createFaultSet':
      return create(`create fault set ${name}`, 'FaultSet', action.args);
    case 'createPool':
      return create(`create pool ${name}`, 'StoragePool', action.args);
    case 'addNode':
      return create(`add SDS ${name}`, 'Sds', action.args);
    case 'addDevice':
      return create(`add device ${name} at ${action.args.deviceCurrentPathname}`, 'Device', action.args);
  }
}

function layoutRequest(action: Exclude<ScaleioAction, Creation | VolumeAction>): Request {
  switch (action.do) {
    case 'setCapacityAlertThresholds': {
      const { storagePoolId, ...body } = action.args;
      return act(`set the thresholds of pool ${storagePoolId}`, instance('StoragePool', storagePoolId), action.do, body);
    }
    case 'setPool': {
      const { storagePoolId, call, body } = action.args;
      return act(`${call} of pool ${storagePoolId}`, instance('StoragePool', storagePoolId), call, body);
    }
    case 'removePool':
      return act(`remove pool ${action.args.storagePoolId}`, instance('StoragePool', action.args.storagePoolId), 'removeStoragePool', {});
    case 'removeDomain': {
      const { protectionDomainId: id } = action.args;
      return act(`remove protection domain ${id}`, instance('ProtectionDomain', id), 'removeProtectionDomain', {});
    }
    case 'removeFaultSet':
      return act(`remove fault set ${action.args.faultSetId}`, instance('FaultSet', action.args.faultSetId), 'removeFaultSet', {});
    case 'setNode': {
      const { sdsId, call, body } = action.args;
      return act(`${call} of SDS ${sdsId}`, instance('Sds', sdsId), call, body);
    }
    case 'removeNode':
      return act(`remove SDS ${action.args.sdsId}`, instance('Sds', action.args.sdsId), 'removeSds', {});
    case 'setDevice':
      return act(`${action.args.call} of device ${action.args.deviceId}`, instance('Device', action.args.deviceId), action.args.call, {});
    case 'removeDevice':
      return act(`remove device ${action.args.deviceId}`, instance('Device', action.args.deviceId), 'removeDevice', {});
  }
}

function volumeRequest(action: VolumeAction): Request {
  const { volumeId, ...body } = action.args;
  const volume = instance('Volume', volumeId);
  switch (action.do) {
    case 'setVolumeSize':
      return act(`grow volume ${volumeId}`, volume, 'setVolumeSize', body);
    case 'setVolumeName':
      return act(`rename volume ${volumeId}`, volume, 'setVolumeName', body);
    case 'removeVolume':
      return act(`remove volume ${volumeId}`, volume, 'removeVolume', body);
    case 'removeSnapshot':
      return act(`remove snapshot ${volumeId}`, volume, 'removeVolume', { removeMode: action.args.removeMode });
    case 'migrateVolume':
      return act(`migrate volume ${volumeId}`, volume, 'migrateVTree', body);
    case 'mapVolume':
      return act(`map volume ${volumeId}`, volume, 'addMappedSdc', body);
    case 'unmapVolume':
      return act(`unmap volume ${volumeId}`, volume, 'removeMappedSdc', body);
    case 'setMappedSdcLimits':
      return act(`limit volume ${volumeId}`, volume, 'setMappedSdcLimits', body);
    case 'takeSnapshot': {
      const { snapshotName } = action.args;
      const snapshotDefs = [{ volumeId, snapshotName }];
      return { ...act(`take snapshot ${snapshotName}`, '/api/instances/System', 'snapshotVolumes', { snapshotDefs }), isCreate: true };
    }
  }
}

function create(what: string, type: string, body: object): Request {
  return { what, call: { method: 'POST', path: `/api/types/${type}/instances`, body }, isCreate: true };
}

function act(what: string, path: string, name: string, body: object): Request {
  return { what, call: { method: 'POST', path: `${path}/action/${name}`, body }, isCreate: false };
}
