/** What every rendering of a plan shows. */
import { explain } from '../../errors.ts';
import { isApprovable } from '../../model/approval.ts';
import type { Plan, UnknownFacet, Verdict } from '../../model/change.ts';
import type { Finding, Readiness } from '../../model/observed.ts';
import type { Ref } from '../../model/ref.ts';
import type { Refused } from '../../model/report.ts';

export interface PlanView {
  readonly cluster: string;
  readonly plan: Plan;
  /** Those that were asked for. */
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly Finding[];
  /** Objects that no change of the plan is about and that are not as they should be, with why. */
  readonly unready: readonly { readonly ref: Ref; readonly kind: Readiness['kind']; readonly why: string }[];
  readonly refused: Refused | null;
  /** What stops this agent, or the changes asked for, as a whole: a sentence each. */
  readonly notes: readonly string[];
}

/** `+` what is new, `-` what goes, `~` what changes: as diffs have it. */
export function sign(verdict: Verdict): '+' | '-' | '~' {
  const { op } = verdict.change;
  return op === 'create' || op === 'propose' ? '+' : op === 'delete' ? '-' : '~';
}

/** `3 changes: 2 create, 1 scale`, or `no changes`. */
export function summary(view: PlanView): string {
  const { verdicts } = view;
  if (verdicts.length === 0) return 'no changes';
  const counts = new Map<string, number>();
  for (const { change } of verdicts) counts.set(change.op, (counts.get(change.op) ?? 0) + 1);
  const parts = [...counts].map(([op, count]) => `${count} ${op}`);
  const blocked = verdicts.filter(({ kind }) => kind === 'blocked').length;
  return `${counted(verdicts.length, 'change')}: ${parts.join(', ')}${blocked > 0 ? ` (${blocked} blocked)` : ''}`;
}

/** `1 change`, `2 changes` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `marathon (apps, info): why, and the remedy`; facets that share a reason on one line. */
export function unreadLines(facets: readonly UnknownFacet[]): readonly string[] {
  const byReason = new Map<string, UnknownFacet[]>();
  for (const unknown of facets) {
    const reason = `${unknown.system} ${unknown.error.message}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), unknown]);
  }
  return [...byReason.values()].flatMap((shared) => {
    const [first] = shared;
    return first ? [`${first.system} (${shared.map(({ facet }) => facet).join(', ')}): ${explain(first.error)}`] : [];
  });
}

/** What an Approval has to name beside the id; null for a change that none would let be made. */
export function awaitedKey(verdict: Verdict): string | null {
  return verdict.kind === 'blocked' && isApprovable(verdict.by) ? verdict.change.approvalKey : null;
}
