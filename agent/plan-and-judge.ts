/** The plan, what stands against each of its changes, and what it proposes to the people who can lift that. */
import { approvalBranch, isApprovable } from './model/approval.ts';
import type { Plan, Verdict } from './model/change.ts';
import type { Standing } from './model/report.ts';
import type { Seen } from './look.ts';
import type { PassDeps } from './pass-deps.ts';
import { judge } from './plan/guard/guard.ts';
import { makePlan } from './plan/plan.ts';
import { branchesIn, proposals } from './plan/rules/proposals.ts';
import { recoveryOf } from './plan/rules/recovery.ts';
import { lostOf } from './report-of.ts';

/** Branches that ask for consent at one time: who empties a folder by mistake is not asked a hundred times. */
const MOST_PROPOSALS = 10;

export function planAndJudge(deps: PassDeps, standing: Standing, { inputs, sight }: Seen): { plan: Plan; verdicts: readonly Verdict[] } {
  const systems = [...deps.systems.values()];
  const judged = (plan: Plan): readonly Verdict[] => {
    return judge({ plan, inputs, sight, standing, repeats: deps.recall.repeats, rules: deps.rules, bought: null });
  };
  const plan = makePlan(inputs, systems, sight.world);
  const verdicts = judged(plan);
  const blocked = verdicts.flatMap((verdict) => (verdict.kind === 'blocked' && isApprovable(verdict.by) ? [verdict] : []));
  const lost = lostOf(deps, inputs.memory, sight.world);
  const branches = branchesIn(sight.world);
  const open = inputs.memory.proposed.filter((key) => branches.has(approvalBranch(key))).length;
  const place = { path: deps.path };
  const drafts = [
    ...proposals(lost === null ? [] : [recoveryOf(lost)], inputs, sight.world, place),
    ...proposals(blocked, inputs, sight.world, place).slice(0, Math.max(0, MOST_PROPOSALS - open)),
  ];
  if (drafts.length === 0) return { plan, verdicts };
  const whole = makePlan(inputs, systems, sight.world, drafts);
  return { plan: whole, verdicts: judged(whole) };
}
