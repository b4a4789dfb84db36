/** The exit code of every verb that looks at the cluster: the most severe that holds, 1 before 3 before 2 before 0. */
import type { Outcome, UnknownFacet } from '../model/change.ts';
import type { Instant } from '../clock.ts';
import type { Health, Readiness, Reading } from '../model/observed.ts';
import type { Ref } from '../model/ref.ts';
import type { Standing } from '../model/report.ts';

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
  if (hasFailed(seen)) return 1;
  if (needsPerson(seen)) return 3;
  return isOpen(seen) ? 2 : 0;
}

function hasFailed(seen: Verdicts): boolean {
  const { source, refused, standing, outcomes } = seen;
  const isGitUnread = source.kind === 'unknown' || standing.kind === 'partitioned';
  return isGitUnread || refused !== null || isUnread(seen) || outcomes.some(({ kind }) => kind === 'failed');
}

function isUnread({ unknown, health, selected, isAll }: Verdicts): boolean {
  const isUnknown = [...health.ready].some(([ref, readiness]) => selected(ref) && isNotKnown(readiness));
  return isUnknown || (isAll && unknown.length > 0);
}

/** Not that of a command that was stopped while it looked at what it had made. */
function isNotKnown(readiness: Readiness): boolean {
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
