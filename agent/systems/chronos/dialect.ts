/** What only Chronos knows of its jobs. */
import type { Instant } from '../../clock.ts';
import type { Dialect, Fields, Jobs, LiveJob } from '../../jobs/types.ts';
import { isList } from '../../jobs/differences.ts';
import type { Doc } from '../../model/desired.ts';
import type { Finding } from '../../model/observed.ts';
import type { SystemNameOf } from '../../model/ref.ts';
import { liveForm, notKept, saidBy, settled, wantedForm } from './form.ts';
import { isDue } from './schedule.ts';

export function chronosDialect(system: SystemNameOf<'chronos'>): Dialect {
  return { system, formOf: liveForm, wantedForm, settled, isPaused, effectsOf, findings, childrenOf, obstacleTo };
}

function isPaused(form: Fields): boolean {
  return form['disabled'] === true;
}

/** Chronos runs a job at once whose start lies behind. A changed schedule is sent with a start that lies ahead. */
function effectsOf(wanted: Fields, live: Fields | null, now: Instant): readonly string[] {
  const { schedule, scheduleTimeZone: zone } = wanted;
  if (typeof schedule !== 'string' || typeof zone !== 'string') return [];
  if (live === null)
    return isDue(schedule, zone, now) && !isPaused(wanted) ? ['Chronos runs it at once: the start of its schedule has passed'] : [];
  return schedule !== live['schedule'] && isDue(schedule, zone, now) ? ['it runs next at the first of its times that lies ahead'] : [];
}

function findings(doc: Doc<'Job'>, live: LiveJob): readonly Finding[] {
  return [...failing(doc, live), ...unknownFields(doc, live)];
}

function failing({ ref }: Doc<'Job'>, { definition }: LiveJob): readonly Finding[] {
  if (!(Number(definition['errorsSinceLastSuccess']) > 0)) return [];
  return [
    { ref, code: 'JobFails', why: 'its last run failed', remedy: "Look into the run's log in Mesos.", causedBy: null, recheckAt: null },
  ];
}

function unknownFields(doc: Doc<'Job'>, live: LiveJob): readonly Finding[] {
  const fields = notKept(saidBy(doc), liveForm(live));
  if (fields.length === 0) return [];
  const why = `this Chronos does not know ${fields.join(', ')}: nothing comes of it`;
  return [
    { ref: doc.ref, code: 'FieldNotKept', why, remedy: 'Upgrade Chronos, or take it out of the file.', causedBy: null, recheckAt: null },
  ];
}

function childrenOf(name: string, jobs: Jobs): readonly string[] {
  const children = [...jobs.values()].filter(({ definition: { parents } }) => isList(parents) && parents.includes(name));
  return children.map((child) => child.name).toSorted(byText);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}

/**
 * With a job Chronos changes those that run after it: they get its schedule and lose their container, environment and more
 * (api/JobManagementResource.scala, delete). So they have to be changed or go first.
 */
function obstacleTo(deleted: string, jobs: Jobs): string | null {
  const children = childrenOf(deleted, jobs);
  if (children.length === 0) return null;
  return `${children.join(', ')} would lose ${children.length === 1 ? 'its' : 'their'} settings with it: take it out of parents first`;
}
