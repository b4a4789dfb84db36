/** A scheduler of jobs as a system of the agent: Chronos and Metronome differ in their clients and dialects alone. */
import type { System } from '../model/system.ts';
import { diffJobs } from './diff.ts';
import { jobHealth } from './health.ts';
import { identityAt, makeReadJobs, seesJob } from './read.ts';
import type { Dialect, JobAction, JobClient, JobFacets } from './types.ts';
import { writeJob } from './write.ts';

/** `url`: its address, which is all that it is known by. Nothing is called before the first read. */
export function jobSystem(client: JobClient, dialect: Dialect, url: string): System<JobFacets, JobAction> {
  return {
    name: dialect.system,
    read: makeReadJobs(client, dialect.system),
    diff: (inputs, live) => diffJobs(inputs, live, dialect),
    health: (inputs, live) => jobHealth(inputs, live, dialect),
    identity: (live) => identityAt(url, live),
    sees: seesJob,
    check: () => Promise.reject(new TypeError('a change of a job asks for no check')),
    write: (change, ctx) => writeJob(client, change, dialect, ctx),
    async close() {},
  };
}
