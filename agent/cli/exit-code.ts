/** The exit code of every verb that looks at the cluster: the most severe that holds, 1 before 3 before 2 before 0. */
import { explain } from '../errors.ts';
import type { Outcome, UnknownFacet } from '../model/change.ts';
import type { Instant } from '../clock.ts';
import type { Health, Readiness, Reading } from '../model/observed.ts';
import { printable } from '../model/printable.ts';
import type { Ref } from '../model/ref.ts';
import type { Standing } from '../model/report.ts';
import { counted, unreadLines } from '../plan/render/plan-view.ts';

/** As much of an outcome as counts here. */
export type Ending =
  | { readonly kind: Exclude<Outcome['kind'], 'blocked'> }
  | { readonly kind: 'blocked'; readonly recheckAt: Instant | null };

export interface Verdicts {
  readonly source: Reading<unknown>;
  readonly refused: object | null;
  readonly standing: Standing;
  readonly lost: object | null;
  readonly unknown: readonly UnknownFacet[];
  /** Of each change asked for; of a plan, allowed ones as `waiting`. */
  readonly outcomes: readonly Ending[];
  readonly health: Health;
  /** Whether an object was asked for. */
  readonly selected: (ref: Ref) => boolean;
  /** Whether all were: then everything unread counts, else what is not known of the objects asked for. */
  readonly isAll: boolean;
}

export type ExitCode = 0 | 1 | 2 | 3;

export function exitCode(seen: Verdicts): ExitCode {
  if (failures(seen).length > 0) return 1;
  if (needsPerson(seen)) return 3;
  return isOpen(seen) ? 2 : 0;
}

/** So many objects are named. */
const MOST_TOLD = 20;

/** Why the exit code is 1, for a person: not every reason is told by the plan or by what became of a change. Empty when it is another. */
export function failureText(seen: Verdicts): string {
  const reasons = failures(seen);
  if (reasons.length === 0) return '';
  const more = reasons.length > MOST_TOLD ? [`and ${reasons.length - MOST_TOLD} more`] : [];
  return ['Exit code 1:', ...[...reasons.slice(0, MOST_TOLD), ...more].map((reason) => printable(`  ${reason}`)), ''].join('\n');
}

/** Each reason for 1. */
function failures(seen: Verdicts): readonly string[] {
  const { source, refused, standing, outcomes } = seen;
  const isGitUnread = source.kind === 'unknown' || standing.kind === 'partitioned';
  const failed = outcomes.filter(({ kind }) => kind === 'failed').length;
  return [
    ...(isGitUnread ? ['git could not be read'] : []),
    ...(refused === null ? [] : ['the newest commit is refused']),
    ...unreadReasons(seen),
    ...(failed === 0 ? [] : [`${counted(failed, 'change')} failed`]),
  ];
}

/** What was not read as a whole, and each object of which that does not tell why it is not known. */
function unreadReasons({ unknown, health, selected, isAll }: Verdicts): readonly string[] {
  const facets = isAll ? unknown : [];
  const told = new Set(facets.map(({ error }) => error.message));
  const objects = [...health.ready].flatMap(([ref, readiness]) => {
    if (!selected(ref) || !isNotKnown(readiness) || told.has(readiness.error.message)) return [];
    return [`${ref} is not known: ${explain(readiness.error)}`];
  });
  return [...unreadLines(facets), ...objects];
}

/** Not that of a command that was stopped while it looked at what it had made. */
function isNotKnown(readiness: Readiness): readiness is Extract<Readiness, { readonly kind: 'unknown' }> {
  return readiness.kind === 'unknown' && readiness.error.code.class !== 'waiting';
}

/** What stops this agent as a whole. */
const STOPPED: ReadonlySet<Standing['kind']> = new Set(['standby', 'flapping', 'outdated']);

function needsPerson(seen: Verdicts): boolean {
  const { standing, lost, outcomes, health, selected } = seen;
  if (STOPPED.has(standing.kind) || lost !== null || readinesses(seen).includes('missing')) return true;
  if (outcomes.some((outcome) => outcome.kind === 'blocked' && outcome.recheckAt === null)) return true;
  return health.findings.some(({ ref, recheckAt }) => selected(ref) && recheckAt === null);
}

function isOpen(seen: Verdicts): boolean {
  const { outcomes, health, selected } = seen;
  if (outcomes.some(({ kind }) => kind === 'waiting' || kind === 'blocked')) return true;
  return health.findings.some(({ ref }) => selected(ref)) || readinesses(seen).some((kind) => kind !== 'ready');
}

function readinesses({ health, selected }: Verdicts): readonly Readiness['kind'][] {
  return [...health.ready].filter(([ref]) => selected(ref)).map(([, { kind }]) => kind);
}
