/** The rules that span systems, all of them over the same facts. */
import type { RuleResult } from './model/growth.ts';
import type { Sight } from './model/observed.ts';
import type { Inputs } from './model/system.ts';
import type { PassDeps } from './pass-deps.ts';
import { awayNodesRule } from './plan/rules/away-nodes.ts';
import { coverageRule } from './plan/rules/coverage/coverage.ts';
import { growRule } from './plan/rules/grow/grow.ts';
import { remediationRule } from './plan/rules/remediation/remediation.ts';
import { slotsRule } from './plan/rules/slots/slots.ts';
import type { Rule, RuleFacts } from './plan/rules/types.ts';
import { zoneLossRule } from './plan/rules/zone-loss.ts';

const RULES: readonly Rule[] = [slotsRule, growRule, remediationRule, coverageRule, awayNodesRule, zoneLossRule];

/** `head`: the tracked branch's newest commit. */
export function ruleFacts({ cluster, path, branches, rules }: PassDeps, inputs: Inputs, sight: Sight, head: string | null): RuleFacts {
  const { prices, ceilings } = rules;
  return { inputs, sight, cluster, path, tracked: { branch: branches.tracked, head }, prices, ceilings };
}

export function runRules(facts: RuleFacts): RuleResult {
  const results = RULES.map((rule) => rule(facts));
  return {
    drafts: results.flatMap(({ drafts }) => drafts),
    ready: new Map(results.flatMap(({ ready }) => [...ready])),
    findings: results.flatMap(({ findings }) => findings),
    disks: new Map(results.flatMap(({ disks }) => [...disks])),
    rescued: new Set(results.flatMap(({ rescued }) => [...rescued])),
  };
}
