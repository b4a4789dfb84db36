/** Volumes: there, in the declared pool, as large as declared. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { formatGib, kibToGib } from '../../../units.ts';
import { compareVolume } from '../compare.ts';
import { livePool, liveVolume, placeOfVolume, vendorName } from '../resolve.ts';
import type { PoolPlace } from '../resolve.ts';
import type { ScaleioFacets, StoragePool, Volume } from '../types.ts';
import { judge, judgeUnmet } from './judge.ts';
import type { Judgement } from './judge.ts';
import { poolMissing } from './pool.ts';

export function judgeVolume(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const place = placeOfVolume(doc, inputs.desired);
  if (!place) return judge(doc.ref, { kind: 'degraded', why: `its pool ${doc.spec.pool} is not declared` }, []);
  const pool = livePool(place, live);
  const volume = liveVolume(doc, live);
  if (volume.kind !== 'one') {
    // A declared pool that is missing says so itself.
    const missing = pool.kind === 'none' && place.ref === null ? poolMissing(place) : null;
    return judgeUnmet(doc.ref, volume, `volume ${vendorName(doc)}`, missing);
  }
  if (pool.kind !== 'one')
    return judgeUnmet(doc.ref, pool, `pool ${place.pool} of ${place.domain}`, place.ref === null ? poolMissing(place) : null);
  return judgeLive(doc, { volume: volume.value, pool: pool.value, place });
}

function judgeLive(doc: Doc<'Volume'>, { volume, pool, place }: { volume: Volume; pool: StoragePool; place: PoolPlace }): Judgement {
  const [liveSize, declaredSize] = [formatGib(kibToGib(volume.sizeKib)), formatGib(doc.spec.sizeGiB)];
  switch (compareVolume(doc, volume, pool)) {
    case 'none':
      return judge(doc.ref, { kind: 'ready' }, []);
    case 'too-small':
      return judge(doc.ref, { kind: 'progressing', why: `it has ${liveSize} of ${declaredSize}` }, []);
    case 'too-large':
      return judge(doc.ref, { kind: 'ready' }, [
        {
          code: 'VolumeCannotShrink',
          why: `the volume has ${liveSize}, declared are ${declaredSize}, and ScaleIO cannot shrink a volume`,
          remedy: `Declare sizeGiB: ${kibToGib(volume.sizeKib)}, or move the data to a smaller volume.`,
        },
      ]);
    case 'other-type':
      return judge(doc.ref, { kind: 'ready' }, [
        {
          code: 'VolumeTypeDiffers',
          why: `the volume is ${volume.volumeType}, declared is ${doc.spec.type ?? 'thin'}, and the type of a volume cannot be changed`,
          remedy: 'Declare the type it has, or move the data to a new volume.',
        },
      ]);
    case 'in-other-pool': {
      const why = `the volume is in the pool with id ${volume.storagePoolId}, not in ${place.domain}/${place.pool}`;
      const remedy = 'Declare the pool it is in, or give the new volume another name.';
      return judge(doc.ref, { kind: 'degraded', why }, [{ code: 'VolumeInOtherPool', why, remedy }]);
    }
  }
}
