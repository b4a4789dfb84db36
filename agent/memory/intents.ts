/** Calls that spend or destroy: written down before they are made, and logged exactly once when they were. Pure. */
import { createHash } from 'node:crypto';
import { formatInstant } from '../clock.ts';
import type { Instant } from '../clock.ts';
import type { Change, Result } from '../model/change.ts';
import type { ChangeLine, Intent, Memory, Owned, Removal } from '../model/memory.ts';
import type { Health, Reading } from '../model/observed.ts';
import { kindOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';

export interface IntentContext {
  /** The commit it is planned from. */
  readonly commit: string;
  /** The status branch's commit before the one that brings the intent. */
  readonly tip: string | null;
  readonly epoch: number;
  readonly now: Instant;
}

export function intentOf(change: Change, { commit, tip, epoch, now }: IntentContext): Intent {
  const { id, ref, op, class: changeClass, cause, effects, action, approvalKey } = change;
  // The same call planned again after it was given up is another one: its intent is on another commit.
  const line = createHash('sha256')
    .update(JSON.stringify([id, action, tip]))
    .digest('hex');
  const backendId = change.backendId ?? '';
  const logged: ChangeLine = { line, at: formatInstant(now), commit, id, op, class: changeClass, cause, backendId, effects };
  return { line: logged, system: action.system, ref, approvalKey, epoch };
}

/** The intent of this very call: of the same change on the same object. */
export function intentFor(intents: readonly Intent[], change: Pick<Change, 'id' | 'approvalKey'>): Intent | undefined {
  return intents.find(({ line, approvalKey }) => approvalKey === change.approvalKey && line.id === change.id);
}

export interface IntentFacts {
  /** Approval keys of everything planned in this pass. */
  readonly planned: ReadonlySet<string>;
  readonly results: readonly Result[];
  /** Whether a remembered object is still there, whatever its name is now. */
  readonly sees: (owned: Pick<Owned, 'ref' | 'backendId'>) => Reading<boolean>;
  /** Lines of the intents to delete whose object was asked for by its id and is gone: a list may be wrong. */
  readonly gone: ReadonlySet<string>;
  readonly health: Pick<Health, 'ids' | 'disks' | 'ready'>;
  /** Whether the removal of this disk goes on without a call of its own for now: see disks.ts. */
  readonly isLeaving: (ref: Ref) => boolean;
  /** Whether the row of that growth is in force; null: the newest commit is not, so it may be on its way. */
  readonly hasRow: (growth: Ref, row: string) => boolean | null;
  /** The commit in force. */
  readonly commit: string;
  readonly now: Instant;
}

export interface SettledIntents {
  /** Those that are still to be made, or of which it is not known. */
  readonly open: readonly Intent[];
  /** Of those that were made; the change log has no other line for them. */
  readonly lines: readonly ChangeLine[];
  /** Of those that deleted in an earlier pass; this pass's own deletes are inventoryAfter's to record. */
  readonly removals: readonly Removal[];
}

/** What became of every intent: made, given up, or still open. */
export function settleIntents({ intents, inventory }: Pick<Memory, 'intents' | 'inventory'>, facts: IntentFacts): SettledIntents {
  const fates = intents.map((intent) => ({ intent, fate: fateOf(intent, facts) }));
  const made = fates.flatMap(({ intent, fate }) => (fate.kind === 'made' ? [{ intent, fate }] : []));
  return {
    open: fates.flatMap(({ intent, fate }) => (fate.kind === 'open' ? [intent] : [])),
    lines: [
      ...made.map(({ intent: { line }, fate }) => ({ ...line, backendId: fate.backendId, effects: fate.call?.effects ?? line.effects })),
      ...fates.flatMap(({ intent, fate }) => (fate.kind === 'open' && fate.step !== null ? [stepLine(intent, fate.step)] : [])),
    ],
    removals: made.flatMap(({ intent, fate }) => {
      return fate.call !== null || intent.line.op !== 'delete' ? [] : [removalOf(intent, inventory.get(intent.ref), facts.now)];
    }),
  };
}

type Fate =
  | { readonly kind: 'given up' }
  /** `step`: the call that was made of it in this pass, when more are to come; null: none. */
  | { readonly kind: 'open'; readonly step: Change | null }
  /** `call`: the one of this pass, which may do other things than the one first intended; null: it was made earlier. */
  | { readonly kind: 'made'; readonly backendId: string; readonly call: Change | null };

const OPEN: Fate = { kind: 'open', step: null };

/** A removal takes several calls under one intent: until the last one, the consent that began it stands. */
function isLastStep({ op, then }: Change): boolean {
  return op !== 'delete' || then.length === 0;
}

/** Each step is a line of its own, the same however often it is settled. */
function stepLine({ line }: Intent, { action, backendId, effects }: Change): ChangeLine {
  const id = createHash('sha256').update(JSON.stringify([line.line, action]));
  return { ...line, line: id.digest('hex'), backendId: backendId ?? '', effects };
}

function fateOf(intent: Intent, facts: IntentFacts): Fate {
  const result = facts.results.find(({ change }) => intentFor([intent], change) !== undefined);
  if (result?.outcome.kind === 'applied') {
    const { change, outcome } = result;
    if (!isLastStep(change)) return { kind: 'open', step: change };
    return { kind: 'made', backendId: outcome.backendId, call: change };
  }
  if (facts.planned.has(intent.approvalKey)) return OPEN;
  switch (intent.line.op) {
    case 'delete':
      return fateOfDelete(intent, facts);
    case 'create':
      return fateOfCreate(intent, facts);
    case 'grow':
      return fateOfGrowth(intent, facts);
    default:
      return fateOfUpdate(intent, facts);
  }
}

function fateOfDelete({ ref, line: { line, backendId } }: Intent, { sees, gone, isLeaving }: IntentFacts): Fate {
  const seen = sees({ ref, backendId });
  if (seen.kind === 'unknown') return OPEN;
  if (seen.value) return isLeaving(ref) ? OPEN : { kind: 'given up' };
  return gone.has(line) ? { kind: 'made', backendId, call: null } : OPEN;
}

/** Its `backendId` is that of the lost object which it replaces. */
function fateOfCreate({ ref, line }: Intent, { health }: IntentFacts): Fate {
  const backendId = health.ids.get(ref) ?? health.disks.get(ref)?.backendId ?? null;
  if (backendId !== null && backendId !== line.backendId) return { kind: 'made', backendId, call: null };
  return health.ready.get(ref)?.kind === 'unknown' ? OPEN : { kind: 'given up' };
}

/** Its `backendId` is the key of its row, which no other growth has. */
function fateOfGrowth({ ref, line: { backendId } }: Intent, { hasRow }: IntentFacts): Fate {
  const isInForce = hasRow(ref, backendId);
  if (isInForce === null) return OPEN;
  return isInForce ? { kind: 'made', backendId, call: null } : { kind: 'given up' };
}

/** Nothing else was declared since, and nothing is left to be changed: it was made. */
function fateOfUpdate({ ref, line: { backendId, commit } }: Intent, { health, ...facts }: IntentFacts): Fate {
  const kind = health.ready.get(ref)?.kind;
  if (kind === 'unknown' || kind === 'progressing') return OPEN;
  return kind === 'ready' && commit === facts.commit ? { kind: 'made', backendId, call: null } : { kind: 'given up' };
}

function removalOf({ ref, approvalKey, line }: Intent, owned: Owned | undefined, at: Instant): Removal {
  const applied = owned?.backendId === line.backendId ? owned.applied : null;
  return { kind: kindOf(ref), ref, backendId: line.backendId, what: 'deleted', at, approvalKey, applied };
}
