/** Which volumes may be on their way to another pool: those that are not where they are declared. Pure. */
import type { Desired, Doc } from '../../model/desired.ts';
import type { Live } from '../../model/observed.ts';
import { indexOf } from './indexes.ts';
import { canMigrate } from './profile.ts';
import { livePool, placeOfVolume, vendorName } from './resolve.ts';
import type { ScaleioFacets } from './types.ts';

/** VTree ids, each once. Only of these the gateway is asked whether they move: all would be one call for each volume. */
export function vtreesAstray(desired: Desired, live: Live<ScaleioFacets>): readonly string[] {
  const { system, volumes, pools } = live;
  if (system.kind === 'unknown' || volumes.kind === 'unknown' || pools.kind === 'unknown') return [];
  if (!canMigrate(system.value.version)) return [];
  const poolIds = new Map<string, string | null>();
  const vtreeIds = new Set<string>();
  const { byName } = indexOf(volumes.value);
  for (const doc of desired.docs.Volume.values()) {
    const poolId = declaredPoolId(doc, desired, live, poolIds);
    for (const name of [vendorName(doc), doc.spec.renamedFrom]) {
      const namesakes = name === undefined ? undefined : byName.get(name);
      for (const volume of namesakes ?? []) if (volume.storagePoolId !== poolId) vtreeIds.add(volume.vtreeId);
    }
  }
  return [...vtreeIds];
}

/** Null: there is not exactly one such pool. */
function declaredPoolId(doc: Doc<'Volume'>, desired: Desired, live: Live<ScaleioFacets>, known: Map<string, string | null>): string | null {
  const found = known.get(doc.spec.pool);
  if (found !== undefined) return found;
  const place = placeOfVolume(doc, desired);
  const pool = place === null ? null : livePool(place, live);
  const id = pool?.kind === 'one' ? pool.value.id : null;
  known.set(doc.spec.pool, id);
  return id;
}
