/** One decision for each pool: to propose a row, to commit it, to take a proposal back, or to say why none of that. */
import type { Draft } from '../../../model/change.ts';
import { growthBranch } from '../../../model/growth.ts';
import type { GrowthRecord } from '../../../model/growth.ts';
import type { GrowthSpec } from '../../../model/kinds.gen.ts';
import type { Finding } from '../../../model/observed.ts';
import { instant } from '../../../clock.ts';
import { parseDuration } from '../../../units.ts';
import { plainRow } from '../rows.ts';
import type { RuleFacts } from '../types.ts';
import { commitDraft, proposeDraft, rowOfRecord, withdrawDraft } from './drafts.ts';
import type { GrowingPool, NewRow } from './drafts.ts';
import { fillsFast, notInForce, proposed, refused, touched } from './findings.ts';
import { nextKey } from './keys.ts';
import { totalsOf } from './limits.ts';
import { growthMessage } from './message.ts';
import { declinedOf, isRefused, objectionTo } from './permit.ts';
import { proposalOf } from './proposal.ts';
import { sizeFor } from './sizing.ts';
import type { Size } from './sizing.ts';
import type { Trigger } from './trigger.ts';

export interface Decision {
  readonly drafts: readonly Draft[];
  readonly findings: readonly Finding[];
}

export interface Need {
  readonly growth: GrowthSpec;
  readonly trigger: Trigger | null;
  /** Raw KiB that declared volumes will take. */
  readonly plannedKib: number;
}

export const NOTHING: Decision = { drafts: [], findings: [] };

export function decide(view: GrowingPool, need: Need, facts: RuleFacts): Decision {
  const proposal = proposalOf(view.doc.ref, facts);
  const size = sizeFor(view, need.growth.target, need.plannedKib);
  switch (proposal.kind) {
    case 'unknown':
    case 'committed':
    case 'unsettled':
      return NOTHING;
    case 'touched':
      return say(touched(view.doc, branchOf(view, facts)));
    case 'open':
      return decideOpen(view, { ...need, size, record: proposal.record }, facts);
    case 'found':
      return decideNew(view, { ...need, size, replaces: null }, facts);
    case 'none': {
      const { stale } = proposal;
      const decision = decideNew(view, { ...need, size, replaces: stale }, facts);
      if (stale === null || decision.drafts.length > 0) return decision;
      return { ...decision, drafts: [withdrawDraft(view, stale, 'what it proposed is settled', facts)] };
    }
  }
}

type New = Need & { readonly size: Size | null; readonly replaces: string | null };

function decideNew(view: GrowingPool, { growth, trigger, size, replaces }: New, facts: RuleFacts): Decision {
  if (trigger === null) return NOTHING;
  if (size === null) return say(fillsFast(view.doc, trigger.why));
  const no = declinedOf(view, facts);
  if (no !== null) return say(no);
  const row = newRow(view, { growth, why: trigger.why, size }, facts);
  if (growth.mode === 'commit' && !isRefused(view, facts)) return commit(view, row, facts);
  const told = growth.mode === 'commit' ? [refused(view.doc, facts.tracked.branch)] : [];
  const decision = propose(view, row, replaces, facts);
  return { ...decision, findings: [...decision.findings, ...told] };
}

type Open = Need & { readonly size: Size | null; readonly record: GrowthRecord };

function decideOpen(view: GrowingPool, open: Open, facts: RuleFacts): Decision {
  const { growth, trigger, size, record } = open;
  const { doc } = view;
  if (trigger === null && size === null)
    return { drafts: [withdrawDraft(view, record.commit, 'there is no need any more', facts)], findings: [] };
  const waiting = proposed(doc, record.branch, record.row);
  if (isDue(view, open, facts)) {
    if (isRefused(view, facts)) return say(waiting, refused(doc, facts.tracked.branch));
    const decision = commit(view, rowOfRecord(record, 'the proposal was not answered'), facts);
    return { ...decision, findings: [waiting, ...decision.findings] };
  }
  if (size === null || trigger === null || !isOutgrown(view, size, record)) return say(waiting);
  const decision = propose(view, newRow(view, { growth, why: trigger.why, size }, facts), record.commit, facts);
  return decision.drafts.length > 0 ? decision : say(waiting);
}

function isDue({ usedPercent, pool }: GrowingPool, { growth, record }: Open, { inputs }: RuleFacts): boolean {
  if (growth.mode === 'commit') return true;
  const { ifUnanswered } = growth;
  if (ifUnanswered === undefined) return false;
  const isCritical = usedPercent !== null && usedPercent >= pool.criticalPercent;
  const afterMs = parseDuration(ifUnanswered.after);
  return (ifUnanswered.or === 'critical' && isCritical) || (afterMs !== null && inputs.now - record.at >= afterMs);
}

/** So many points more are used since, before a proposal is replaced by a larger one. */
const POINTS = 5;

function isOutgrown({ usedPercent }: GrowingPool, { sizeGiB }: Size, record: GrowthRecord): boolean {
  return sizeGiB > record.sizeGiB && (usedPercent ?? 0) >= record.usedPercent + POINTS;
}

interface Wanted {
  readonly growth: GrowthSpec;
  readonly why: string;
  readonly size: Size;
}

function newRow(view: GrowingPool, { growth, why, size }: Wanted, facts: RuleFacts): NewRow {
  const key = nextKey(view, facts);
  const row = plainRow(key, size.sizeGiB, view.cloudDisks);
  const totals = totalsOf(view, [...view.rows.filter(({ isAbsent }) => !isAbsent), row], facts);
  return { key, sizeGiB: size.sizeGiB, why, message: growthMessage(view, { row, size, why, targetPercent: growth.target, totals }, facts) };
}

function propose(view: GrowingPool, row: NewRow, replaces: string | null, facts: RuleFacts): Decision {
  const objection = objectionTo(view, plainRow(row.key, row.sizeGiB, view.cloudDisks), facts);
  return objection === null ? { drafts: [proposeDraft(view, row, replaces, facts)], findings: [] } : say(objection);
}

const RECHECK_MS = 60_000;

/** The newest commit must be the one whose limits and rows were just looked at. */
function commit(view: GrowingPool, row: NewRow, facts: RuleFacts): Decision {
  const { tracked, inputs } = facts;
  const objection = objectionTo(view, plainRow(row.key, row.sizeGiB, view.cloudDisks), facts);
  if (objection !== null) return say(objection);
  if (tracked.head !== inputs.desired.commit) return say(notInForce(view.doc, tracked.branch, instant(inputs.now + RECHECK_MS)));
  return { drafts: [commitDraft(view, row, facts)], findings: [] };
}

function say(...findings: readonly Finding[]): Decision {
  return { drafts: [], findings };
}

function branchOf({ doc }: GrowingPool, { cluster }: RuleFacts): string {
  return growthBranch(cluster, doc.name);
}
