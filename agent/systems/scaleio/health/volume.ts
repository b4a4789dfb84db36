/** Volumes: there, the one we know, and as declared. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { volumeTypeOf } from '../compare.ts';
import { whyNoRoom } from '../headroom.ts';
import { livePool, placeOfVolume, vendorName } from '../resolve.ts';
import type { PoolPlace } from '../resolve.ts';
import type { ScaleioFacets } from '../types.ts';
import { poolOfVolume, volumeOf } from '../which-volume.ts';
import { judge, judgeUnmet } from './judge.ts';
import type { Judgement, Remark } from './judge.ts';
import { judgeLost, judgeRemoval, judgeRenamed } from './out-of-place.ts';
import { poolMissing } from './pool.ts';
import { judgeFields, noRoom } from './volume-fields.ts';
import type { Found } from './volume-fields.ts';

export function judgeVolume(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  if (doc.state === 'absent') return judgeRemoval(doc, inputs, live);
  const place = placeOfVolume(doc, inputs.desired);
  if (!place) return judge(doc.ref, { kind: 'degraded', why: `its pool ${doc.spec.pool} is not declared` }, []);
  const volume = volumeOf(doc, inputs, live);
  switch (volume.kind) {
    case 'one':
      return judgeFound(doc, { volume: volume.value, place, inputs }, live);
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
    case 'taken':
    case 'unknown':
      return judgeUnmet(doc.ref, volume, `volume ${vendorName(doc)}`, whyNotMade(doc, place, inputs, live));
  }
}

/** A declared pool that is missing says so itself. */
function whyNotMade(doc: Doc<'Volume'>, place: PoolPlace, inputs: Inputs, live: Live<ScaleioFacets>): Remark | null {
  const pool = poolOfVolume(doc, inputs, live);
  if (pool.kind !== 'one') return missingPool(place, live);
  const why = whyNoRoom(pool.value, { type: volumeTypeOf(doc), addGiB: doc.spec.sizeGiB }, live);
  return why === null ? null : noRoom(`the volume is not made: ${why}`, place.ref);
}

function missingPool(place: PoolPlace, live: Live<ScaleioFacets>): Remark | null {
  return place.ref === null && livePool(place, live).kind === 'none' ? poolMissing(place) : null;
}

function judgeFound(doc: Doc<'Volume'>, found: Omit<Found, 'pool'>, live: Live<ScaleioFacets>): Judgement {
  const { place, inputs } = found;
  const pool = poolOfVolume(doc, inputs, live);
  if (pool.kind === 'one') return judgeFields(doc, { ...found, pool: pool.value }, live);
  return judgeUnmet(doc.ref, pool, `pool ${place.pool} of ${place.domain}`, missingPool(place, live));
}
