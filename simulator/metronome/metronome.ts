/** A Metronome 0.6 with its jobs (api/v0/controllers, api/v1/controllers). */
import { makeRandom } from '../random.ts';
import type { Answer, Call, Service, WorldClock } from '../service.ts';
import { completeJob } from './job.ts';
import type { Job } from './job.ts';
import { JOB_SHAPE } from './job-shape.ts';
import { mistakesIn } from './rules.ts';
import { isObject, misfits } from './shape.ts';
import type { Detail } from './shape.ts';
import { EMBEDS, jobInfo, jobShown, runShown } from './show.ts';
import { Store } from './store.ts';

export interface MetronomeOptions {
  readonly clock: WorldClock;
  /** Decides ids and the order of lists. */
  readonly seed: number;
}

interface Core {
  readonly clock: WorldClock;
  readonly store: Store;
  /** From which place the list of all begins: it has no order. */
  turn(): number;
}

export function makeMetronome({ clock, seed }: MetronomeOptions): Service {
  const order = makeRandom(seed, 'metronome/order');
  const store = new Store(clock, makeRandom(seed, 'metronome/runs'));
  const core = { clock, store, turn: () => order.below(Math.max(store.all().length, 1)) };
  return {
    system: 'metronome',
    handle: (call) => handle(call, core),
    emptyAnswer: () => read([]),
    // api/v1/LeaderProxyFilter.scala
    electionAnswer: () => plain(503, 'No consistent leadership'),
  };
}

function handle(call: Call, core: Core): Answer {
  const route = ROUTES[`${call.method} ${call.path}`];
  if (route !== undefined) return route(call, core);
  const [, version, id = '', runs] = /^\/(v0\/scheduled-jobs|v1\/jobs)\/([^/]+)(\/runs|\/schedules)?$/.exec(call.path) ?? [];
  const of = JOB_ROUTES[`${call.method} ${version ?? ''}${runs ?? ''}`];
  if (of !== undefined) return of(id, call, core);
  return { status: 501, body: { message: `The simulated Metronome does not know ${call.method} ${call.path}.` }, effect: 'none', id: null };
}

const ROUTES: { readonly [call: string]: ((call: Call, core: Core) => Answer) | undefined } = {
  'GET /ping': () => plain(200, 'pong'),
  'GET /info': () => read({ version: '0.6.48', libVersion: '1.8.222' }),
  'GET /v1/jobs': listJobs,
  'POST /v1/jobs': create,
  'POST /v0/scheduled-jobs': create,
};

const JOB_ROUTES: { readonly [call: string]: ((id: string, call: Call, core: Core) => Answer) | undefined } = {
  'GET v1/jobs': getJob,
  'GET v1/jobs/schedules': (id, _call, { store, clock }) => {
    const kept = store.get(id);
    return kept === undefined ? unknownJob(id) : read(jobShown(kept.job, clock.now())['schedules']);
  },
  'DELETE v1/jobs': deleteJob,
  // Of v1 the schedules stay as they are.
  'PUT v1/jobs': (id, call, core) => replace(id, call, core, (body, { schedules }) => ({ ...body, schedules })),
  'PUT v0/scheduled-jobs': (id, call, core) => replace(id, call, core, (body) => body),
  'POST v1/jobs/runs': (id, _call, { store }) => {
    const kept = store.get(id);
    return kept === undefined ? unknownJob(id) : { ...read(runShown(kept.job, store.start(kept))), status: 201 };
  },
};

function listJobs({ query }: Call, { store, clock, turn }: Core): Answer {
  const embeds = embedsIn(query['embed']);
  if (embeds === null) return badEmbed();
  const [all, first] = [store.all(), turn()];
  return read([...all.slice(first), ...all.slice(0, first)].map((kept) => jobInfo(kept, embeds, clock.now())));
}

function getJob(id: string, { query }: Call, { store, clock }: Core): Answer {
  const [kept, embeds] = [store.get(id), embedsIn(query['embed'])];
  if (embeds === null) return badEmbed();
  return kept === undefined ? unknownJob(id) : read(jobInfo(kept, embeds, clock.now()));
}

