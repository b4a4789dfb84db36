/** Which hosts have a declared volume as a disk, and what they may ask of it. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import { mibToKib } from '../../../units.ts';
import { hostName, hostsOf, unlistedHosts } from '../hosts.ts';
import { isMappedToAll, limitsOf } from '../mappings.ts';
import type { Mapping, ScaleioFacets, Sdc, Volume } from '../types.ts';
import { kindOfStep } from './step.ts';
import type { Step } from './step.ts';

/**
 * None without `mappedTo`: then it is for REX-Ray to say. Off one host before on another, so that no more have it than declared;
 * and off none while an entry is not understood, for it may mean that very host.
 */
export function mappingSteps(doc: Doc<'Volume'>, volume: Volume, live: Live<ScaleioFacets>, ignored: readonly string[]): readonly Step[] {
  const { mappedTo } = doc.spec;
  if (mappedTo === undefined || ignored.includes('mappedTo') || live.sdcs.kind === 'unknown' || isMappedToAll(volume)) return [];
  // A list without the SDC of a mapping may lack the very host that is meant, and have another one with its address.
  if (unlistedHosts(volume, live.sdcs.value).length > 0) return [];
  const { found, unknown, ambiguous } = hostsOf(mappedTo, live.sdcs.value);
  const undeclared = volume.mappings.filter(({ sdcId }) => !found.some(({ id }) => id === sdcId));
  const unmapped = found.filter(({ id }) => !volume.mappings.some(({ sdcId }) => sdcId === id));
  const areAllKnown = unknown.length === 0 && ambiguous.length === 0;
  return [
    ...(areAllKnown ? undeclared.map((mapping) => unmapping(volume, mapping, mappedTo)) : []),
    ...unmapped.map((sdc) => mappingTo(volume, sdc, mappedTo.length > 1)),
    // What is still to come counts, too: with it the volume is not yet as declared.
    ...unmapped.flatMap((sdc) => limiting(doc, volume, newMapping(sdc), ignored) ?? []),
  ];
}

function newMapping(sdc: Sdc): Mapping {
  return { sdcId: sdc.id, host: sdc.ips[0] ?? sdc.id, limitIops: 0, limitMibps: 0 };
}

function mappingTo({ id }: Volume, sdc: Sdc, isForSeveral: boolean): Step {
  const host = hostName(sdc);
  const args = { volumeId: id, sdcId: sdc.id, allowMultipleMappings: isForSeveral ? 'TRUE' : 'FALSE' } as const;
  return {
    ...kindOfStep('mappedTo[]'),
    action: { system: 'scaleio', do: 'mapVolume', args },
    facets: ['sdcs'],
    reason: `${host} is declared to have the volume, and has not`,
    fields: [{ path: `mappedTo[${host}]`, from: null, to: host }],
    effect: `maps it to ${host}`,
  };
}

/** Whatever the host writes to it at that time is lost to it: so it is disruptive, other than what the path says of a host that is added. */
function unmapping({ id }: Volume, { sdcId, host }: Mapping, mappedTo: readonly string[]): Step {
  return {
    op: 'unmap',
    class: 'disruptive',
    action: { system: 'scaleio', do: 'unmapVolume', args: { volumeId: id, sdcId } },
    facets: ['sdcs'],
    requires: [{ system: 'scaleio', check: 'host-undeclared', backendId: id, args: { sdcId, mappedTo } }],
    reason: `${host} has the volume, and is not declared to`,
    fields: [{ path: `mappedTo[${host}]`, from: host, to: null }],
    effect: `takes it away from ${host}, where it must not be in use; its data stay`,
  };
}

/** On every host that has it, also where REX-Ray put it. */
export function limitSteps(doc: Doc<'Volume'>, volume: Volume, ignored: readonly string[]): readonly Step[] {
  if (isMappedToAll(volume)) return [];
  return volume.mappings.flatMap((mapping) => limiting(doc, volume, mapping, ignored) ?? []);
}

function limiting(doc: Doc<'Volume'>, volume: Volume, mapping: Mapping, ignored: readonly string[]): Step | null {
  const { sdcId, host, limitIops, limitMibps } = mapping;
  const wanted = limitsOf(doc, mapping, ignored);
  // The host is part of the path: the same limit of another one is another difference.
  const all = [
    { path: `limits.iops[${host}]`, from: limitIops, to: wanted.limitIops },
    { path: `limits.bandwidthMibps[${host}]`, from: limitMibps, to: wanted.limitMibps },
  ];
  const fields = all.filter(({ from, to }) => from !== to);
  const [first] = fields;
  if (first === undefined) return null;
  const limits = { iopsLimit: String(wanted.limitIops), bandwidthLimitInKbps: String(mibToKib(wanted.limitMibps)) };
  return {
    ...kindOfStep(first.path),
    action: { system: 'scaleio', do: 'setMappedSdcLimits', args: { volumeId: volume.id, sdcId, ...limits } },
    facets: [],
    reason: `the limits on ${host} differ`,
    fields,
    // As REX-Ray maps it: nobody took the limits away.
    isOfNew: limitIops === 0 && limitMibps === 0,
    effect: `lets ${host} ask for ${atMost(wanted.limitIops, 'I/O operations a second')} and ${atMost(wanted.limitMibps, 'MiB/s')}`,
  };
}

function atMost(limit: number, unit: string): string {
  return limit === 0 ? `any number of ${unit}` : `${limit} ${unit}`;
}
