/** Which hosts have a volume as a disk, and what they may do with it. */
import { found } from './objects.ts';
import { flag, missing, oneOf, optional, required, wholeNumber } from './params.ts';
import type { Params } from './params.ts';
import { refused } from './rc.ts';
import type { ScaleioState, Sdc } from './state.ts';
import type { Mapping, Volume } from './volumes.ts';

const ACCESS_MODES = ['ReadWrite', 'ReadOnly', 'NoAccess'] as const;
/** The least limit of I/Os a second, and the step of the bandwidth: as people know them, no client says. */
const LEAST_IOPS = 11;
const KIBPS_STEP = 1024;

export function addMappedSdc(state: ScaleioState, volume: Volume, params: Params): void {
  const sdc = sdcOf(state, params);
  if (volume.mappings.has(sdc.id)) throw refused('VOL_ALREADY_MAPPED_TO_THIS_INI');
  if (volume.mappings.size > 0 && !flag(params, 'allowMultipleMappings')) throw refused('NOT_ALLOWED_MORE_THAN_ONE_MAPPING');
  const accessMode = optional(params, 'accessMode') === null ? volume.accessModeLimit : accessModeIn(volume, params);
  volume.mappings.set(sdc.id, { limitIops: 0, limitKibps: 0, accessMode });
}

export function removeMappedSdc(state: ScaleioState, volume: Volume, params: Params): void {
  // Clients send allSdcs as "", "true" or an id: that it is there decides.
  if (optional(params, 'allSdcs') !== null) {
    volume.mappings.clear();
    return;
  }
  if (!volume.mappings.delete(sdcOf(state, params).id)) throw refused('VOL_NOT_MAPPED_TO_INI');
}

/** 0: no limit; a key that is left out stays as it is. */
export function setMappedSdcLimits(state: ScaleioState, volume: Volume, params: Params): void {
  const { sdcId, mapping } = mappingOf(state, volume, params);
  const limitIops = numberOr(params, 'iopsLimit', mapping.limitIops);
  const limitKibps = numberOr(params, 'bandwidthLimitInKbps', mapping.limitKibps);
  if (limitIops > 0 && limitIops < LEAST_IOPS) throw refused('PARAMETER_OUT_OF_RANGE');
  if (limitKibps % KIBPS_STEP !== 0) throw refused('PARAMETER_OUT_OF_RANGE');
  volume.mappings.set(sdcId, { ...mapping, limitIops, limitKibps });
}

export function setVolumeMappingAccessMode(state: ScaleioState, volume: Volume, params: Params): void {
  const { sdcId, mapping } = mappingOf(state, volume, params);
  volume.mappings.set(sdcId, { ...mapping, accessMode: accessModeIn(volume, params) });
}

/** No mapping may do more than this; how one that does is refused is assumed. */
export function setVolumeAccessModeLimit(state: ScaleioState, volume: Volume, params: Params): void {
  const accessModeLimit = oneOf(params, 'accessModeLimit', ['ReadWrite', 'ReadOnly'] as const);
  const mapped = [...volume.mappings.values()];
  if (accessModeLimit === 'ReadOnly' && mapped.some(({ accessMode }) => accessMode === 'ReadWrite')) throw refused('VOL_MAPPED');
  state.volumes.change(volume, { accessModeLimit });
}

export function setVolumeUseRmcache(state: ScaleioState, volume: Volume, params: Params): void {
  required(params, 'useRmcache');
  state.volumes.change(volume, { useRmcache: flag(params, 'useRmcache') });
}

function accessModeIn(volume: Volume, params: Params): string {
  const accessMode = oneOf(params, 'accessMode', ACCESS_MODES);
  if (accessMode === 'ReadWrite' && volume.accessModeLimit === 'ReadOnly') throw refused('PARAMETER_OUT_OF_RANGE');
  return accessMode;
}

function mappingOf(state: ScaleioState, volume: Volume, params: Params): { readonly sdcId: string; readonly mapping: Mapping } {
  const sdcId = found(state.sdcs, required(params, 'sdcId'), 'INI_NOT_FOUND').id;
  const mapping = volume.mappings.get(sdcId);
  if (!mapping) throw refused('VOL_NOT_MAPPED_TO_INI');
  return { sdcId, mapping };
}

function numberOr(params: Params, name: string, now: number): number {
  const text = optional(params, name);
  return text === null ? now : wholeNumber(text, name);
}

function sdcOf(state: ScaleioState, params: Params): Sdc {
  const id = optional(params, 'sdcId');
  const guid = optional(params, 'guid');
  if (id === null && guid === null) throw missing('sdcId');
  const sdc = state.sdcs.find((candidate) => (id === null ? candidate.guid === guid : candidate.id === id));
  if (!sdc) throw refused('INI_NOT_FOUND');
  return sdc;
}