function create(call: Call, { store, clock }: Core): Answer {
  const job = jobIn(call.json);
  if ('status' in job) return job;
  if (store.get(job.id) !== undefined) return error(409, 'Job with this id already exists');
  const wrong = wrongDependencies(job, store);
  if (wrong !== null) return error(422, wrong);
  store.put(job);
  return { status: 201, body: jobShown(job, clock.now()), effect: 'created', id: job.id };
}

function replace(id: string, call: Call, { store, clock }: Core, change: (body: Job, before: Job) => Job): Answer {
  const body = jobIn(isObject(call.json) ? { ...call.json, id } : call.json);
  if ('status' in body) return body;
  const kept = store.get(id);
  if (kept === undefined) return unknownJob(id);
  const job = change(body, kept.job);
  const wrong = wrongDependencies(job, store);
  // Only v1 answers it as a mistake of the caller's (ScheduledJobSpecController.updateJob).
  if (wrong !== null) return call.path.startsWith('/v1') ? error(422, wrong) : { ...read({ requestPath: call.path }), status: 500 };
  store.put(job);
  return { status: 200, body: jobShown(job, clock.now()), effect: 'changed', id };
}

function deleteJob(id: string, { query }: Call, { store, clock }: Core): Answer {
  const kept = store.get(id);
  if (kept === undefined) return unknownJob(id);
  if (kept.runs.length > 0 && query['stopCurrentJobRuns'] !== 'true') {
    return error(409, 'There are active job runs. Override with stopCurrentJobRuns=true');
  }
  const children = store.all().filter(({ job }) => job.dependencies.some((one) => one.id === id));
  if (children.length > 0) {
    return error(409, `There are jobs with a dependency on ${id}. children=[${children.map(({ job }) => job.id).join(', ')}]`);
  }
  store.remove(id);
  return { status: 200, body: jobShown(kept.job, clock.now()), effect: 'destroyed', id };
}

function jobIn(body: unknown): Job | Answer {
  if (body === undefined) return { ...read({ message: 'Invalid Json', requestPath: '/v1/jobs' }), status: 400 };
  const wrong = misfits(JOB_SHAPE, body);
  if (wrong.length > 0) return invalid(wrong);
  const job = completeJob(body as { readonly [name: string]: unknown });
  const mistakes = mistakesIn(job);
  return mistakes.length > 0 ? invalid(mistakes) : job;
}

/** model/JobSpec.scala, validateDependencies */
function wrongDependencies({ id, dependencies }: Job, store: Store): string | null {
  const missing = dependencies.filter((one) => store.get(one.id) === undefined).map((one) => one.id);
  if (missing.length > 0) return `Dependencies contain unknown jobs. unknown=[${missing.join(', ')}]`;
  const leadsTo = (from: string, seen: ReadonlySet<string>): boolean =>
    from === id || (!seen.has(from) && (store.get(from)?.job.dependencies ?? []).some((one) => leadsTo(one.id, new Set([...seen, from]))));
  return dependencies.some((one) => leadsTo(one.id, new Set())) ? 'Dependencies have a cycle.' : null;
}

/** With commas between, as of all values of the parameter; null: one that there is not. */
function embedsIn(text = ''): readonly string[] | null {
  const asked = text === '' ? [] : text.split(',');
  return asked.every((one) => EMBEDS.includes(one)) ? asked : null;
}

function badEmbed(): Answer {
  const message = `Unknown embed options. Valid options are: ${EMBEDS.join(', ')}`;
  return { ...read({ message, requestPath: '/v1/jobs' }), status: 400 };
}

function read(body: unknown): Answer {
  return { status: 200, body, effect: 'none', id: null };
}

function plain(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body, effect: 'none', id: null };
}

function error(status: number, message: string): Answer {
  return { ...read({ message }), status };
}

function invalid(details: readonly Detail[]): Answer {
  return { ...read({ message: 'Object is not valid', details }), status: 422 };
}

function unknownJob(id: string): Answer {
  return { ...read({ id, message: 'Job not found' }), status: 404 };
}
