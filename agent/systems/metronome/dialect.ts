/** What only Metronome knows of its jobs. */
import { isFields, isList } from '../../jobs/differences.ts';
import type { Dialect, Fields, Jobs, LiveJob } from '../../jobs/types.ts';
import type { Doc } from '../../model/desired.ts';
import type { Finding } from '../../model/observed.ts';
import type { SystemNameOf } from '../../model/ref.ts';
import { liveForm, wantedForm } from './form.ts';

export function metronomeDialect(system: SystemNameOf<'metronome'>): Dialect {
  return { system, formOf: liveForm, wantedForm, settled: (form) => form, isPaused, effectsOf: () => [], findings, childrenOf, obstacleTo };
}

/** One without a schedule is not paused: it runs when it is asked to, or after others. */
function isPaused({ schedules }: Fields): boolean {
  return isList(schedules) && schedules.length > 0 && schedules.every((one) => isFields(one) && one['enabled'] === false);
}

function findings({ ref }: Doc<'Job'>, { definition: { historySummary: summary } }: LiveJob): readonly Finding[] {
  if (!isFields(summary)) return [];
  const [failed, succeeded] = [timeOf(summary['lastFailureAt']), timeOf(summary['lastSuccessAt'])];
  if (failed === null || (succeeded !== null && succeeded >= failed)) return [];
  return [
    { ref, code: 'JobFails', why: 'its last run failed', remedy: "Look into the run's log in Mesos.", causedBy: null, recheckAt: null },
  ];
}

/** `2026-01-05T12:00:00.000+0000`; null: there is none. */
function timeOf(text: unknown): number | null {
  const ms = typeof text === 'string' ? Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

function childrenOf(name: string, jobs: Jobs): readonly string[] {
  const children = [...jobs.values()].filter(({ definition }) => dependsOn(definition, name));
  return children.map((child) => child.name).toSorted(byText);
}

function dependsOn({ dependencies }: Fields, name: string): boolean {
  return isList(dependencies) && dependencies.some((one) => isFields(one) && one['id'] === name);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}

/** Metronome keeps a job that others depend on (model/JobSpec.scala, validateSafeDelete); its runs are left to end by themselves. */
function obstacleTo(deleted: string, jobs: Jobs): string | null {
  const children = childrenOf(deleted, jobs);
  if (children.length > 0) return `${children.join(', ')} depend${children.length === 1 ? 's' : ''} on it`;
  const runs = jobs.get(deleted)?.definition['activeRuns'];
  return isList(runs) && runs.length > 0 ? 'it runs: it goes when the run has ended' : null;
}
