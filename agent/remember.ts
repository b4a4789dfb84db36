/** What is remembered: functions from what the branch says to what it is to say. They ask nobody anything. */
import { contactOf } from './look.ts';
import { clearedAfter } from './memory/cleared.ts';
import { isLeaving } from './memory/disks.ts';
import { settleIntents } from './memory/intents.ts';
import type { SettledIntents } from './memory/intents.ts';
import { inventoryAfter } from './memory/inventory.ts';
import type { InventoryFacts } from './memory/inventory.ts';
import { approvalBranch } from './model/approval.ts';
import { isRepair } from './model/change.ts';
import type { Desired } from './model/desired.ts';
import type { ChangeLine, Intent, Memory, Owned } from './model/memory.ts';
import type { Reading, World } from './model/observed.ts';
import { systemOf, nameOf } from './model/ref.ts';
import type { Ref } from './model/ref.ts';
import type { PassReport } from './model/report.ts';
import { syncOf } from './model/sync.ts';
import type { Inputs } from './model/system.ts';
import { pinsAfter } from './observe.ts';
import type { PassDeps } from './pass-deps.ts';
import type { Planned } from './pass.ts';
import { approvalKey } from './plan/approval-key.ts';
import { growthsAfter } from './plan/rules/grow/records.ts';
import { branchesIn, proposedKey } from './plan/rules/proposals.ts';
import type { RuleFacts } from './plan/rules/types.ts';
import { isRecovered, recovered, withMarked } from './recover.ts';
import { ruleFacts } from './rules.ts';
import { withSeen } from './seen.ts';
import { identityOf, seerOf } from './seer.ts';

export type Step = (memory: Memory) => Memory;

/** Before the first write: the commit that is followed from now on, and what is about to be spent or destroyed. */
export function withAccepted(deps: PassDeps, planned: Planned, intents: readonly Intent[]): Step {
  const { inputs, sight, standing } = planned;
  if (inputs === null || standing.kind !== 'writer') return (memory) => memory;
  const { commit, inputs: id } = inputs.desired;
  return (memory) => {
    const contact = contactOf(memory, sight.health);
    // Without `sync`, nothing is accepted until it is known whether the cluster was in use before.
    if (contact === null && syncOf(inputs.desired) === null) return memory;
    return {
      ...memory,
      accepted: memory.accepted?.inputs === id ? memory.accepted : { commit, inputs: id },
      // With `sync` it may stay unknown for now; without it, later, the careful answer counts.
      contact: contact ?? 'existing',
      pins: pinsAfter([...deps.systems.values()], sight.world, memory.pins),
      ...(isRecovered(deps, planned)
        ? recovered(memory, sight.health.marks ?? [])
        : { lost: memory.lost ?? deps.recall.lost ?? inputs.memory.lost }),
      intents: intents.length === 0 ? memory.intents : [...memory.intents, ...intents],
    };
  };
}

/** A pass's report, and the systems as it saw them last. */
export interface Done {
  readonly report: PassReport;
  readonly world: World;
}

interface WithInputs {
  readonly inputs: Inputs;
}

/** `gone`: see gone.ts. */
export type Settled = Done & { readonly gone: ReadonlySet<string> };

/** What a pass adds to the journal, and to the change log. */
export interface Remembered {
  readonly next: Step;
  /** Lines of calls that an earlier process made and could not log. */
  readonly lines: readonly ChangeLine[];
}

/** After a pass: also what is owned, what went, what was proposed and what became of each intent. */
export function remember(deps: PassDeps, planned: Planned, done: Settled): Remembered {
  const { inputs, standing } = planned;
  const accept = withAccepted(deps, planned, []);
  if (inputs === null || standing.kind !== 'writer' || deps.recall.memory === null) return { next: accept, lines: [] };
  const settle = settler(deps, planned, { ...done, inputs });
  return {
    lines: settle(deps.recall.memory).lines,
    next: (before) => {
      const memory = withMarked(deps, planned, withSeen(deps, accept(before)));
      const { open, removals: earlier } = settle(memory);
      const { inventory, removals } = inventoryAfter(memory, inventoryFacts(deps, planned, { ...done, inputs }));
      return {
        ...memory,
        before: isBlasted(done.report) ? memory.before : memory.accepted,
        inventory,
        removals: earlier.length === 0 ? removals : [...removals, ...earlier],
        cleared: clearedAfter(memory, { results: done.report.results, tried: deps.recall.tried, now: planned.at }),
        intents: open.length === memory.intents.length ? memory.intents : open,
        proposed: proposedAfter(memory.proposed, { ...done, inputs }),
        growths: growthsAfter(memory.growths, growthFacts(deps, planned, { ...done, inputs }), done.report.results),
        samples: inputs.memory.samples,
      };
    },
  };
}

/** What the rules see after the pass. */
function growthFacts(deps: PassDeps, { head }: Planned, { report, world, inputs }: Done & WithInputs): RuleFacts {
  return ruleFacts(deps, inputs, { world, health: report.health }, head);
}

