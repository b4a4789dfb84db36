/** Volumes that are not where, or not what, their document says: lost, renamed by hand, or still to be removed. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { hindranceToRemoval } from '../removable.ts';
import { vendorName } from '../resolve.ts';
import type { ScaleioFacets, Volume } from '../types.ts';
import { doomedVolume, volumeOf } from '../which-volume.ts';
import { judge, judgeUnmet } from './judge.ts';
import type { Judgement } from './judge.ts';

/** Ready means gone. */
export function judgeRemoval(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const target = doomedVolume(doc, inputs, live);
  switch (target.kind) {
    case 'none':
      return judge(doc.ref, { kind: 'ready' }, namesake(doc, inputs, live));
    case 'one': {
      const why = hindranceToRemoval(target.value, live.volumes.kind === 'ok' ? live.volumes.value : []);
      return judge(doc.ref, why === null ? { kind: 'progressing', why: 'it is still to be removed' } : { kind: 'degraded', why }, []);
    }
    case 'many':
    case 'taken':
    case 'unknown':
      return judgeUnmet(doc.ref, target, `volume ${vendorName(doc)}`, null);
  }
}

/** Another volume has the name of the one that was to be removed: it is not touched. */
function namesake(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Parameters<typeof judge>[2] {
  const target = volumeOf(doc, inputs, live);
  if (target.kind !== 'lost' || target.instead === null) return [];
  const name = vendorName(doc);
  return [
    {
      code: 'VolumeReplaced',
      why: `the volume that ${name} was, with the id ${target.id}, is gone; the one of that name now has the id ${target.instead.id} and stays`,
      remedy: 'Take the document away; to remove the other volume, too, declare it absent under a metadata.name of its own.',
    },
  ];
}

/** What was lost is never made anew by itself: it would be empty. */
export function judgeLost(doc: Doc<'Volume'>, { id, instead }: { readonly id: string; readonly instead: Volume | null }): Judgement {
  const name = vendorName(doc);
  const now = instead === null ? '' : `; another one, with the id ${instead.id}, has its name`;
  const why = `volume ${name}, with the id ${id}, is not there any more${now}`;
  const goOn = instead === null ? 'make a new, empty one' : 'go on with the other one';
  return judge(doc.ref, { kind: 'missing', why }, [
    {
      code: instead === null ? 'VolumeMissing' : 'VolumeReplaced',
      why,
      remedy: `Find out where its data went; approve the change to ${goOn}, or declare it absent.`,
    },
  ]);
}

/** REX-Ray does not find it by the declared name, and a new one of that name would be empty. */
export function judgeRenamed(doc: Doc<'Volume'>, volume: Volume): Judgement {
  const found = volume.name ?? 'nothing at all';
  const why = `the volume with the id ${volume.id}, declared as ${vendorName(doc)}, is called ${found} in ScaleIO`;
  const remedy =
    volume.name === null
      ? `Give it the name ${vendorName(doc)} in ScaleIO.`
      : `Declare spec.name: ${found} to follow, or spec.renamedFrom: ${found} to have it renamed back once that name is free.`;
  return judge(doc.ref, { kind: 'missing', why }, [{ code: 'VolumeRenamed', why, remedy }]);
}
