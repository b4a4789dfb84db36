/** What the declared jobs lack in their scheduler, and which are there that should not be. Pure. */
import type { Draft } from '../model/change.ts';
import type { Doc } from '../model/desired.ts';
import type { Live } from '../model/observed.ts';
import { kindOf, nameOf, systemOf, vendorNameOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import { syncOf } from '../model/sync.ts';
import type { Inputs } from '../model/system.ts';
import { differences, keepLive } from './differences.ts';
import { createDraft, deleteDraft, updateDraft } from './draft.ts';
import type { Dialect, JobAction, JobFacets, Jobs, LiveJob } from './types.ts';

/** One change at most per job, none of one that may be there unseen, and none at all while the jobs are unknown. */
export function diffJobs(inputs: Inputs, { jobs, hidden }: Live<JobFacets>, dialect: Dialect): readonly Draft<JobAction>[] {
  if (jobs.kind === 'unknown' || hidden.kind === 'unknown') return [];
  const seen = jobsOf(inputs, dialect).filter(({ name }) => !hidden.value.has(name));
  const drafts = seen.map((doc) => diffJob(inputs, doc, jobs.value, dialect));
  return [...drafts.flatMap((draft) => draft ?? []), ...pruneDrafts(inputs, jobs.value, dialect)];
}

/** The documents for this scheduler. */
export function jobsOf({ desired }: Inputs, { system }: Dialect): readonly Doc<'Job'>[] {
  return [...desired.docs.Job.values()].filter(({ ref }) => systemOf(ref) === system);
}

function diffJob(inputs: Inputs, doc: Doc<'Job'>, jobs: Jobs, dialect: Dialect): Draft<JobAction> | null {
  const live = jobs.get(doc.name) ?? null;
  if (doc.state === 'absent') return live === null ? null : tombstoneDraft(inputs, doc, { live, jobs }, dialect);
  if (live === null) return createDraft({ doc, wanted: dialect.wantedForm(doc, null), now: inputs.now }, dialect);
  const form = dialect.formOf(live);
  const wanted = keepLive(dialect.wantedForm(doc, form), form, inputs.ignored(doc.ref));
  const fields = differences(form, wanted);
  return fields.length === 0 ? null : updateDraft({ doc, form, wanted, fields, now: inputs.now }, dialect);
}

/** Those that run after it go first. */
function tombstoneDraft(inputs: Inputs, { ref }: Doc<'Job'>, { live, jobs }: There, dialect: Dialect): Draft<JobAction> {
  const children = new Set(dialect.childrenOf(live.name, jobs));
  const absent = jobsOf(inputs, dialect).filter(({ name, state }) => state === 'absent' && children.has(name));
  return { ...deleteDraft(ref, live, 'declared absent and still there', dialect), needs: absent.map((child) => child.ref) };
}

interface There {
  readonly live: LiveJob;
  readonly jobs: Jobs;
}

/**
 * One removal for each job of the inventory that is live and not declared any more, but after those that run after it; whose
 * they are is for the guards to judge.
 */
function pruneDrafts(inputs: Inputs, jobs: Jobs, dialect: Dialect): readonly Draft<JobAction>[] {
  if (syncOf(inputs.desired)?.prune?.includes('Job') !== true) return [];
  const going = new Map([...undeclaredJobs(inputs, dialect)].map((ref) => [vendorNameOf(ref), ref] as const));
  return [...going].flatMap(([name, ref]) => {
    const live = jobs.get(name);
    if (live === undefined || dialect.childrenOf(name, jobs).some((child) => going.has(child))) return [];
    return [deleteDraft(ref, live, 'taken out of git and sync.prune names Job', dialect)];
  });
}

function* undeclaredJobs({ desired, memory }: Inputs, { system }: Dialect): Generator<Ref> {
  for (const ref of memory.inventory.keys()) {
    if (kindOf(ref) === 'Job' && systemOf(ref) === system && !desired.docs.Job.has(nameOf(ref))) yield ref;
  }
}
