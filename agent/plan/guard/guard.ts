/** Guards: each looks at one change and may block it. A change that no guard blocks is allowed. */
import type { BlockedBy, Change, Objection, Verdict } from '../../model/change.ts';
import { blastRadius } from './blast-radius.ts';
import { ceiling } from './ceiling.ts';
import { conflict } from './conflict.ts';
import { deleteRate } from './delete-rate.ts';
import { driftReported } from './drift-reported.ts';
import { gitPartition } from './git-partition.ts';
import { held } from './held.ts';
import { itself } from './itself.ts';
import { keepsDiffering } from './keeps-differing.ts';
import { looksLikeRename } from './looks-like-rename.ts';
import { maxDisruptive } from './max-disruptive.ts';
import { memoryLost } from './memory-lost.ts';
import { missing } from './missing.ts';
import { needsApproval } from './needs-approval.ts';
import { newerSchema } from './newer-schema.ts';
import { notOurs } from './not-ours.ts';
import { notTheWriter } from './not-the-writer.ts';
import { observed } from './observed.ts';
import type { Guard, GuardFacts, MakeGuard } from './types.ts';
import { window } from './window.ts';

/** The first that objects is the one named. */
export const GUARDS: readonly { readonly name: BlockedBy; readonly guard: MakeGuard }[] = [
  { name: 'not-the-writer', guard: notTheWriter },
  { name: 'newer-schema', guard: newerSchema },
  { name: 'git-partition', guard: gitPartition },
  { name: 'memory-lost', guard: memoryLost },
  { name: 'held', guard: held },
  { name: 'observed', guard: observed },
  { name: 'itself', guard: itself },
  { name: 'not-ours', guard: notOurs },
  { name: 'missing', guard: missing },
  { name: 'conflict', guard: conflict },
  { name: 'drift-reported', guard: driftReported },
  { name: 'looks-like-rename', guard: looksLikeRename },
  { name: 'needs-approval', guard: needsApproval },
  { name: 'blast-radius', guard: blastRadius },
  { name: 'delete-rate', guard: deleteRate },
  { name: 'ceiling', guard: ceiling },
  { name: 'window', guard: window },
  { name: 'max-disruptive', guard: maxDisruptive },
  { name: 'keeps-differing', guard: keepsDiffering },
];

/** Asked again right before each write, by what is remembered then: these may have changed since the plan was made. */
const ASKED_AGAIN: readonly MakeGuard[] = [notTheWriter, newerSchema, held, window];

/** Why a change that was allowed is not to be made any more; null: it still may. */
export function judgeAgain(facts: GuardFacts, change: Change): Objection | null {
  return firstObjection(
    ASKED_AGAIN.map((guard) => guard(facts)),
    change,
    [],
  );
}

/** One verdict a change, in the plan's order. */
export function judge(facts: GuardFacts): readonly Verdict[] {
  const guards = GUARDS.map(({ guard }) => guard(facts));
  const allowed: Change[] = [];
  return facts.plan.changes.map((change) => {
    const objection = firstObjection(guards, change, allowed);
    if (objection !== null) return { change, kind: 'blocked', ...objection };
    allowed.push(change);
    return { change, kind: 'allowed' };
  });
}

function firstObjection(guards: readonly Guard[], change: Change, allowed: readonly Change[]): Objection | null {
  for (const guard of guards) {
    const objection = guard(change, allowed);
    if (objection !== null) return objection;
  }
  return null;
}
