/** How a live object differs from what is declared: what diff may change and health has to report. */
import type { Doc } from '../../model/desired.ts';
import { kibToGib } from '../../units.ts';
import type { VolumeType } from './actions.ts';
import type { PoolStatistics, StoragePool, Volume } from './types.ts';

/** A field that is ignored never differs. */
export function typeDiffers(doc: Doc<'Volume'>, { volumeType }: Volume, ignored: readonly string[]): boolean {
  return volumeType !== volumeTypeOf(doc) && !ignored.includes('type');
}

export function sizeOf(doc: Doc<'Volume'>, { sizeKib }: Volume, ignored: readonly string[]): 'too-large' | 'too-small' | 'as-declared' {
  const liveGiB = kibToGib(sizeKib);
  if (liveGiB === doc.spec.sizeGiB || ignored.includes('sizeGiB')) return 'as-declared';
  return liveGiB > doc.spec.sizeGiB ? 'too-large' : 'too-small';
}

export function volumeTypeOf(doc: Doc<'Volume'>): VolumeType {
  return doc.spec.type === 'thick' ? 'ThickProvisioned' : 'ThinProvisioned';
}

export interface Thresholds {
  readonly high: number;
  readonly critical: number;
}

/** The declared thresholds; those ScaleIO has where none are declared, or they are ignored. */
export function thresholdsOf(doc: Doc<'StoragePool'>, pool: StoragePool, ignored: readonly string[]): Thresholds {
  const live = { high: pool.highPercent, critical: pool.criticalPercent };
  if (doc.spec.thresholds === undefined || ignored.includes('thresholds')) return live;
  const { high, critical } = doc.spec.thresholds;
  return {
    high: ignored.includes('thresholds.high') ? live.high : high,
    critical: ignored.includes('thresholds.critical') ? live.critical : critical,
  };
}

/**
 * Percent used of what is left after the spare, as the ScaleIO GUI and its alerts count; null for a pool without devices.
 * Not of the whole: with 10 % spare that would show a real 80 % as 72 %.
 */
export function usedPercent({ maxKib, spareKib, inUseKib }: PoolStatistics): number | null {
  const usableKib = maxKib - spareKib;
  return usableKib <= 0 ? null : (100 * inUseKib) / usableKib;
}
