/** The plan, what stands against each of its changes, and what it proposes to the people who can lift that. */
import { approvalBranch, isApprovable } from './model/approval.ts';
import type { Change, Plan, Verdict } from './model/change.ts';
import type { Ref } from './model/ref.ts';
import type { Instant } from './clock.ts';
import type { Standing } from './model/report.ts';
import type { Seen } from './look.ts';
import type { PassDeps } from './pass-deps.ts';
import { judge } from './plan/guard/guard.ts';
import { makePlan } from './plan/plan.ts';
import { branchesIn, proposals } from './plan/rules/proposals.ts';
import { recoveryOf } from './plan/rules/recovery.ts';
import type { Recall } from './recall.ts';
import { lostOf } from './report-of.ts';

/** Branches that ask for consent at one time: who empties a folder by mistake is not asked a hundred times. */
const MOST_PROPOSALS = 10;

export function planAndJudge(
  deps: PassDeps,
  standing: Standing,
  { inputs, sight, drafts, bought, rescued }: Seen,
): { plan: Plan; verdicts: readonly Verdict[] } {
  const systems = [...deps.systems.values()];
  const judged = (plan: Plan): readonly Verdict[] => {
    return judge({ plan, inputs, sight, standing, repeats: deps.recall.repeats, rules: deps.rules, bought, rescued });
  };
  const plan = makePlan(inputs, systems, sight.world, drafts);
  const verdicts = judged(plan);
  const missingSince = stillMissing(deps.recall, verdicts, inputs.now);
  deps.recall.missingSince = missingSince;
  const isOld = ({ ref }: Change): boolean => inputs.now - (missingSince.get(ref) ?? inputs.now) >= TWO_LOOKS_MS;
  const blocked = verdicts.flatMap((verdict) => {
    return verdict.kind === 'blocked' && isApprovable(verdict.by) && (verdict.by !== 'missing' || isOld(verdict.change)) ? [verdict] : [];
  });
  const lost = lostOf(deps, inputs.memory, sight.world);
  const branches = branchesIn(sight.world);
  const open = inputs.memory.proposed.filter((key) => branches.has(approvalBranch(key))).length;
  const place = { path: deps.path };
  const asked = [
    ...proposals(lost === null ? [] : [recoveryOf(lost)], inputs, sight.world, place),
    ...proposals(blocked, inputs, sight.world, place).slice(0, Math.max(0, MOST_PROPOSALS - open)),
  ];
  if (asked.length === 0) return { plan, verdicts };
  const whole = makePlan(inputs, systems, sight.world, [...drafts, ...asked]);
  return { plan: whole, verdicts: judged(whole) };
}

/** One list that lacks what is there must not have people asked whether its data may be given up. */
const TWO_LOOKS_MS = 60_000;

function stillMissing({ missingSince }: Recall, verdicts: readonly Verdict[], now: Instant): ReadonlyMap<Ref, Instant> {
  const missing = verdicts.flatMap((verdict) => (verdict.kind === 'blocked' && verdict.by === 'missing' ? [verdict.change.ref] : []));
  return new Map(missing.map((ref) => [ref, missingSince.get(ref) ?? now]));
}
