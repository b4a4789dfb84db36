/** What is not right by itself: the candidates for a root cause. Pure. */
import type { PlumblineError } from '../errors.ts';
import { notReady } from '../model/observed.ts';
import type { Finding, Readiness } from '../model/observed.ts';
import type { Ref, SystemName } from '../model/ref.ts';
import type { PassReport } from '../model/report.ts';

/** What something comes from: an object, or a system that cannot be read. */
export type Subject = Ref | SystemName;

export interface Trouble {
  readonly why: string;
  readonly remedy: string;
}

export interface Unread extends Trouble {
  readonly system: SystemName;
}

/** Each system's reason once, although several of its facets share it. */
export function unread(report: PassReport): readonly Unread[] {
  const reasons = (report.plan?.unknown ?? []).map(({ system, error }) => [`${system} ${error.message}`, { system, error }] as const);
  return [...new Map(reasons).values()].map(({ system, error }) => ({ system, ...troubleOf(error) }));
}

/** A finding tells more than a readiness, and a readiness more than a change that failed. */
export function troublesOf(report: PassReport): ReadonlyMap<Subject, Trouble> {
  return new Map([
    ...failedChanges(report),
    ...unready(report),
    ...joined(withoutSecondRemedy(report.health.findings), 'ref'),
    ...joined(unread(report), 'system'),
  ]);
}

/** What one more row mends. */
const CAPACITY = new Set(['PoolNearlyFull', 'PoolCritical', 'PoolFillsSoon']);

/** While a row is proposed, capacity added by hand as well would be bought twice. */
function withoutSecondRemedy(findings: readonly Finding[]): readonly Finding[] {
  const proposed = new Set(findings.filter(({ code }) => code === 'GrowthProposed').map(({ ref }) => ref));
  return findings.map((finding) => (proposed.has(finding.ref) && CAPACITY.has(finding.code) ? { ...finding, remedy: '' } : finding));
}

function failedChanges({ results }: PassReport): readonly (readonly [Subject, Trouble])[] {
  return results.flatMap(({ change, outcome }): readonly (readonly [Subject, Trouble])[] => {
    if (outcome.kind !== 'failed') return [];
    const { why, remedy } = troubleOf(outcome.error);
    return [[change.ref, { why: `its change failed: ${why}`, remedy }]];
  });
}

function unready({ health }: PassReport): readonly (readonly [Subject, Trouble])[] {
  const found: (readonly [Subject, Trouble])[] = [];
  for (const [ref, readiness] of notReady(health.ready)) {
    const trouble = troubleOfReadiness(readiness);
    if (trouble !== null) found.push([ref, trouble]);
  }
  return found;
}

/** null for what is well, or is what it is because a change is still to come. */
function troubleOfReadiness(readiness: Readiness): Trouble | null {
  switch (readiness.kind) {
    case 'ready':
    case 'absent':
    case 'progressing':
      return null;
    case 'degraded':
      return { why: readiness.why, remedy: 'See what its system says of it.' };
    case 'missing':
      return { why: readiness.why, remedy: 'Bring it back under the same id, or approve that it is made anew, empty.' };
    case 'unknown':
      return troubleOf(readiness.error);
  }
}

function troubleOf(error: PlumblineError): Trouble {
  return { why: error.message, remedy: error.code.help };
}

/** All that is said of one subject as one trouble; of several the numbers say which remedy is for which. */
function joined<K extends 'ref' | 'system', T extends Trouble & Readonly<Record<K, Subject>>>(
  said: readonly T[],
  key: K,
): ReadonlyMap<Subject, Trouble> {
  const bySubject = new Map<Subject, Several>();
  for (const one of said) {
    const before = bySubject.get(one[key]);
    bySubject.set(one[key], before === undefined ? [one] : [...before, one]);
  }
  return new Map([...bySubject].map(([subject, troubles]) => [subject, asOne(troubles)]));
}

type Several = readonly [Trouble, ...Trouble[]];

function asOne(troubles: Several): Trouble {
  const [{ why, remedy }, ...others] = troubles;
  if (others.length === 0) return { why, remedy };
  const numbered = troubles.map((one, index) => ({
    why: `(${index + 1}) ${one.why}`,
    remedy: one.remedy && `(${index + 1}) ${one.remedy}`,
  }));
  return {
    why: numbered.map((one) => one.why).join('; '),
    remedy: numbered.flatMap((one) => (one.remedy === '' ? [] : [one.remedy])).join(' '),
  };
}
