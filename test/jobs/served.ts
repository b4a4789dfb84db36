/** One simulated scheduler over real HTTP, the agent's system for it, and documents for both. */
import { request } from 'undici';
import type { System, Inputs, WriteCtx } from '../../agent/model/system.ts';
import type { Change, Written } from '../../agent/model/change.ts';
import type { Doc } from '../../agent/model/desired.ts';
import type { JobSpec } from '../../agent/model/kinds.gen.ts';
import { NO_MEMORY } from '../../agent/model/memory.ts';
import type { Live } from '../../agent/model/observed.ts';
import { NOTHING_SOUGHT } from '../../agent/model/system.ts';
import { nameOn, refOf, systemNamed } from '../../agent/model/ref.ts';
import type { Draft } from '../../agent/model/change.ts';
import { instant } from '../../agent/clock.ts';
import type { JobAction, JobFacets } from '../../agent/jobs/types.ts';
import { makeClock } from '../../simulator/clock.ts';
import type { SimulatorClock } from '../../simulator/clock.ts';
import { makeFaults } from '../../simulator/faults.ts';
import { openFront } from '../../simulator/front.ts';
import { makeLedger } from '../../simulator/ledger.ts';
import type { Ledger } from '../../simulator/ledger.ts';
import type { Service, WorldClock } from '../../simulator/service.ts';
import { desired, NOTHING_SAID } from '../helpers/builders.ts';
import { ctxFor } from '../helpers/simulator.ts';
import type { TestContext } from '../helpers/suite.ts';

/** Noon. */
export const START_MS = Date.UTC(2026, 0, 5, 12);
export const HOUR_MS = 3_600_000;

export type JobRoom = System<JobFacets, JobAction>;

/** What tests look at in answers; which fields a body has depends on the call that it answers. */
export interface JobBody {
  readonly name: string;
  readonly id: string;
  readonly command: string;
  readonly cpus: number;
  readonly runAsUser: string;
  readonly concurrent: boolean;
  readonly disabled: boolean;
  readonly schedule: string;
  readonly parents?: readonly string[];
  readonly environmentVariables: readonly object[];
  readonly successCount: number;
  readonly schedules: readonly object[];
  readonly run: object;
  readonly activeRuns: readonly object[];
  readonly historySummary: { readonly successCount: number };
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: JobBody;
  /** The same when it is a list. */
  readonly list: readonly JobBody[];
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A request to a scheduler, as a person would make it. */
export async function send(url: string, method: Method, body?: unknown): Promise<Reply> {
  const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await request(url, { method, ...sent });
  const text = await answer.body.text();
  const json: unknown = /^[{[]/.test(text) ? JSON.parse(text) : undefined;
  return { status: answer.statusCode, text, json: json as JobBody, list: json as readonly JobBody[] };
}

export interface Served {
  readonly url: string;
  readonly clock: SimulatorClock;
  readonly ledger: Ledger;
  readonly ctx: WriteCtx;
  call(method: Method, path: string, body?: unknown): Promise<Reply>;
}

export async function serve(
  context: TestContext,
  make: (options: { readonly clock: WorldClock; readonly seed: number }) => Service,
): Promise<Served> {
  const clock = makeClock({ startMs: START_MS, factor: 0, realNow: () => 0 });
  const ledger = makeLedger();
  const front = await openFront({ service: make({ clock, seed: 1 }), clock, ledger, faults: makeFaults() });
  context.after(() => front.close());
  const ctx = { ...ctxFor({ now: () => clock.now() }), fresh: () => undefined, secretTexts: new Map(), mark: 'prod/7' };
  const call: Served['call'] = (method, path, body) => send(front.url + path, method, body);
  return { url: front.url, clock, ledger, ctx, call };
}

interface DocOptions {
  readonly on?: string;
  readonly state?: 'present' | 'absent';
}

export function jobDoc(name: string, spec: JobSpec, { on, state = 'present' }: DocOptions = {}): Doc<'Job'> {
  const system = systemNamed(spec.metronome === undefined ? 'chronos' : 'metronome', on ?? null);
  const origin = { file: 'jobs.yaml', blob: '0', index: 0 };
  const ref = refOf('Job', nameOn(system, name));
  return { ref, kind: 'Job', name, state, ...NOTHING_SAID, on: on ?? null, spec, specDigest: JSON.stringify(spec), links: [], origin };
}

export function inputsWith(docs: readonly Doc<'Job'>[], atMs: number, over: Partial<Inputs> = {}): Inputs {
  const Job = new Map(docs.map((doc) => [doc.ref.slice('Job/'.length), doc]));
  const declared = desired({ docs: { ...desired().docs, Job } });
  return {
    desired: declared,
    accepted: null,
    memory: NO_MEMORY,
    grants: [],
    secretTexts: new Map(),
    ignored: () => [],
    now: instant(atMs),
    ...over,
  };
}

export function read(room: JobRoom, { ctx }: Served): Promise<Live<JobFacets>> {
  return room.read(ctx, NOTHING_SOUGHT);
}

/** What the documents lack now. */
export async function lacking(
  room: JobRoom,
  served: Served,
  docs: readonly Doc<'Job'>[],
  over: Partial<Inputs> = {},
): Promise<readonly Draft<JobAction>[]> {
  return room.diff(inputsWith(docs, served.clock.now(), over), await read(room, served));
}

export function planned(draft: Draft<JobAction>): Change<JobAction> {
  return { ...draft, cause: 'git', approvalKey: 'f'.repeat(64) };
}

/** Makes all that the documents lack, in the order of the drafts. */
export async function make(room: JobRoom, served: Served, docs: readonly Doc<'Job'>[]): Promise<readonly Written[]> {
  const written: Written[] = [];
  for (const draft of await lacking(room, served, docs)) written.push(await room.write(planned(draft), served.ctx));
  return written;
}
