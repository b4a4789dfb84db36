/** Volumes: there, the one we know, in the declared pool, as large as declared. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { formatGib, kibToGib } from '../../../units.ts';
import { compareVolume } from '../compare.ts';
import { livePool, placeOfVolume, vendorName } from '../resolve.ts';
import type { PoolPlace } from '../resolve.ts';
import type { ScaleioFacets, StoragePool, Volume } from '../types.ts';
import { volumeOf } from '../which-volume.ts';
import { judge, judgeUnmet } from './judge.ts';
import type { Judgement, Remark } from './judge.ts';
import { judgeLost, judgeRemoval, judgeRenamed } from './out-of-place.ts';
import { poolMissing } from './pool.ts';

export function judgeVolume(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  if (doc.state === 'absent') return judgeRemoval(doc, inputs, live);
  const place = placeOfVolume(doc, inputs.desired);
  if (!place) return judge(doc.ref, { kind: 'degraded', why: `its pool ${doc.spec.pool} is not declared` }, []);
  const volume = volumeOf(doc, inputs, live);
  switch (volume.kind) {
    case 'one':
      return judgeFound(doc, { volume: volume.value, place, ignored: inputs.ignored(doc.ref) }, live);
    case 'old-name':
      return judge(doc.ref, { kind: 'progressing', why: `it is still called ${volume.value.name}` }, []);
    case 'renamed':
      return judgeRenamed(doc, volume.value);
    case 'lost':
      return judgeLost(doc, volume);
    case 'contested':
      return judge(doc.ref, { kind: 'degraded', why: `the name it had before is that of ${volume.by}` }, []);
    case 'none':
    case 'many':
    case 'unknown':
      return judgeUnmet(doc.ref, volume, `volume ${vendorName(doc)}`, missingPool(place, live));
  }
}

/** A declared pool that is missing says so itself. */
function missingPool(place: PoolPlace, live: Live<ScaleioFacets>): Remark | null {
  return place.ref === null && livePool(place, live).kind === 'none' ? poolMissing(place) : null;
}

interface Found {
  readonly volume: Volume;
  readonly place: PoolPlace;
  readonly ignored: readonly string[];
}

function judgeFound(doc: Doc<'Volume'>, found: Found, live: Live<ScaleioFacets>): Judgement {
  const { place } = found;
  const pool = livePool(place, live);
  if (pool.kind === 'one') return judgeLive(doc, found, pool.value);
  return judgeUnmet(doc.ref, pool, `pool ${place.pool} of ${place.domain}`, missingPool(place, live));
}

function judgeLive(doc: Doc<'Volume'>, { volume, place, ignored }: Found, pool: StoragePool): Judgement {
  const [liveSize, declaredSize] = [formatGib(kibToGib(volume.sizeKib)), formatGib(doc.spec.sizeGiB)];
  switch (compareVolume(doc, volume, pool, ignored)) {
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
