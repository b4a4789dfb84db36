/** The rule by which pools grow. */
import type { RuleResult } from '../../../model/growth.ts';
import type { RuleFacts } from '../types.ts';

export function growRule(facts: RuleFacts): RuleResult {
  void facts;
  return { drafts: [], ready: new Map(), findings: [], disks: new Map() };
}
