/** When to look again because something waits. */
import type { ErrorCode } from './errors.ts';
import type { Health } from './model/observed.ts';
import type { PassReport } from './model/report.ts';

/** A change that waits, one just made (to see that it took), and an object on its way are looked at again after this long. */
const SOON_MS = 3_000;
/** After a failure: long enough not to hammer a system that is down. */
const AFTER_FAILURE_MS = 15_000;

/** Milliseconds until something that waits should be looked at; null when only the schedule, git or an event can bring news. */
export function wakeInMs(report: Omit<PassReport, 'wakeInMs'>): number | null {
  const failing = failures(report);
  const waits = [
    ...failing.filter(({ class: failed }) => failed !== 'stalled').map(() => AFTER_FAILURE_MS),
    ...report.results.flatMap(({ outcome }) => (outcome.kind === 'waiting' || outcome.kind === 'applied' ? [SOON_MS] : [])),
    ...(isUnderWay(report.health) ? [SOON_MS] : []),
    ...report.health.findings.flatMap(({ recheckAt }) => (recheckAt === null ? [] : [Math.max(0, recheckAt - report.at)])),
  ];
  if (waits.length === 0) return null;
  // What waits for something that fails is not asked for sooner than that.
  return Math.max(failing.length > 0 ? AFTER_FAILURE_MS : 0, Math.min(...waits));
}

function isUnderWay(health: Health): boolean {
  return [...health.ready.values()].some(({ kind }) => kind === 'progressing');
}

/** Of git, of reading and of writing. One that needs a person is left to the schedule. */
function failures(report: Omit<PassReport, 'wakeInMs'>): readonly ErrorCode[] {
  return [
    ...(report.source.kind === 'unknown' ? [report.source.error.code] : []),
    ...(report.plan?.unknown ?? []).map(({ error }) => error.code),
    ...report.results.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.error.code] : [])),
  ];
}
