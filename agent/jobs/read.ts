/** Reads all jobs of a scheduler in one call. */
import { asPlumblineError } from '../errors.ts';
import { ok, unknown } from '../model/observed.ts';
import type { Live, Reading } from '../model/observed.ts';
import type { ObjectKind } from '../model/ref.ts';
import type { Ctx } from '../model/system.ts';
import type { JobClient, JobFacets } from './types.ts';

/** Never throws. */
export async function readJobs(client: JobClient, ctx: Ctx): Promise<Live<JobFacets>> {
  try {
    return { jobs: ok(await client.jobs(ctx), ctx.clock.now()) };
  } catch (thrown) {
    return { jobs: unknown(asPlumblineError(thrown)) };
  }
}

/** A job is known by its name alone. */
export function seesJob(_kind: ObjectKind, name: string, { jobs }: Live<JobFacets>): Reading<boolean> {
  return jobs.kind === 'unknown' ? jobs : ok(jobs.value.has(name), jobs.at);
}

/** Neither scheduler tells an id of its own: it is who it is by its address, without what does not count in one. */
export function identityAt(url: string, { jobs }: Live<JobFacets>): Reading<string> {
  return jobs.kind === 'unknown' ? jobs : ok(url.replace(/\/+$/, ''), jobs.at);
}
