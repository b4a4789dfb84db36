/** Snapshots: volumes of a VTree, each taken of another one. Nothing is written after them, so they take no capacity. */
import { found } from './objects.ts';
import { missing, oneOf, optional, paramsOf, required } from './params.ts';
import type { Params } from './params.ts';
import { refused } from './rc.ts';
import { makeVolume } from './volumes.ts';
import type { ScaleioState } from './state.ts';
import type { Volume } from './volumes.ts';
import { checkName } from './volume-calls.ts';

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
  const groupId = state.ids.random64();
  const snapshots = wanted.map(({ of, name }) => {
    const { poolId, sizeKib, vtreeId } = of;
    const origin = { vtreeId, ancestorId: of.id, groupId };
    return makeVolume(state, { name, poolId, sizeKib, type: 'Snapshot' }, origin);
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

/** Removes a volume, what was taken of it, or both; refused as a whole when one of them is mapped. */
export function removeVolume(state: ScaleioState, volume: Volume, params: Params): void {
  const mode = oneOf(params, 'removeMode', REMOVE_MODES);
  const doomed = new Set(doomedBy(mode, volume, state.volumes.inVtree(volume.vtreeId)));
  if ([...doomed].some(({ mappings }) => mappings.size > 0)) throw refused('VOL_MAPPED');
  for (const one of doomed) state.volumes.remove(one);
  // What was taken of a volume that goes alone hangs on that volume's own origin from then on.
  for (const left of state.volumes.inVtree(volume.vtreeId)) {
    if (left.ancestorId === volume.id && doomed.has(volume)) state.volumes.change(left, { ancestorId: volume.ancestorId });
  }
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
