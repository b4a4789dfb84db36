/** When to look again because something waits. */
import type { Instant } from './clock.ts';
import type { ErrorCode } from './errors.ts';
import { notReady } from './model/observed.ts';
import type { Ref } from './model/ref.ts';
import type { PassReport, Standing } from './model/report.ts';

/** A change that waits, one just made (to see that it took), and an object on its way are looked at again after this long. */
const SOON_MS = 3_000;
/** After a failure: long enough not to hammer a system that is down. */
const AFTER_FAILURE_MS = 15_000;

type Passed = Omit<PassReport, 'wakeInMs'>;

/** Milliseconds until something that waits should be looked at; null when only the schedule, git or an event can bring news. */
export function wakeInMs(report: Passed): number | null {
  if (mayNotWrite(report.standing)) return untilLapse(report);
  const failing = failures(report);
  const waits = [
    ...failing.filter(({ class: failed }) => failed !== 'stalled').map(() => AFTER_FAILURE_MS),
    ...outcomeWaits(report),
    ...(isUnderWay(report) ? [SOON_MS] : []),
    ...(report.standing.kind === 'partitioned' ? [AFTER_FAILURE_MS] : []),
    ...(report.standing.kind === 'writer' && report.standing.writesFrom > report.at ? [report.standing.writesFrom - report.at] : []),
    ...report.health.findings.flatMap(({ recheckAt }) => (recheckAt === null ? [] : [Math.max(0, recheckAt - report.at)])),
  ];
  if (waits.length === 0) return null;
  // What waits for something that fails is not asked for sooner than that.
  return Math.max(failing.length > 0 ? AFTER_FAILURE_MS : 0, Math.min(...waits));
}

/** Whoever does not write has nothing to watch: the writer does. */
function mayNotWrite({ kind }: Standing): boolean {
  return kind === 'standby' || kind === 'flapping' || kind === 'outdated';
}

/** A claim that ends by itself can be taken over then; any other end of it is seen in git. */
function untilLapse({ standing, at }: Passed): number | null {
  const lapsesAt = standing.kind === 'standby' ? standing.writer.until : null;
  return lapsesAt === null ? null : waitUntil(lapsesAt, at);
}

function outcomeWaits({ results, at }: Passed): readonly number[] {
  return results.flatMap(({ outcome }) => {
    switch (outcome.kind) {
      case 'waiting':
      case 'applied':
        return [SOON_MS];
      case 'blocked':
        return outcome.recheckAt === null ? [] : [waitUntil(outcome.recheckAt, at)];
      case 'failed':
      case 'skipped':
        return [];
    }
  });
}

/** A time that is over already is no reason to spin. */
function waitUntil(then: Instant, now: Instant): number {
  return then > now ? then - now : SOON_MS;
}

/** What nobody may bring further now is not on its way, nor is what is behind it. */
function isUnderWay({ health, results }: Passed): boolean {
  const blocked = new Set(results.flatMap(({ change, outcome }) => (outcome.kind === 'blocked' ? [change.ref] : [])));
  for (const [ref, { kind }] of notReady(health.ready)) {
    if (kind === 'progressing' && !chainOf(ref, health).some((one) => blocked.has(one))) return true;
  }
  return false;
}

/** The object, what has to get on before it, what has to get on before that, and so on. */
function chainOf(ref: Ref, { ready }: Passed['health']): readonly Ref[] {
  const chain = [ref];
  for (const last of chain) {
    const one = ready.get(last);
    if (one?.kind === 'progressing' && one.behind !== undefined && !chain.includes(one.behind)) chain.push(one.behind);
  }
  return chain;
}

/** Of git, of reading and of writing. One that needs a person is left to the schedule. */
function failures(report: Passed): readonly ErrorCode[] {
  return [
    ...(report.source.kind === 'unknown' ? [report.source.error.code] : []),
    ...(report.plan?.unknown ?? []).map(({ error }) => error.code),
    ...report.results.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.error.code] : [])),
  ];
}
