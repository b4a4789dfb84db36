/** Snapshots: volumes of a VTree, each taken of another one. They take no capacity while that is there: nothing is written over. */
import { found } from './objects.ts';
import { missing, oneOf, optional, paramsOf, required, wholeNumber } from './params.ts';
import type { Params } from './params.ts';
import { has } from './profile.ts';
import { refused } from './rc.ts';
import type { ScaleioState } from './state.ts';
import { checkName } from './volume-calls.ts';
import { makeVolume } from './volumes.ts';
import type { Volume } from './volumes.ts';

const MINUTE_MS = 60_000;
/** Of a VTree (Cinder MAX_SNAPS_IN_VTREE). */
const MAX_SNAPSHOTS = 126;

const REMOVE_MODES = ['ONLY_ME', 'INCLUDING_DESCENDANTS', 'DESCENDANTS_ONLY', 'WHOLE_VTREE'] as const;

interface Wanted {
  readonly of: Volume;
  readonly name: string | null;
}

/** All of them at one moment, or none: they are one group. */
export function snapshotVolumes(state: ScaleioState, params: Params): { volumeIdList: string[]; snapshotGroupId: string } {
  const definitions = params['snapshotDefs'];
  if (!Array.isArray(definitions) || definitions.length === 0) throw missing('snapshotDefs');
  const wanted = definitions.map((definition: unknown) => wantedOf(state, paramsOf(definition)));
  const names = wanted.flatMap(({ name }) => (name === null ? [] : [name]));
  if (new Set(names).size < names.length) throw refused('VOL_NAME_IN_USE');
  checkCounts(state, wanted);
  const limits = limitsIn(state, params);
  const groupId = state.ids.random64();
  const snapshots = wanted.map(({ of, name }) => {
    const { poolId, sizeKib, vtreeId } = of;
    const origin = { vtreeId, ancestorId: of.id, groupId };
    return makeVolume(state, { name, poolId, sizeKib, type: 'Snapshot', ...limits }, origin);
  });
  return { volumeIdList: snapshots.map(({ id }) => id), snapshotGroupId: groupId };
}

function wantedOf(state: ScaleioState, definition: Params): Wanted {
  const id = required(definition, 'volumeId');
  const of = found(state.volumes, id, 'VOL_NOT_FOUND');
  const name = optional(definition, 'snapshotName');
  if (name !== null) checkName(state, name);
  return { of, name };
}

function checkCounts(state: ScaleioState, wanted: readonly Wanted[]): void {
  const more = new Map<string, number>();
  for (const { of } of wanted) more.set(of.vtreeId, (more.get(of.vtreeId) ?? 0) + 1);
  for (const [vtreeId, count] of more) {
    const now = [...state.volumes.inVtree(vtreeId)].filter(({ type }) => type === 'Snapshot').length;
    if (now + count > MAX_SNAPSHOTS) throw refused('TOO_MANY_SNAPS_IN_VTREE');
  }
}

/** Keys that earlier gateways ignore. */
function limitsIn(state: ScaleioState, params: Params): Partial<Pick<Volume, 'accessModeLimit' | 'retainedUntilMs'>> {
  if (!has(state.version, 'accessMode')) return {};
  return {
    ...(optional(params, 'accessModeLimit') !== null && { accessModeLimit: oneOf(params, 'accessModeLimit', ['ReadWrite', 'ReadOnly']) }),
    ...(optional(params, 'retentionPeriodInMin') !== null && { retainedUntilMs: retainedUntil(state, params) }),
  };
}

function retainedUntil(state: ScaleioState, params: Params): number {
  return state.nowMs + MINUTE_MS * wholeNumber(required(params, 'retentionPeriodInMin'), 'retentionPeriodInMin');
}

/** It can only be kept longer; the refusal is assumed. */
export function setSnapshotSecurity(state: ScaleioState, volume: Volume, params: Params): void {
  const retainedUntilMs = retainedUntil(state, params);
  if (volume.type !== 'Snapshot') throw refused('PARAMETER_OUT_OF_RANGE');
  if (retainedUntilMs < volume.retainedUntilMs) throw refused('PERMISSION_DENIED');
  state.volumes.change(volume, { retainedUntilMs });
}

/** The volume becomes what the other one of its VTree is. */
export function overwriteVolumeContent(state: ScaleioState, volume: Volume, params: Params): void {
  const source = found(state.volumes, required(params, 'srcVolumeId'), 'VOL_NOT_FOUND');
  if (source === volume) throw refused('VOLUME_AND_SNAPSHOT_MATCH');
  if (source.vtreeId !== volume.vtreeId) throw refused('VTREE_ID_MISMATCH');
}

/** All that were taken at one moment. */
export function removeConsistencyGroupSnapshots(state: ScaleioState, params: Params): { readonly numberOfVolumes: number } {
  const groupId = required(params, 'snapGroupId');
  const group = [...state.volumes].filter((volume) => volume.groupId === groupId);
  if (group.length === 0) throw refused('VOL_NOT_FOUND_FOR_SNAP_GROUP');
  removeAll(state, group);
  return { numberOfVolumes: group.length };
}

/** Removes a volume, what was taken of it, or both; refused as a whole when one of them is mapped. */
export function removeVolume(state: ScaleioState, volume: Volume, params: Params): void {
  const mode = oneOf(params, 'removeMode', REMOVE_MODES);
  removeAll(state, doomedBy(mode, volume, state.volumes.inVtree(volume.vtreeId)));
}

/** As a whole, or not at all. What was taken of one that goes hangs on its origin from then on, and keeps its data. */
function removeAll(state: ScaleioState, doomed: readonly Volume[]): void {
  if (doomed.some(({ mappings }) => mappings.size > 0)) throw refused('VOL_MAPPED');
  // How a secure snapshot says so is assumed.
  if (doomed.some(({ retainedUntilMs }) => retainedUntilMs > state.nowMs)) throw refused('PERMISSION_DENIED');
  for (const one of doomed) {
    state.volumes.remove(one);
    const left = [...state.volumes.inVtree(one.vtreeId)].filter(({ ancestorId }) => ancestorId === one.id);
    for (const child of left) state.volumes.change(child, { ancestorId: one.ancestorId });
    const [heir] = left;
    if (heir) state.volumes.change(heir, { writtenKib: heir.writtenKib + heldBy(one) });
    if (state.volumes.inVtree(one.vtreeId).size === 0) state.migrations.delete(one.vtreeId);
  }
}

function heldBy({ type, sizeKib, writtenKib }: Volume): number {
  return type === 'ThickProvisioned' ? sizeKib : writtenKib;
}

function doomedBy(mode: (typeof REMOVE_MODES)[number], volume: Volume, vtree: ReadonlySet<Volume>): readonly Volume[] {
  switch (mode) {
    case 'ONLY_ME':
      return [volume];
    case 'INCLUDING_DESCENDANTS':
      return [volume, ...descendantsOf(volume, vtree)];
    case 'DESCENDANTS_ONLY':
      return descendantsOf(volume, vtree);
    case 'WHOLE_VTREE':
      return [...vtree];
  }
}

function descendantsOf(volume: Volume, vtree: ReadonlySet<Volume>): readonly Volume[] {
  const children = [...vtree].filter(({ ancestorId }) => ancestorId === volume.id);
  return children.flatMap((child) => [child, ...descendantsOf(child, vtree)]);
}
