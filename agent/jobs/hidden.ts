/**
 * What is in no list although it is declared or remembered. Metronome leaves out of its list what the agent may not see
 * (JobSpecController.listJobs), so each of these is asked for by itself: hidden is not gone.
 */
import { asPlumblineError, PlumblineError } from '../errors.ts';
import { kindOf, systemOf, vendorNameOf } from '../model/ref.ts';
import type { Ctx, Sought } from '../model/system.ts';
import { jobErrors } from './errors.ts';
import type { JobClient, JobSystem, Jobs } from './types.ts';

/** Requests in one read. */
const MOST_ASKED = 50;
/** How long an answer counts: what is declared absent is in no list for ever. */
const ANSWER_COUNTS_MS = 10 * 60_000;

/** Why nobody can say that a job is not there, by its name. */
export type Hidden = ReadonlyMap<string, PlumblineError>;

export type FindHidden = (jobs: Jobs, sought: Sought, ctx: Ctx) => Promise<Hidden>;

interface Answer {
  readonly atMs: number;
  /** Null: its scheduler says that there is no such job. */
  readonly error: PlumblineError | null;
}

/** Asks for what was there once first, and for what it asked for already when that does not count any more. */
export function makeFindHidden(client: JobClient, system: JobSystem): FindHidden {
  let answers: ReadonlyMap<string, Answer> = new Map();
  return async (jobs, sought, ctx) => {
    const nowMs = ctx.clock.monotonicMs();
    const [remembered, unlisted] = unlistedOf(jobs, sought, system);
    const kept = [...answers].filter(([name, { atMs }]) => unlisted.has(name) && nowMs - atMs <= ANSWER_COUNTS_MS);
    const isKept = new Set(kept.map(([name]) => name));
    const asked = [...unlisted].filter((name) => !isKept.has(name)).slice(0, MOST_ASKED);
    const found = await Promise.all(asked.map(async (name) => [name, { atMs: nowMs, error: await ask(client, name, ctx) }] as const));
    answers = new Map([...kept, ...found]);
    const awaited = [...remembered].filter((name) => !answers.has(name)).map((name) => [name, notAskedYet(name)] as const);
    return new Map([...awaited, ...[...answers].flatMap(([name, { error }]) => (error === null ? [] : [[name, error] as const]))]);
  };
}

/** The names of those that were there once, and of all: the same first, then those that are only declared. */
function unlistedOf(
  jobs: Jobs,
  { desired, remembered }: Sought,
  system: JobSystem,
): readonly [remembered: ReadonlySet<string>, all: ReadonlySet<string>] {
  const once = [...remembered].filter((ref) => kindOf(ref) === 'Job' && systemOf(ref) === system).map(vendorNameOf);
  const declared = [...(desired?.docs.Job.values() ?? [])].filter(({ ref }) => systemOf(ref) === system).map(({ name }) => name);
  const isUnlisted = (name: string): boolean => !jobs.has(name);
  return [new Set(once.filter(isUnlisted)), new Set([...once, ...declared].filter(isUnlisted))];
}

async function ask(client: JobClient, name: string, ctx: Ctx): Promise<PlumblineError | null> {
  try {
    return (await client.isThere(name, ctx))
      ? new PlumblineError(jobErrors.unlisted, `Job ${name} is there, and the list lacks it.`)
      : null;
  } catch (thrown) {
    return asPlumblineError(thrown);
  }
}

function notAskedYet(name: string): PlumblineError {
  const message = `Job ${name} is in no list, and was not asked for yet: only ${MOST_ASKED} such jobs are, each time.`;
  return new PlumblineError(jobErrors.unlisted, message);
}
