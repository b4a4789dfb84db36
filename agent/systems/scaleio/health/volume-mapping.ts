/** Volumes whose document says which hosts have them. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import { mappingSteps } from '../diff/mapping.ts';
import { hostsOf, unlistedHosts } from '../hosts.ts';
import { isMappedToAll } from '../mappings.ts';
import type { Mapping, ScaleioFacets, Volume } from '../types.ts';
import type { Remark } from './judge.ts';
import type { Part } from './volume-fields.ts';

const READY: Part = { readiness: { kind: 'ready' }, remarks: [] };

export function mappingPart(doc: Doc<'Volume'>, volume: Volume, live: Live<ScaleioFacets>, ignored: readonly string[]): Part {
  const { mappedTo } = doc.spec;
  if (mappedTo === undefined || ignored.includes('mappedTo')) return READY;
  const { sdcs } = live;
  if (sdcs.kind === 'unknown') return { readiness: sdcs, remarks: [] };
  const { unknown, ambiguous } = hostsOf(mappedTo, sdcs.value);
  const isForAll = isMappedToAll(volume);
  const unlisted = isForAll ? [] : unlistedHosts(volume, sdcs.value);
  const remarks = [
    ...unknown.map(hostUnknown),
    ...ambiguous.map(hostAmbiguous),
    ...unlisted.map(hostUnlisted),
    ...(isForAll ? [mappedToAll()] : []),
  ];
  const [first] = remarks;
  if (first !== undefined) return { readiness: { kind: 'degraded', why: first.why }, remarks, isWithheld: true };
  const [next] = mappingSteps(doc, volume, live, ignored);
  return next === undefined ? READY : { readiness: { kind: 'progressing', why: next.reason }, remarks: [] };
}

const UNTIL_THEN = 'until then the volume is taken away from no host';

function hostUnknown(wanted: string): Remark {
  const why = `mappedTo names ${wanted}, and no SDC has that name, GUID or address`;
  return { code: 'HostUnknown', why, remedy: `Correct the name, or install the SDC on that host; ${UNTIL_THEN}.` };
}

function hostAmbiguous({ wanted, ids }: { readonly wanted: string; readonly ids: readonly string[] }): Remark {
  const why = `mappedTo names ${wanted}, which ${ids.length} SDCs are called: ${ids.join(', ')}`;
  return { code: 'NameNotUnique', why, remedy: `Name it by its GUID, or remove the other one in ScaleIO; ${UNTIL_THEN}.` };
}

function hostUnlisted({ host, sdcId }: Mapping): Remark {
  const why = `the volume is mapped to ${host} (SDC ${sdcId}), which ScaleIO does not list`;
  return { code: 'HostUnlisted', why, remedy: `See whether ScaleIO shows all its SDCs; ${UNTIL_THEN}, nor given to another.` };
}

function mappedToAll(): Remark {
  const why = 'the volume is mapped to every SDC, declared are single ones';
  return { code: 'VolumeMappedToAll', why, remedy: 'Unmap it from all in ScaleIO, and the declared hosts get it; or take mappedTo away.' };
}
