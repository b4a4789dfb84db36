/** What the declared jobs lack in their scheduler, and which are there that should not be. Pure. */
import type { Draft } from '../model/change.ts';
import type { Doc } from '../model/desired.ts';
import type { Live } from '../model/observed.ts';
import { kindOf, nameOf, systemOf, vendorNameOf } from '../model/ref.ts';
import { syncOf } from '../model/sync.ts';
import type { Inputs } from '../model/system.ts';
import { differences, keepLive } from './differences.ts';
import { createDraft, deleteDraft, updateDraft } from './draft.ts';
import type { Dialect, JobAction, JobFacets, Jobs, LiveJob } from './types.ts';

/** One change at most per job, and none at all while the jobs are unknown. */
export function diffJobs(inputs: Inputs, { jobs }: Live<JobFacets>, dialect: Dialect): readonly Draft<JobAction>[] {
  if (jobs.kind === 'unknown') return [];
  const drafts = jobsOf(inputs, dialect).map((doc) => diffJob(inputs, doc, jobs.value.get(doc.name) ?? null, dialect));
  return [...drafts.flatMap((draft) => draft ?? []), ...pruneDrafts(inputs, jobs.value, dialect)];
}

/** The documents for this scheduler. */
export function jobsOf({ desired }: Inputs, { system }: Dialect): readonly Doc<'Job'>[] {
  return [...desired.docs.Job.values()].filter(({ ref }) => systemOf(ref) === system);
}

function diffJob(inputs: Inputs, doc: Doc<'Job'>, live: LiveJob | null, dialect: Dialect): Draft<JobAction> | null {
  if (doc.state === 'absent') return live === null ? null : deleteDraft(doc.ref, live, 'declared absent and still there', dialect);
  if (live === null) return createDraft({ doc, wanted: dialect.wantedForm(doc, null), now: inputs.now }, dialect);
  const form = dialect.formOf(live);
  const wanted = keepLive(dialect.wantedForm(doc, form), form, inputs.ignored(doc.ref));
  const fields = differences(form, wanted);
  return fields.length === 0 ? null : updateDraft({ doc, form, wanted, fields, now: inputs.now }, dialect);
}

/** One removal for each job of the inventory that is live and not declared any more; whose they are is for the guards to judge. */
function pruneDrafts({ desired, memory }: Inputs, jobs: Jobs, dialect: Dialect): readonly Draft<JobAction>[] {
  if (syncOf(desired)?.prune?.includes('Job') !== true) return [];
  return [...memory.inventory.keys()].flatMap((ref) => {
    if (kindOf(ref) !== 'Job' || systemOf(ref) !== dialect.system || desired.docs.Job.has(nameOf(ref))) return [];
    const live = jobs.get(vendorNameOf(ref));
    return live === undefined ? [] : [deleteDraft(ref, live, 'taken out of git and sync.prune names Job', dialect)];
  });
}
