/** Chronos as a system of the agent. */
import { jobSystem } from '../../jobs/system.ts';
import type { JobAction, JobFacets } from '../../jobs/types.ts';
import type { ChronosConfig } from '../../model/config.gen.ts';
import { systemNamed } from '../../model/ref.ts';
import type { System } from '../../model/system.ts';
import { chronosClient } from './client.ts';
import { chronosDialect } from './dialect.ts';

/** Paths in `config` are absolute. */
export function chronosSystem(config: ChronosConfig): System<JobFacets, JobAction> {
  return jobSystem(chronosClient(config), chronosDialect(systemNamed('chronos', config.name ?? null)), config.url);
}
