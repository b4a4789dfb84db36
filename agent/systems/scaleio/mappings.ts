/** The hosts that have a volume as a disk. Pure. */
import type { Doc } from '../../model/desired.ts';
import type { Mapping, Volume } from './types.ts';

/** Then there is no mapping of a single host that could be changed. */
export function isMappedToAll({ mappings }: Volume): boolean {
  return mappings.some(({ sdcId }) => sdcId === '*');
}

export type MappingLimits = Pick<Mapping, 'limitIops' | 'limitMibps'>;

/** What is declared of them; that which the host has of what is not, or is ignored. */
export function limitsOf({ spec: { limits } }: Doc<'Volume'>, live: MappingLimits, ignored: readonly string[]): MappingLimits {
  if (limits === undefined || ignored.includes('limits')) return { limitIops: live.limitIops, limitMibps: live.limitMibps };
  const { iops = live.limitIops, bandwidthMibps = live.limitMibps } = limits;
  return {
    limitIops: ignored.includes('limits.iops') ? live.limitIops : iops,
    limitMibps: ignored.includes('limits.bandwidthMibps') ? live.limitMibps : bandwidthMibps,
  };
}
