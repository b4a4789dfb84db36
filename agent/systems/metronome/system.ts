/** Metronome as a system of the agent. */
import { diffJobs } from '../../jobs/diff.ts';
import { jobHealth } from '../../jobs/health.ts';
import { identityAt, makeReadJobs, seesJob } from '../../jobs/read.ts';
import type { JobAction, JobFacets } from '../../jobs/types.ts';
import { writeJob } from '../../jobs/write.ts';
import type { MetronomeConfig } from '../../model/config.gen.ts';
import { systemNamed } from '../../model/ref.ts';
import type { System } from '../../model/system.ts';
import { metronomeClient } from './client.ts';
import { metronomeDialect } from './dialect.ts';

/** Paths in `config` are absolute. Nothing is called before the first read. */
export function metronomeSystem(config: MetronomeConfig): System<JobFacets, JobAction> {
  const client = metronomeClient(config);
  const dialect = metronomeDialect(systemNamed('metronome', config.name ?? null));
  return {
    name: dialect.system,
    read: makeReadJobs(client, dialect.system),
    diff: (inputs, live) => diffJobs(inputs, live, dialect),
    health: (inputs, live) => jobHealth(inputs, live, dialect),
    identity: (live) => identityAt(config.url, live),
    sees: seesJob,
    check: () => Promise.reject(new TypeError('a change of a job asks for no check')),
    write: (change, ctx) => writeJob(client, change, dialect, ctx),
    async close() {},
  };
}
