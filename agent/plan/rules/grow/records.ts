/** What is remembered of how full pools were and how they grew. Pure. */
import type { Result } from '../../../model/change.ts';
import type { GrowthRecord } from '../../../model/growth.ts';
import type { Memory } from '../../../model/memory.ts';
import type { RuleFacts } from '../types.ts';

export function samplesAfter(samples: Memory['samples'], facts: RuleFacts): Memory['samples'] {
  void facts;
  return samples;
}

export function growthsAfter(growths: readonly GrowthRecord[], facts: RuleFacts, results: readonly Result[]): readonly GrowthRecord[] {
  void [facts, results];
  return growths;
}
