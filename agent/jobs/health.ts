/** How the declared jobs are. Pure. */
import type { Doc } from '../model/desired.ts';
import { unknown } from '../model/observed.ts';
import type { Live, Readiness, SystemHealth } from '../model/observed.ts';
import type { Inputs } from '../model/system.ts';
import { jobsOf } from './diff.ts';
import type { Dialect, JobFacets } from './types.ts';

/** A job that is there is ready, whatever its last run came to: that is a finding. Of one declared absent, ready means gone. */
export function jobHealth(inputs: Inputs, live: Live<JobFacets>, dialect: Dialect): SystemHealth {
  const { jobs } = live;
  const docs = jobsOf(inputs, dialect);
  const there = docs.flatMap((doc) => {
    const live = jobs.kind === 'ok' ? jobs.value.get(doc.name) : undefined;
    return live === undefined ? [] : [{ doc, live }];
  });
  return {
    ready: new Map(docs.map((doc) => [doc.ref, readinessOf(doc, live)])),
    findings: there.flatMap(({ doc, live }) => (doc.state === 'absent' ? [] : dialect.findings(doc, live))),
    gauges: [],
    ids: new Map(there.map(({ doc }) => [doc.ref, doc.name])),
    marks: [],
    existing: jobs.kind === 'ok' ? jobs.value.size : null,
  };
}

function readinessOf({ name, state }: Doc<'Job'>, { jobs, hidden }: Live<JobFacets>): Readiness {
  if (jobs.kind === 'unknown') return jobs;
  if (hidden.kind === 'unknown') return hidden;
  const error = hidden.value.get(name);
  if (error !== undefined) return unknown(error);
  const isThere = jobs.value.has(name);
  if (state === 'present') return { kind: isThere ? 'ready' : 'absent' };
  return isThere ? { kind: 'progressing', why: 'it is still to be deleted' } : { kind: 'ready' };
}
