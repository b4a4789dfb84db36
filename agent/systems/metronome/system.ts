/** Metronome as a system of the agent. */
import { jobSystem } from '../../jobs/system.ts';
import type { JobAction, JobFacets } from '../../jobs/types.ts';
import type { MetronomeConfig } from '../../model/config.gen.ts';
import { systemNamed } from '../../model/ref.ts';
import type { System } from '../../model/system.ts';
import { metronomeClient } from './client.ts';
import { metronomeDialect } from './dialect.ts';

/** Paths in `config` are absolute. */
export function metronomeSystem(config: MetronomeConfig): System<JobFacets, JobAction> {
  return jobSystem(metronomeClient(config), metronomeDialect(systemNamed('metronome', config.name ?? null)), config.url);
}
