/** Root causes: what is not right by itself, with all that is not right because of it folded under it. Pure. */
import { docsByRef } from '../model/desired.ts';
import { notReady } from '../model/observed.ts';
import type { Readiness } from '../model/observed.ts';
import type { Ref, SystemName } from '../model/ref.ts';
import type { PassReport } from '../model/report.ts';
import { troublesOf } from './trouble.ts';
import type { Subject, Trouble } from './trouble.ts';

export interface Effect {
  readonly ref: Ref;
  /** What is not right with it; null: it still is as it should be, but what it builds on is not. */
  readonly why: string | null;
}

export interface RootCause extends Trouble {
  readonly subject: Subject;
  /** Those that are not right first. */
  readonly effects: readonly Effect[];
}

/** Those with most behind them first. A change that is blocked is no cause: who has to allow it is said elsewhere. */
export function causesOf(report: PassReport): readonly RootCause[] {
  const troubles = troublesOf(report);
  if (troubles.size === 0) return [];
  const blame = blameIn(report, troubles);
  const complaints = complaintsIn(report);
  const roots = [...troubles].filter(([subject]) => isRoot(subject, blame));
  const causes = roots.map(([subject, trouble]) => ({ subject, ...trouble, effects: effectsOf(subject, { report, blame, complaints }) }));
  return causes.toSorted((one, other) => other.effects.length - one.effects.length || (one.subject < other.subject ? -1 : 1));
}

/** Of every object that something stands behind: the troubles it comes from, all the way down. */
type Blame = ReadonlyMap<Subject, ReadonlySet<Subject>>;

function blameIn(report: PassReport, troubles: ReadonlyMap<Subject, Trouble>): Blame {
  const upstream = upstreamIn(report);
  // What is ready holds up nothing that builds on it: only a finding can name it as a cause.
  const named = new Map(report.health.findings.map(({ ref, causedBy }) => [ref, causedBy]));
  const holds = (behind: Subject, subject: Subject): boolean => {
    return troubles.has(behind) && (report.health.ready.get(behind as Ref)?.kind !== 'ready' || named.get(subject as Ref) === behind);
  };
  const blamed = [...upstream.keys()].map((subject) => {
    return [subject, new Set([...allBehind(subject, upstream)].filter((behind) => holds(behind, subject)))] as const;
  });
  return new Map(blamed);
}

type Edges = ReadonlyMap<Subject, readonly Subject[]>;

/** What each object directly builds on, waits for, or is read from; of thousands nearly none does. */
function upstreamIn(report: PassReport): Edges {
  const upstream = new Map<Subject, readonly Subject[]>();
  const add = (subject: Subject, behind: readonly Subject[]): void => {
    if (behind.length > 0) upstream.set(subject, [...(upstream.get(subject) ?? []), ...behind]);
  };
  const unknown = report.plan?.unknown ?? [];
  for (const { ref, links } of report.source.kind === 'ok' ? docsByRef(report.source.value).values() : []) add(ref, links);
  for (const { ref, causedBy } of report.health.findings) add(ref, causedBy === null ? [] : [causedBy]);
  for (const [ref, readiness] of notReady(report.health.ready)) {
    if (readiness.kind !== 'unknown') continue;
    add(ref, systemsOf(unknown.filter(({ error }) => error.message === readiness.error.message)));
  }
  for (const { change } of report.results) {
    const unreadFacets = unknown.filter(({ system, facet }) => change.reads.some((read) => read.system === system && read.facet === facet));
    add(change.ref, [...change.needs, ...systemsOf(unreadFacets)]);
  }
  return upstream;
}

function systemsOf(facets: readonly { readonly system: SystemName }[]): readonly SystemName[] {
  return facets.map(({ system }) => system);
}

/** Everything reached from `subject`; itself only if a circle leads back to it. */
function allBehind(subject: Subject, upstream: Edges): ReadonlySet<Subject> {
  const reached = new Set<Subject>();
  const open = [...(upstream.get(subject) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...(upstream.get(next) ?? []));
  }
  return reached;
}

/** Nothing else stands behind it; of a circle, the first by name. */
function isRoot(subject: Subject, blame: Blame): boolean {
  const others = [...(blame.get(subject) ?? [])].filter((other) => other !== subject);
  return others.every((other) => blame.get(other)?.has(subject) === true && subject < other);
}

interface Scene {
  readonly report: PassReport;
  readonly blame: Blame;
  readonly complaints: ReadonlyMap<Ref, string>;
}

function effectsOf(subject: Subject, { report, blame, complaints }: Scene): readonly Effect[] {
  const readiness = report.health.ready.get(subject as Ref)?.kind;
  const isBroken = readiness === 'degraded' || readiness === 'missing';
  const refs = [...blame].filter(([other, behind]) => other !== subject && behind.has(subject)).map(([other]) => other as Ref);
  const effects = refs.toSorted().map((ref): Effect => ({ ref, why: complaints.get(ref) ?? null }));
  const unwell = effects.filter(({ why }) => why !== null);
  return isBroken ? [...unwell, ...effects.filter(({ why }) => why === null)] : unwell;
}

/** What is not right with an object, as far as something else could be behind it. */
function complaintsIn({ health, results }: PassReport): ReadonlyMap<Ref, string> {
  const complaints = new Map<Ref, string>();
  for (const [ref, readiness] of notReady(health.ready)) {
    const complaint = complaintOf(readiness);
    if (complaint !== null) complaints.set(ref, complaint);
  }
  for (const { change, outcome } of results) if (outcome.kind === 'waiting') complaints.set(change.ref, outcome.why);
  for (const { ref, why } of health.findings) complaints.set(ref, why);
  return complaints;
}

function complaintOf(readiness: Readiness): string | null {
  switch (readiness.kind) {
    case 'ready':
      return null;
    case 'absent':
      return 'it is not there';
    case 'unknown':
      return 'it is not known';
    case 'missing':
    case 'degraded':
    case 'progressing':
      return readiness.why;
  }
}
