/** The rule by which pools grow. It buys nothing itself: it writes rows, for people to merge or where they said it may. */
import type { Doc } from '../../../model/desired.ts';
import type { RuleResult } from '../../../model/growth.ts';
import { seePool, measurePool } from '../see-pool.ts';
import type { PoolView } from '../pool-view.ts';
import type { RuleFacts } from '../types.ts';
import { decide, NOTHING } from './decide.ts';
import type { Decision } from './decide.ts';
import { withdrawDraft } from './drafts.ts';
import { fillsSoon, rowsBeyond } from './findings.ts';
import { sortByLimits } from './limits.ts';
import { plannedKibOf } from './planned-volumes.ts';
import { proposalOf } from './proposal.ts';
import { triggerOf } from './trigger.ts';

export function growRule(facts: RuleFacts): RuleResult {
  const pools = [...facts.inputs.desired.docs.StoragePool.values()];
  const decisions = facts.inputs.memory.lost === null ? pools.map((doc) => grow(doc, facts)) : [];
  return {
    drafts: decisions.flatMap(({ drafts }) => drafts),
    findings: decisions.flatMap(({ findings }) => findings),
    ready: new Map(),
    disks: new Map(),
    rescued: new Set(),
  };
}

/** Why a pool is not seen, and which of its disks are in no row, the slots rule says. */
function grow(doc: Doc<'StoragePool'>, facts: RuleFacts): Decision {
  const { growth, cloudDisks } = doc.spec;
  const isOff = growth === undefined || growth.mode === 'off';
  const off = isOff ? watch(doc, facts) : NOTHING;
  const seen = cloudDisks === undefined ? null : seePool(doc, facts);
  if (seen?.kind !== 'seen') return off;
  const { view } = seen;
  const decision = isOff ? off : decideFor(view, facts);
  return { ...decision, findings: [...rowsBeyond(doc, sortByLimits(view, facts).beyond), ...decision.findings] };
}

function decideFor(view: PoolView, facts: RuleFacts): Decision {
  const { ref, spec } = view.doc;
  const { growth, cloudDisks } = spec;
  if (growth === undefined || cloudDisks === undefined) return NOTHING;
  const plannedKib = plannedKibOf(ref, facts);
  // Without them too small a row would be enough, or none.
  if (plannedKib === null) return NOTHING;
  const trigger = triggerOf({ ref, measure: view, plannedKib }, growth.when, facts);
  return decide({ ...view, cloudDisks }, { growth, trigger, plannedKib }, facts);
}

/** Nothing is proposed: what was, and nobody touched, is taken back. */
function watch(doc: Doc<'StoragePool'>, facts: RuleFacts): Decision {
  const { growth } = doc.spec;
  const proposal = proposalOf(doc.ref, facts);
  const own = proposal.kind === 'open' ? proposal.record.commit : proposal.kind === 'none' ? proposal.stale : null;
  const drafts = own === null ? [] : [withdrawDraft({ doc }, own, 'growth is off', facts)];
  const measured = measurePool(doc, facts);
  if (growth === undefined || measured.kind === 'unseen') return { drafts, findings: [] };
  const trigger = triggerOf({ ref: doc.ref, measure: measured.measure, plannedKib: plannedKibOf(doc.ref, facts) }, growth.when, facts);
  return { drafts, findings: trigger === null ? [] : [fillsSoon(doc, trigger.why)] };
}