/** While a commit is held up by the limits of the one before, no later one may bring its own into force. */
function isBlasted({ results }: PassReport): boolean {
  return results.some(({ outcome }) => outcome.kind === 'blocked' && outcome.by === 'blast-radius');
}

function settler(
  deps: PassDeps,
  planned: Planned,
  { report, world, gone, inputs }: Settled & WithInputs,
): (memory: Memory) => SettledIntents {
  const keys = new Set(report.plan?.changes.map(({ approvalKey: key }) => key));
  const facts = {
    planned: keys,
    results: report.results,
    sees: seerOf(deps, world),
    gone,
    health: report.health,
    isLeaving: (ref: Ref) => isLeaving(inputs.desired, ref),
    hasRow: (growth: Ref, row: string) => hasRow(inputs.desired, planned.head, nameOf(growth), row),
    commit: inputs.desired.commit,
    now: planned.at,
  };
  return (memory) => {
    const intents = memory.intents.filter((intent) => !isUntried(deps, intent, planned.memory));
    return settleIntents({ ...memory, intents }, facts);
  };
}

/** Null: not yet, but the newest commit is not the one in force. */
function hasRow({ docs, commit }: Desired, head: string | null, pool: string, row: string): boolean | null {
  const rows = docs.StoragePool.get(pool)?.spec.cloudDisks?.rows ?? {};
  return Object.hasOwn(rows, row) || (commit === head ? false : null);
}

/** Its call was not made after all: kept, it would let the change be begun when the consent to it has expired. */
function isUntried({ recall }: PassDeps, { line, approvalKey }: Intent, memory: Reading<Memory>): boolean {
  const isOlder = memory.kind === 'ok' && memory.value.intents.some((older) => older.line.line === line.line);
  return !isOlder && !recall.tried.has(approvalKey);
}

function inventoryFacts(deps: PassDeps, { at }: Planned, { report, world, gone, inputs }: Settled & WithInputs): InventoryFacts {
  const differing = new Set(report.plan?.changes.flatMap((change) => (isRepair(change) ? [] : [change.ref])));
  return {
    desired: inputs.desired,
    ids: report.health.ids,
    sees: seerOf(deps, world),
    results: report.results,
    gone,
    disks: report.health.disks,
    isAbsent: (ref) => report.health.ready.get(ref)?.kind === 'absent',
    isInSync: (ref) => !differing.has(ref) && report.health.ready.get(ref)?.kind !== 'unknown',
    ...(report.health.withheld === undefined ? {} : { withheld: report.health.withheld }),
    isReplaceable: (lost) => isReplaceable(lost, inputs, identityOf(deps, systemOf(lost.ref), world)),
    now: at,
  };
}

/** Parts that stay the very same objects while nothing in them changes. */
const KEPT_AS_THEY_ARE = ['inventory', 'intents', 'proposed', 'growths'] as const;

/** Whether the journal has something to say that must not wait; what merely lapses is no news. */
export function isNews(before: Memory, after: Memory): boolean {
  return (
    before.accepted?.inputs !== after.accepted?.inputs ||
    before.contact !== after.contact ||
    before.lost?.since !== after.lost?.since ||
    Object.keys(before.pins).length !== Object.keys(after.pins).length ||
    before.removals.length < after.removals.length ||
    after.cleared.some((one) => !before.cleared.includes(one)) ||
    KEPT_AS_THEY_ARE.some((part) => before[part] !== after[part])
  );
}

/** Whether people approved that another object takes the place of a lost one: what lets the agent create it lets a person. */
function isReplaceable({ ref, backendId }: Owned, { grants }: Inputs, system: string | null): boolean {
  if (system === null) return false;
  const key = approvalKey(system, { ref, op: 'create', backendId, class: 'destructive' });
  return grants.some((grant) => grant.state === 'valid' && grant.change === `keep ${ref}` && grant.key === key);
}

/** Keys of what is still planned and has, or had, its branch. An answer that has expired is none: it may be asked for again. */
function proposedAfter(proposed: readonly string[], { report, world, inputs }: Done & WithInputs): readonly string[] {
  const { plan, results, lost } = report;
  if (plan === null || plan.unknown.length > 0) return proposed;
  const keys = new Set([...plan.changes.map(({ approvalKey: key }) => key), ...(lost === null ? [] : [lost.key])]);
  const branches = branchesIn(world);
  const pushed = results.flatMap(({ change, outcome }) => (outcome.kind === 'applied' ? [proposedKey(change)] : []));
  const expired = new Set(inputs.grants.filter(({ state }) => state === 'expired').map(({ key }) => key));
  const asked = [...keys].filter((key) => !expired.has(key));
  const after = asked.filter((key) => proposed.includes(key) || pushed.includes(key) || branches.has(approvalBranch(key)));
  return after.length === proposed.length && after.every((key) => proposed.includes(key)) ? proposed : after;
}
