/** Devices: disks that ScaleIO gets, gives back, or is told something about. */
import type { Instant } from '../../../clock.ts';
import { PlumblineError } from '../../../errors.ts';
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import { formatDuration } from '../../../units.ts';
import type { ScaleioClient } from '../client/client.ts';
import { scaleioErrors } from '../errors.ts';
import { whyPoolNeeds } from '../removable-device.ts';
import type { AddDevice, RemoveDevice, SetDevice } from '../actions.ts';
import type { Device } from '../types.ts';
import { gone } from './gone.ts';

/** How long the host may take to show a disk that is attached to it. */
const APPEARS_WITHIN_MS = 120_000;

/** Where no other device may have its name: a cloud disk's is its own, one that a host came with may be called as on the next host. */
export type NameScope = 'system' | 'sds';

export type DeviceAdder = (args: AddDevice['args'], scope: NameScope, ctx: WriteCtx) => Promise<Written>;

/**
 * Adds devices, with patience for paths that are not there yet. ScaleIO cannot be asked what an SDS sees, so the time counts
 * from the first refusal that this process got; a new process starts anew, which only delays the complaint.
 */
export function deviceAdder(client: ScaleioClient): DeviceAdder {
  const refusedSince = new Map<string, Instant>();
  return async (args, scope, ctx) => {
    const readAtMs = ctx.clock.monotonicMs();
    const devices = await client.devices(ctx);
    const slot = `${args.sdsId} ${args.deviceCurrentPathname} ${args.name}`;
    if (devices.some((device) => isAsWanted(device, args))) {
      refusedSince.delete(slot);
      return { kind: 'skipped', why: `device ${args.name} is there already` };
    }
    refuseConflicts(devices, args, scope);
    const tested = devices.find(({ sdsId, deviceState }) => sdsId === args.sdsId && deviceState === 'InitialTest');
    // rc 138: one at a time on an SDS.
    if (tested !== undefined) return { kind: 'waiting', why: `the SDS still tests its device ${tested.name ?? tested.id}` };
    ctx.fresh(readAtMs);
    try {
      const backendId = await client.change({ system: 'scaleio', do: 'addDevice', args }, ctx);
      refusedSince.delete(slot);
      return { kind: 'applied', backendId };
    } catch (thrown) {
      if (!isNotOpened(thrown)) throw thrown;
      const since = refusedSince.get(slot) ?? ctx.clock.now();
      refusedSince.set(slot, since);
      if (ctx.clock.now() - since >= APPEARS_WITHIN_MS) throw thrown;
      const patience = formatDuration(APPEARS_WITHIN_MS);
      return { kind: 'waiting', why: `the SDS cannot open ${args.deviceCurrentPathname} yet, for which it has ${patience}` };
    }
  };
}

function isNotOpened(thrown: unknown): boolean {
  return thrown instanceof PlumblineError && thrown.code === scaleioErrors.deviceNotOpened;
}

function isAsWanted({ name, sdsId, storagePoolId }: Device, wanted: AddDevice['args']): boolean {
  return name === wanted.name && sdsId === wanted.sdsId && storagePoolId === wanted.storagePoolId;
}

/** ScaleIO has names apart for each SDS only, and would take the same disk twice. */
function refuseConflicts(devices: readonly Device[], { name, sdsId, deviceCurrentPathname }: AddDevice['args'], scope: NameScope): void {
  const named = devices.find((device) => device.name === name && (scope === 'system' || device.sdsId === sdsId));
  if (named !== undefined) {
    const where = named.sdsId === sdsId ? `in the pool with id ${named.storagePoolId}` : `on another SDS, with id ${named.sdsId}`;
    throw conflict(`ScaleIO has a device named ${name} already, ${where}; it is not added a second time.`);
  }
  const holder = devices.find((device) => device.sdsId === sdsId && device.path === deviceCurrentPathname);
  if (holder === undefined) return;
  throw conflict(`The path ${deviceCurrentPathname} is in use already, by device ${holder.name ?? holder.id}; ${name} is not added there.`);
}

function conflict(message: string): PlumblineError {
  return new PlumblineError(scaleioErrors.deviceConflict, message);
}

/** Asked again what a removal requires: ScaleIO itself asks for less. */
export async function removeDevice(client: ScaleioClient, { deviceId }: RemoveDevice['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const device = await client.device(deviceId, ctx);
  if (device === null) return { kind: 'skipped', why: `device ${deviceId} is already gone` };
  if (device.deviceState === 'RemovePending') return { kind: 'skipped', why: `device ${device.name ?? deviceId} is being removed already` };
  const why = await whyPoolNeeds(client, device, ctx);
  if (why !== null) return { kind: 'waiting', why };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'removeDevice', args: { deviceId } }, ctx);
  return { kind: 'applied', backendId: deviceId };
}

export async function setDevice(client: ScaleioClient, args: SetDevice['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const device = await client.device(args.deviceId, ctx);
  if (device === null) throw gone(`device ${args.deviceId}`);
  const why = whyNotCalled(args.call, device);
  if (why !== null) return { kind: 'skipped', why };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'setDevice', args }, ctx);
  return { kind: 'applied', backendId: args.deviceId };
}

/** Null: there is something for the call to do. */
function whyNotCalled(call: SetDevice['args']['call'], { deviceState, errorState, path, originalPath }: Device): string | null {
  switch (call) {
    case 'abortRemoveDevice':
      return deviceState === 'RemovePending' ? null : `its deviceState is ${deviceState}`;
    case 'activateDevice':
      return deviceState === 'InitialTestDone' ? null : `its deviceState is ${deviceState}`;
    case 'clearDeviceError':
      return errorState === 'None' ? 'it has no error any more' : null;
    case 'updateDeviceOriginalPathname':
      return originalPath === path ? `ScaleIO looks for it at ${path} already` : null;
  }
}
