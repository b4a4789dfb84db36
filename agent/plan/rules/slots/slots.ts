/**
 * One disk for each row of a pool on each of its nodes: what every slot's next call is, over the cloud and ScaleIO. A slot's
 * state is what is seen of it, see state.ts; rows that are removed go by removal.ts; what no slot claims by leftovers.ts.
 */
import type { RuleResult } from '../../../model/growth.ts';
import { rowsInForce } from '../grow/in-force.ts';
import type { PoolView } from '../pool-view.ts';
import { seePool } from '../see-pool.ts';
import type { RuleFacts } from '../types.ts';
import { withAttachLimits } from './attach-limit.ts';
import { holdingOf } from './holding.ts';
import { leftoverResults, leftoversIn, NO_LEFTOVERS } from './leftovers.ts';
import { withinLimits } from './limited.ts';
import { mdmBarrier, mdmFindings } from './mdm.ts';
import { leavingDisk, removalStep } from './removal.ts';
import { replacedNodes } from './replaced-nodes.ts';
import { slotResult } from './result.ts';
import { barriersOf } from './row.ts';
import type { JudgedRow } from './row.ts';
import { isRescue } from './rescue.ts';
import { slotsOf } from './slot-view.ts';
import type { SlotView } from './slot-view.ts';
import { stateOf } from './state.ts';
import { stepOf } from './steps.ts';
import type { Turn } from './steps.ts';
import { unseenResult } from './unseen.ts';
import { strayFor } from './witnesses.ts';

/** Pure. */
export function slotsRule(facts: RuleFacts): RuleResult {
  const docs = [...facts.inputs.desired.docs.StoragePool.values()].filter(({ spec }) => spec.cloudDisks !== undefined);
  const sights = docs.map((doc) => ({ doc, sight: seePool(doc, facts) }));
  const views = sights.flatMap(({ sight }) => (sight.kind === 'seen' ? [sight.view] : []));
  const unseen = sights.flatMap(({ doc, sight }) => (sight.kind === 'unseen' ? [unseenResult(doc, sight.why, facts)] : []));
  const rows = views.flatMap((view) => rowsOf(view, facts));
  const leaving = views.flatMap((view) => {
    return slotsOf(
      view,
      view.rows.filter(({ isAbsent }) => isAbsent),
      facts.inputs.memory,
    );
  });
  // A pool that is not seen may claim any disk.
  const isWhole = unseen.length === 0;
  return joined([...unseen, ...seenResults({ rows: withAttachLimits(rows), leaving, isWhole }, facts)]);
}

function rowsOf(view: PoolView, facts: RuleFacts): readonly JudgedRow[] {
  const { memory, now } = facts.inputs;
  const inForce = rowsInForce(view, facts).filter(({ row }) => !row.isAbsent);
  return inForce.map(({ row, nodes, saves, beyond }) => {
    const slots = slotsOf(view, [row], memory);
    return {
      slots: slots.map((slot) => ({ slot, state: withinLimits(slot, stateOf(slot, now), beyond, facts) })),
      counted: new Set(slots.filter(({ node }) => nodes.includes(node.doc.name)).map(({ ref }) => ref)),
      saves,
    };
  });
}

interface Seen {
  readonly rows: readonly JudgedRow[];
  readonly leaving: readonly SlotView[];
  readonly isWhole: boolean;
}

function seenResults({ rows, leaving, isWhole }: Seen, facts: RuleFacts): readonly RuleResult[] {
  const leftovers = isWhole ? leftoversIn(facts, claimsOf(rows, leaving)) : NO_LEFTOVERS;
  const turn: Turn = {
    facts,
    busy: busyIn([...rows.flatMap(slotsIn), ...leaving]),
    names: new Map(),
    leftovers: new Set(leftovers.orphans),
  };
  const removals = leaving.map((slot) => slotResult(slot, leavingDisk(slot) ?? null, removalStep(slot, turn)));
  const kept = rows.flatMap(({ slots, counted, saves }) => {
    const adding = saves === null ? mdmBarrier(slots) : null;
    const barriers = barriersOf(
      slots.filter(({ slot }) => counted.has(slot.ref)),
      adding,
    );
    return slots.map(({ slot, state }) => {
      const step = stepOf(slot, state, barriers, turn);
      return { ...slotResult(slot, state.disk, step), rescued: new Set(isRescue(step, saves) ? [slot.ref] : []) };
    });
  });
  const rest = leftoverResults(leftovers, turn.leftovers, facts);
  const all = rows.flatMap(({ slots }) => slots);
  const findings = [...rest.findings, ...mdmFindings(rows, facts.inputs.now), ...replacedNodes(all, facts)];
  return [...removals, ...kept, { ...rest, findings, disks: new Map(), rescued: new Set() }];
}

function slotsIn({ slots }: JudgedRow): readonly SlotView[] {
  return slots.map(({ slot }) => slot);
}

/** SDSs that test a device, or give one up. */
function busyIn(slots: readonly SlotView[]): Set<string> {
  const devices = slots[0]?.view.devices ?? [];
  return new Set(devices.filter(({ deviceState }) => deviceState !== 'Normal').map(({ sdsId }) => sdsId));
}

function claimsOf(rows: readonly JudgedRow[], leaving: readonly SlotView[]): ReadonlySet<string> {
  const kept = rows.flatMap(slotsIn).flatMap((slot) => {
    const { claimed, current } = holdingOf(slot);
    const stray = current.length === 0 ? strayFor(slot)?.id : undefined;
    return stray === undefined ? claimed : [...claimed, stray];
  });
  return new Set([...kept, ...leaving.flatMap((slot) => leavingDisk(slot)?.id ?? [])]);
}

function joined(results: readonly RuleResult[]): RuleResult {
  return {
    drafts: results.flatMap(({ drafts }) => drafts),
    ready: new Map(results.flatMap(({ ready }) => [...ready])),
    findings: results.flatMap(({ findings }) => findings),
    disks: new Map(results.flatMap(({ disks }) => [...disks])),
    rescued: new Set(results.flatMap(({ rescued }) => [...rescued])),
  };
}
