/** A Chronos 3 with its jobs: reads, keeps, rewrites and runs them. */
import { makeRandom } from '../random.ts';
import type { Answer, Call, Effect, Service, WorldClock } from '../service.ts';
import { USUAL_FLAGS } from './defaults.ts';
import type { ChronosFlags } from './defaults.ts';
import { JobGraph } from './graph.ts';
import { isFields, readJob } from './job.ts';
import type { Fields, Job } from './job.ts';
import { parseSchedule } from './schedule.ts';
import { listed, shown } from './show.ts';

export interface ChronosOptions {
  readonly clock: WorldClock;
  /** Decides the order of lists. */
  readonly seed: number;
  readonly flags?: ChronosFlags;
}

interface Core {
  readonly clock: WorldClock;
  readonly flags: ChronosFlags;
  readonly graph: JobGraph;
  /** The same in another order: the jobs are kept in a set. */
  inAnyOrder(jobs: readonly Job[]): readonly Job[];
}

export function makeChronos({ clock, seed, flags = USUAL_FLAGS }: ChronosOptions): Service {
  const random = makeRandom(seed, 'chronos/order');
  const inAnyOrder = (jobs: readonly Job[]): readonly Job[] => {
    const turn = jobs.length === 0 ? 0 : random.below(jobs.length);
    return [...jobs.slice(turn), ...jobs.slice(0, turn)];
  };
  const core = { clock, flags, graph: new JobGraph(clock), inAnyOrder };
  return {
    system: 'chronos',
    handle: (call) => handle(call, core),
    emptyAnswer: () => read([]),
    // A follower asks the leader for the caller (api/RedirectFilter.scala); without one it ends.
    electionAnswer: () => null,
  };
}

const JOB = '/v1/scheduler/job/';
const NAME = /^[\w.-]+$/;

function handle(call: Call, core: Core): Answer {
  const route = ROUTES[`${call.method} ${call.path}`];
  if (route !== undefined) return route(call, core);
  const job = call.path.startsWith(JOB) ? call.path.slice(JOB.length) : '';
  if (NAME.test(job) && ['GET', 'PUT', 'DELETE'].includes(call.method)) return jobRoute(call, job, core);
  return { status: 501, body: { message: `The simulated Chronos does not know ${call.method} ${call.path}.` }, effect: 'none', id: null };
}

const ROUTES: { readonly [call: string]: ((call: Call, core: Core) => Answer) | undefined } = {
  'GET /ping': () => ({ ...read('pong\n'), headers: { 'content-type': 'text/plain' } }),
  'GET /v1/scheduler/jobs': (_call, { graph, inAnyOrder }) => read(inAnyOrder(graph.all()).map(listed)),
  'GET /v1/scheduler/leader': ({ headers }) => read({ leader: headers['host'] ?? '127.0.0.1:4400' }),
  'POST /v1/scheduler/iso8601': ({ json }, core) => postScheduled(json, core),
  'POST /v1/scheduler/dependency': ({ json }, core) => postDependent(json, core),
};

function jobRoute(call: Call, name: string, { graph }: Core): Answer {
  const job = graph.get(name);
  // Chronos knows no 404 (api/JobManagementResource.scala).
  if (job === undefined) return refused(`requirement failed: ${call.method === 'DELETE' ? 'JobSchedule' : 'Job'} '${name}' not found`);
  if (call.method === 'GET') return read(shown(job));
  if (call.method === 'DELETE') graph.remove(job);
  else graph.run(job);
  return done(call.method === 'DELETE' ? 'destroyed' : 'none', name);
}

function postScheduled(body: unknown, core: Core): Answer {
  const job = jobIn(body, core);
  if (job === null) return notRead();
  const before = core.graph.get(job.name);
  const schedule = parseSchedule(job.schedule ?? '', core.clock.now());
  if (schedule === null || job.schedule === null) return failure(`Cannot parse schedule '${job.schedule ?? ''}' (wtf bro)`);
  // Of a job that is replaced neither its name nor its files are looked at (api/Iso8601JobResource.scala).
  if (before !== undefined) return kept(job, 'changed', core);
  if (!NAME.test(job.name)) return badName();
  if (schedule.startMs < 1000) return failure(`Scheduled start date '${new Date(schedule.startMs).toISOString()}' is before 1970!`);
  const { uris, fetch } = job.fields as { readonly uris: readonly string[]; readonly fetch: readonly Fields[] };
  if (uris.length > 0 && fetch.length > 0) return failure(`Tried to add both uri (deprecated) and fetch parameters on ${job.name}`);
  return kept(job, 'created', core);
}

/** A parent that is not there is no mistake: the job is kept, and not to be seen until it is (api/DependentJobResource.scala). */
function postDependent(body: unknown, core: Core): Answer {
  const job = jobIn(body, core);
  if (job === null) return notRead();
  const before = core.graph.get(job.name);
  if (before === undefined && !NAME.test(job.name)) return badName();
  if ((job.parents ?? []).length === 0)
    return before === undefined ? crashed('Error, parent does not exist') : refused('requirement failed: Error, parent does not exist');
  return kept(job, before === undefined ? 'created' : 'changed', core);
}

function jobIn(body: unknown, { flags, clock }: Core): Job | null {
  return isFields(body) && typeof body['name'] === 'string' ? readJob(body, flags, new Date(clock.now()).toISOString()) : null;
}

function kept(job: Job, effect: Effect, { graph }: Core): Answer {
  graph.put(job);
  return done(effect, job.name);
}

function badName(): Answer {
  return refused(String.raw`requirement failed: the job's name is invalid. Allowed names: '([\w\.-]+)'`);
}

function read(body: unknown): Answer {
  return { status: 200, body, effect: 'none', id: null };
}

function done(effect: Effect, id: string): Answer {
  return { status: 204, body: '', effect, id };
}

/** api/ApiResult.scala */
function failure(message: string): Answer {
  return { status: 400, body: { message, status: 'Bad Request' }, effect: 'none', id: null };
}

/** The message is the whole stack trace; its first lines are played. */
function refused(why: string): Answer {
  return failure(`java.lang.IllegalArgumentException: ${why}\n\tat scala.Predef$.require(Predef.scala:224)\n`);
}

function crashed(why: string): Answer {
  const message = `java.lang.Exception: ${why}\n\tat org.apache.mesos.chronos.scheduler.api.DependentJobResource.handleRequest(DependentJobResource.scala:49)\n`;
  return { status: 500, body: { message, status: 'Internal Server Error' }, effect: 'none', id: null };
}

/** What Jackson cannot read is answered by Jersey, with a page. */
function notRead(): Answer {
  return { status: 400, headers: { 'content-type': 'text/html' }, body: '<html><body>Bad Request</body></html>', effect: 'none', id: null };
}
