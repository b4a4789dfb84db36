/** Reads all jobs of a scheduler in one call, and asks for what its list lacks. */
import { asPlumblineError } from '../errors.ts';
import { ok, unknown } from '../model/observed.ts';
import type { Live, Reading } from '../model/observed.ts';
import type { ObjectKind } from '../model/ref.ts';
import type { Ctx, Sought } from '../model/system.ts';
import { makeFindHidden } from './hidden.ts';
import type { JobClient, JobFacets, JobSystem } from './types.ts';

export type ReadJobs = (ctx: Ctx, sought: Sought) => Promise<Live<JobFacets>>;

/** Never throws. */
export function makeReadJobs(client: JobClient, system: JobSystem): ReadJobs {
  const findHidden = makeFindHidden(client, system);
  return async (ctx, sought) => {
    try {
      const jobs = await client.jobs(ctx);
      const at = ctx.clock.now();
      return { jobs: ok(jobs, at), hidden: ok(await findHidden(jobs, sought, ctx), at) };
    } catch (thrown) {
      const none = unknown(asPlumblineError(thrown));
      return { jobs: none, hidden: none };
    }
  };
}

/** A job is known by its name alone. */
export function seesJob(_kind: ObjectKind, name: string, { jobs, hidden }: Live<JobFacets>): Reading<boolean> {
  if (jobs.kind === 'unknown') return jobs;
  if (hidden.kind === 'unknown') return hidden;
  const error = hidden.value.get(name);
  return error === undefined ? ok(jobs.value.has(name), jobs.at) : unknown(error);
}

/** Neither scheduler tells an id of its own: it is who it is by its address, without what does not count in one. */
export function identityAt(url: string, { jobs }: Live<JobFacets>): Reading<string> {
  return jobs.kind === 'unknown' ? jobs : ok(url.replace(/\/+$/, ''), jobs.at);
}
