/** Changes of jobs: the shared header and the one call. */
import type { Instant } from '../clock.ts';
import type { Draft, FieldDiff } from '../model/change.ts';
import type { Doc } from '../model/desired.ts';
import { kindOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import { differences } from './differences.ts';
import type { Dialect, Fields, JobAction, JobSystem, LiveJob } from './types.ts';

interface Create {
  readonly doc: Doc<'Job'>;
  readonly wanted: Fields;
  readonly now: Instant;
}

interface Update extends Create {
  /** Of the live job. */
  readonly form: Fields;
  readonly fields: readonly FieldDiff[];
}

/** Makes a job once everything it needs is ready. */
export function createDraft({ doc, wanted, now }: Create, dialect: Dialect): Draft<JobAction> {
  return {
    ...header(doc.ref, null, dialect.system),
    id: `keep ${doc.ref}`,
    op: 'create',
    class: 'additive',
    action: { system: dialect.system, do: 'put-job', args: { name: doc.name, planned: null, definition: wanted } },
    needs: doc.links,
    reason: 'declared and not there',
    fields: differences({}, wanted),
    effects: [dialect.isPaused(wanted) ? 'creates the job, paused' : 'creates the job', ...dialect.effectsOf(wanted, null, now)],
  };
}

/** Replaces a definition: what runs goes on as it was. What is paused is started no more, which somebody may miss. */
export function updateDraft({ doc, form, wanted, fields, now }: Update, dialect: Dialect): Draft<JobAction> {
  const [wasPaused, isPaused] = [dialect.isPaused(form), dialect.isPaused(wanted)];
  const pausing = isPaused ? ['pauses the job: it is not started any more'] : ['resumes the job'];
  return {
    ...header(doc.ref, doc.name, dialect.system),
    id: `keep ${doc.ref}`,
    op: 'update',
    class: isPaused && !wasPaused ? 'disruptive' : 'additive',
    action: { system: dialect.system, do: 'put-job', args: { name: doc.name, planned: form, definition: wanted } },
    // Other jobs are what it names itself: without them its scheduler would drop it. What else it needs it was made with.
    needs: doc.links.filter((link) => kindOf(link) === 'Job'),
    reason: `differs in ${fields.map(({ path }) => path).join(', ')}`,
    fields,
    effects: [...(wasPaused === isPaused ? ['counts from the next run on'] : pausing), ...dialect.effectsOf(wanted, form, now)],
  };
}

/** Removes a live job that is declared absent, or not declared any more. */
export function deleteDraft(ref: Ref, live: LiveJob, reason: string, dialect: Dialect): Draft<JobAction> {
  return {
    ...header(ref, live.name, dialect.system),
    id: `remove ${ref}`,
    op: 'delete',
    class: 'disruptive',
    action: { system: dialect.system, do: 'delete-job', args: { name: live.name, planned: dialect.formOf(live) } },
    needs: [],
    reason,
    fields: [],
    effects: ['removes the job and what its scheduler knows of its runs'],
  };
}

type Header = Pick<Draft, 'ref' | 'backendId' | 'then' | 'reads' | 'requires' | 'markedBy' | 'spend'>;

/** Jobs carry no mark: Chronos has no place for one. */
function header(ref: Ref, backendId: string | null, system: JobSystem): Header {
  // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
  return { ref, backendId, then: [], reads: [{ system, facet: 'jobs' }], requires: [], markedBy: null, spend: null };
}
