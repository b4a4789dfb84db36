/** The exit code of every verb that looks at the cluster: the most severe that holds, 1 before 3 before 2 before 0. */
import type { Outcome, UnknownFacet } from '../model/change.ts';
import type { Health, Reading } from '../model/observed.ts';
import type { Ref } from '../model/ref.ts';

export interface Verdicts {
  readonly source: Reading<unknown>;
  readonly refused: object | null;
  readonly unknown: readonly UnknownFacet[];
  /** Of each change asked for; of a plan, allowed ones as `waiting`. */
  readonly outcomes: readonly Pick<Outcome, 'kind'>[];
  readonly health: Health;
  /** Whether an object was asked for. */
  readonly selected: (ref: Ref) => boolean;
  /** Whether all were: then everything unread counts, else what the objects asked for are read from. */
  readonly isAll: boolean;
}

export type ExitCode = 0 | 1 | 2 | 3;

export function exitCode(seen: Verdicts): ExitCode {
  const { outcomes, health, selected } = seen;
  if (seen.source.kind === 'unknown' || seen.refused || isUnread(seen) || has(outcomes, 'failed')) return 1;
  const findings = health.findings.filter(({ ref }) => selected(ref));
  if (has(outcomes, 'blocked') || findings.some(({ recheckAt }) => recheckAt === null)) return 3;
  const unready = [...health.ready].some(([ref, { kind }]) => selected(ref) && kind !== 'ready');
  return has(outcomes, 'waiting') || findings.length > 0 || unready ? 2 : 0;
}

function isUnread({ unknown, health, selected, isAll }: Verdicts): boolean {
  return isAll ? unknown.length > 0 : [...health.ready].some(([ref, { kind }]) => selected(ref) && kind === 'unknown');
}

function has(outcomes: Verdicts['outcomes'], kind: Outcome['kind']): boolean {
  return outcomes.some((outcome) => outcome.kind === kind);
}
