/** Declared disks of a node: added to their pools, kept there, removed. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { formatGib, kibToGib } from '../../../units.ts';
import { unwellStates } from '../node-states.ts';
import type { SetDevice } from '../actions.ts';
import type { Device, ScaleioAction, ScaleioFacets, StorageNode, StoragePool } from '../types.ts';
import { devicesOf, sdsOf, whichDevice } from '../which-device.ts';
import type { DeclaredDevice } from '../which-device.ts';
import { whichPool } from '../which-object.ts';
import { keepDraft, removeDraft } from './draft.ts';

type DeviceDraft = Draft<ScaleioAction> | null;

const FACETS = ['domains', 'pools', 'nodes', 'devices'] as const;

/** None of a node that is to go: its devices go with it. */
export function deviceDrafts(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): readonly Draft<ScaleioAction>[] {
  const sds = doc.state === 'absent' ? null : sdsOf(doc, inputs, live);
  if (sds === null) return [];
  return devicesOf(doc)
    .map((declared) => draftOf(declared, sds, inputs, live))
    .filter((draft) => draft !== null);
}

function draftOf(declared: DeclaredDevice, sds: StorageNode, inputs: Inputs, live: Live<ScaleioFacets>): DeviceDraft {
  const target = whichDevice(declared, sds, inputs, live);
  if (declared.spec.state === 'absent') return target.kind === 'one' ? removal(declared, target.value) : null;
  switch (target.kind) {
    case 'one':
      return update(declared, target.value);
    case 'none':
      return creation(declared, sds, inputs, live);
    case 'lost':
      return recreation(declared, sds, inputs, live);
    case 'of-row':
    case 'renamed':
    case 'many':
    case 'taken':
    case 'unknown':
      return null;
  }
}

/** Somebody removed it: whether it is wanted back is for a person to say. */
function recreation(declared: DeclaredDevice, sds: StorageNode, inputs: Inputs, live: Live<ScaleioFacets>): DeviceDraft {
  const made = creation(declared, sds, inputs, live);
  return made && { ...made, consent: 'approval' };
}

/** Null: its pool is not there, or the SDS is not well. */
function creation({ ref, name, spec }: DeclaredDevice, sds: StorageNode, inputs: Inputs, live: Live<ScaleioFacets>): DeviceDraft {
  const declaredPool = inputs.desired.docs.StoragePool.get(spec.pool);
  const target = declaredPool && whichPool(declaredPool, inputs, live);
  if (target?.kind !== 'one' || unwellStates(sds.states).length > 0) return null;
  const pool = target.value;
  const [poolName, sdsName] = [pool.name ?? pool.id, sds.name ?? sds.id];
  const args = { sdsId: sds.id, storagePoolId: pool.id, deviceCurrentPathname: spec.path, name, ...mediaOf(spec.media, pool) };
  return keepDraft({
    doc: { ref, links: [] },
    op: 'create',
    backendId: null,
    action: { system: 'scaleio', do: 'addDevice', args },
    facets: FACETS,
    reason: `SDS ${sdsName} has no device named ${name} and none at ${spec.path}`,
    fields: [
      { path: 'path', from: null, to: spec.path },
      { path: 'pool', from: null, to: poolName },
    ],
    effects: [`adds ${spec.path} of SDS ${sdsName} to pool ${poolName}; ScaleIO refuses a disk that something is on`],
  });
}

/** Where pools have no media, devices have none either. */
function mediaOf(media: 'hdd' | 'ssd' | undefined, { mediaType }: StoragePool): { readonly mediaType?: string } {
  if (mediaType === null) return {};
  return { mediaType: media === undefined ? mediaType : media.toUpperCase() };
}

function update({ ref, spec }: DeclaredDevice, device: Device): DeviceDraft {
  const { id, deviceState, path, originalPath } = device;
  if (deviceState === 'RemovePending') {
    return calling(ref, id, {
      call: 'abortRemoveDevice',
      reason: 'it is being removed, and declared present',
      field: { path: 'state', from: deviceState, to: 'present' },
      effect: 'stops the removal of the device; what was moved off is moved back',
    });
  }
  if (deviceState === 'InitialTestDone') {
    return calling(ref, id, {
      call: 'activateDevice',
      reason: 'it was tested and is not in use',
      field: { path: 'deviceState', from: deviceState, to: 'Normal' },
      effect: 'takes the device into use; data is moved to it',
    });
  }
  if (path !== spec.path || originalPath === path) return null;
  return calling(ref, id, {
    call: 'updateDeviceOriginalPathname',
    reason: 'its host has it under the declared path now',
    field: { path: 'path', from: originalPath, to: path },
    effect: `lets ScaleIO look for the device at ${path} instead of ${originalPath}`,
  });
}

interface Calling {
  readonly call: SetDevice['args']['call'];
  readonly reason: string;
  readonly field: Draft['fields'][number];
  readonly effect: string;
}

function calling(ref: DeclaredDevice['ref'], deviceId: string, { call, reason, field, effect }: Calling): DeviceDraft {
  return keepDraft({
    doc: { ref, links: [] },
    op: 'update',
    backendId: deviceId,
    action: { system: 'scaleio', do: 'setDevice', args: { deviceId, call } },
    facets: FACETS,
    reason,
    fields: [field],
    effects: [effect],
  });
}

/** Null: it drains already. */
function removal({ ref }: DeclaredDevice, { id, name, path, maxKib, deviceState }: Device): DeviceDraft {
  if (deviceState === 'RemovePending') return null;
  return removeDraft({
    ref,
    backendId: id,
    action: { system: 'scaleio', do: 'removeDevice', args: { deviceId: id } },
    facets: FACETS,
    requires: [{ system: 'scaleio', check: 'pool-keeps-without-device', backendId: id }],
    effects: [
      `takes device ${name ?? 'without a name'} (id ${id}) at ${path} out of its pool, ${formatGib(kibToGib(maxKib))}`,
      'ScaleIO moves all copies off it first; until that is done, taking the tombstone back stops it',
    ],
  });
}
