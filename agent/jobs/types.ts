/** What the jobs of Chronos and of Metronome have in common: a definition by name, compared in a normal form, without a version. */
import type { Instant } from '../clock.ts';
import type { PlumblineError } from '../errors.ts';
import type { Action } from '../model/change.ts';
import type { Doc } from '../model/desired.ts';
import type { Finding } from '../model/observed.ts';
import type { Json, SystemNameOf } from '../model/ref.ts';
import type { Ctx } from '../model/system.ts';

export type Fields = { readonly [name: string]: Json };

export type JobSystem = SystemNameOf<'chronos' | 'metronome'>;

export interface LiveJob {
  readonly name: string;
  /** As it is answered. */
  readonly definition: Fields;
}

export type Jobs = ReadonlyMap<string, LiveJob>;

export interface JobFacets {
  /** By name. */
  readonly jobs: Jobs;
  /** Jobs of which nobody can say whether they are there, by name, and why. */
  readonly hidden: ReadonlyMap<string, PlumblineError>;
}

/** `planned` is the normal form of the live job when this was planned, null when there was none. */
export interface PutJob extends Action {
  readonly system: JobSystem;
  readonly do: 'put-job';
  /** `definition` is the normal form that is wanted. */
  readonly args: { readonly name: string; readonly planned: Fields | null; readonly definition: Fields };
}

export interface DeleteJob extends Action {
  readonly system: JobSystem;
  readonly do: 'delete-job';
  readonly args: { readonly name: string; readonly planned: Fields };
}

export type JobAction = PutJob | DeleteJob;

/** What only one kind of scheduler knows of its jobs. Forms are normal forms. Pure. */
export interface Dialect {
  readonly system: JobSystem;
  formOf(live: LiveJob): Fields;
  /** What is declared; what the document leaves to its scheduler is as it is in `live`. Null: there is none yet. */
  wantedForm(doc: Doc<'Job'>, live: Fields | null): Fields;
  /** The same wish for a live job that may have moved on by itself meanwhile, as a schedule does. */
  settled(form: Fields, live: Fields): Fields;
  isPaused(form: Fields): boolean;
  /** What people should know before this is made, beside what every scheduler does. */
  effectsOf(wanted: Fields, live: Fields | null, now: Instant): readonly string[];
  findings(doc: Doc<'Job'>, live: LiveJob): readonly Finding[];
  /** Names of the jobs that run after this one, sorted. */
  childrenOf(name: string, jobs: Jobs): readonly string[];
  /** One clause: why this job cannot go yet; null: it can. */
  obstacleTo(deleted: string, jobs: Jobs): string | null;
}

export interface JobClient {
  jobs(ctx: Ctx): Promise<Jobs>;
  /** Asks for this one alone, as lists may lack some. False only when the scheduler itself says that there is none; throws otherwise. */
  isThere(name: string, ctx: Ctx): Promise<boolean>;
  /** `live` is what was there right before; null: it is to be made. */
  put(name: string, definition: Fields, live: LiveJob | null, ctx: Ctx): Promise<void>;
  delete(name: string, ctx: Ctx): Promise<void>;
}
