/** When to look again because something waits. */
import type { Health } from './model/observed.ts';
import type { PassReport } from './model/report.ts';

/** A change that waits, one just made (to see that it took), and an object on its way are looked at again after this long. */
const SOON_MS = 3_000;
/** After a failure: long enough not to hammer a system that is down. */
const AFTER_FAILURE_MS = 15_000;

/** Milliseconds until something that waits should be looked at; null when only the schedule, git or an event can bring news. */
export function wakeInMs(report: Omit<PassReport, 'wakeInMs'>): number | null {
  const waits = [
    ...report.results.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [AFTER_FAILURE_MS] : [])),
    ...report.results.flatMap(({ outcome }) => (outcome.kind === 'waiting' || outcome.kind === 'applied' ? [SOON_MS] : [])),
    ...(isUnderWay(report.health) ? [SOON_MS] : []),
    ...(hasUnread(report) ? [AFTER_FAILURE_MS] : []),
    ...report.health.findings.flatMap(({ recheckAt }) => (recheckAt === null ? [] : [Math.max(0, recheckAt - report.at)])),
  ];
  return waits.length === 0 ? null : Math.min(...waits);
}

function isUnderWay(health: Health): boolean {
  return [...health.ready.values()].some(({ kind }) => kind === 'progressing');
}

function hasUnread(report: Pick<PassReport, 'source' | 'plan'>): boolean {
  return report.source.kind === 'unknown' || (report.plan?.unknown.length ?? 0) > 0;
}
