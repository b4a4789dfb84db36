/** The calls of the gateway that change something, one for each action. */
import type { Ctx } from '../../../model/system.ts';
import type { AddDevice, CreateVolume, RemoveDevice, RemoveVolume, SetThresholds, SetVolumeName, SetVolumeSize } from '../types.ts';
import { instance } from './calls.ts';
import type { Send } from './calls.ts';
import { decodeId } from './decode.ts';
import type { GatewayCall } from './login.ts';

/** Every method throws `scaleio/*`, `http/*` or `config/secret-unreadable`. */
export interface GatewayChanges {
  /** Gives the new volume's id. */
  createVolume(args: CreateVolume['args'], ctx: Ctx): Promise<string>;
  setVolumeSize(args: SetVolumeSize['args'], ctx: Ctx): Promise<void>;
  setVolumeName(args: SetVolumeName['args'], ctx: Ctx): Promise<void>;
  /** The data are gone with it. */
  removeVolume(args: RemoveVolume['args'], ctx: Ctx): Promise<void>;
  setThresholds(args: SetThresholds['args'], ctx: Ctx): Promise<void>;
  /** Gives the new device's id. */
  addDevice(args: AddDevice['args'], ctx: Ctx): Promise<string>;
  /** The device is listed until its data are elsewhere. */
  removeDevice(args: RemoveDevice['args'], ctx: Ctx): Promise<void>;
}

/** Each sends its `args`, the id of the object in the address. */
export function gatewayChanges(change: Send): GatewayChanges {
  return {
    async createVolume(args, ctx) {
      const what = `create volume ${args.name}`;
      return decodeId((await change(what, { method: 'POST', path: '/api/types/Volume/instances', body: args }, ctx)).body, what);
    },
    // An action's answer may be empty, {} or 204 by version: that it is a success is all.
    async setVolumeSize({ volumeId, ...body }, ctx) {
      await change(`grow volume ${volumeId}`, action(instance('Volume', volumeId), 'setVolumeSize', body), ctx);
    },
    async setVolumeName({ volumeId, ...body }, ctx) {
      await change(`rename volume ${volumeId}`, action(instance('Volume', volumeId), 'setVolumeName', body), ctx);
    },
    async removeVolume({ volumeId, ...body }, ctx) {
      await change(`remove volume ${volumeId}`, action(instance('Volume', volumeId), 'removeVolume', body), ctx);
    },
    async setThresholds({ storagePoolId, ...body }, ctx) {
      const what = `set the thresholds of pool ${storagePoolId}`;
      await change(what, action(instance('StoragePool', storagePoolId), 'setCapacityAlertThresholds', body), ctx);
    },
    async addDevice(args, ctx) {
      const what = `add device ${args.name} at ${args.deviceCurrentPathname}`;
      return decodeId((await change(what, { method: 'POST', path: '/api/types/Device/instances', body: args }, ctx)).body, what);
    },
    async removeDevice({ deviceId }, ctx) {
      await change(`remove device ${deviceId}`, action(instance('Device', deviceId), 'removeDevice', {}), ctx);
    },
  };
}

function action(path: string, name: string, body: object): GatewayCall {
  return { method: 'POST', path: `${path}/action/${name}`, body };
}
