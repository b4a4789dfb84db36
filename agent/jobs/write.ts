/** Makes one change of a job: looks at all jobs once more, then sends the one call - or says why not. */
import type { Change, Written } from '../model/change.ts';
import type { WriteCtx } from '../model/system.ts';
import { differences } from './differences.ts';
import type { DeleteJob, Dialect, Fields, JobAction, JobClient, PutJob } from './types.ts';

/** Throws what the client throws, and `apply/stale`. */
export async function writeJob(client: JobClient, change: Change<JobAction>, dialect: Dialect, ctx: WriteCtx): Promise<Written> {
  const { action } = change;
  return action.do === 'put-job' ? putJob(client, action.args, dialect, ctx) : deleteJob(client, action.args, dialect, ctx);
}

const MOVED: Written = { kind: 'waiting', why: 'changed meanwhile, planned again next pass' };

async function putJob(client: JobClient, args: PutJob['args'], dialect: Dialect, ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const live = (await client.jobs(ctx)).get(args.name) ?? null;
  const form = live === null ? null : dialect.formOf(live);
  const wanted = form === null ? args.definition : dialect.settled(args.definition, form);
  if (form !== null && isSame(wanted, form)) return { kind: 'skipped', why: 'it is already as declared' };
  if (!isAsPlanned(args.planned, form, dialect)) return MOVED;
  // Chronos replaces a job without a word when one is made anew.
  if (live === null && (await client.isThere(args.name, ctx))) return MOVED;
  ctx.fresh(readAtMs);
  await client.put(args.name, wanted, live, ctx);
  return { kind: 'applied', backendId: args.name };
}

async function deleteJob(client: JobClient, { name, planned }: DeleteJob['args'], dialect: Dialect, ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const jobs = await client.jobs(ctx);
  const live = jobs.get(name);
  if (live === undefined) return { kind: 'skipped', why: 'it is already gone' };
  if (!isAsPlanned(planned, dialect.formOf(live), dialect)) return MOVED;
  const obstacle = dialect.obstacleTo(name, jobs);
  if (obstacle !== null) return { kind: 'waiting', why: obstacle };
  ctx.fresh(readAtMs);
  await client.delete(name, ctx);
  return { kind: 'applied', backendId: name };
}

/** Neither scheduler has versions: comparing what is there right before the call is all the protection there is. */
function isAsPlanned(planned: Fields | null, form: Fields | null, dialect: Dialect): boolean {
  if (planned === null || form === null) return planned === form;
  return isSame(dialect.settled(planned, form), form);
}

function isSame(one: Fields, other: Fields): boolean {
  return differences(one, other).length === 0;
}
