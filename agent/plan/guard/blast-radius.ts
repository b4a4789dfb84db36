/**
 * Many objects of one kind that go within a day are more likely a mistake than a wish. What was deleted, what is in no file
 * any more and what the plan deletes count together, by the limit of the commit accepted before: none raises its own.
 */
import type { Instant } from '../../clock.ts';
import type { Change } from '../../model/change.ts';
import { findDoc } from '../../model/desired.ts';
import { declaringRef, kindOf } from '../../model/ref.ts';
import type { ObjectKind, Ref } from '../../model/ref.ts';
import { blastRadiusOf } from '../../model/sync.ts';
import type { Inputs } from '../../model/system.ts';
import { ASK, isGranted, isScheduled } from './granted.ts';
import { objection } from './types.ts';
import type { MakeGuard } from './types.ts';

const DAY_MS = 86_400_000;

export const blastRadius: MakeGuard = (facts) => (change, allowed) => {
  if (change.op !== 'delete' || isScheduled(change, facts) || isGranted(change, facts)) return null;
  const kind = kindOf(change.ref);
  const { known, gone } = lastDay(kind, facts.inputs);
  const going = new Set([...gone, ...deletedOf(kind, allowed), change.ref]).size;
  const most = Math.max(1, Math.floor((known.size * blastRadiusOf(facts.inputs.accepted ?? facts.inputs.desired)) / 100));
  if (going <= most) return null;
  // Time lifts it, too, but whoever deletes so much should look.
  return objection('blast-radius', `with it ${going} of ${known.size} ${kind} objects would be gone within a day, and ${most} may: ${ASK}`);
};

/** The objects of a kind that were known at any time since a day ago, and those of them that went since. */
function lastDay(
  kind: ObjectKind,
  { desired, memory, now }: Inputs,
): { readonly known: ReadonlySet<Ref>; readonly gone: ReadonlySet<Ref> } {
  const isRecent = (at: Instant): boolean => at > now - DAY_MS;
  const removed = memory.removals.filter((removal) => removal.kind === kind && isRecent(removal.at)).map(({ ref }) => ref);
  const owned = [...memory.inventory.values()].filter(({ ref }) => kindOf(ref) === kind);
  const forgotten = owned.filter(
    ({ ref, forgottenAt }) => findDoc(desired, declaringRef(ref)) === undefined && (forgottenAt === null || isRecent(forgottenAt)),
  );
  const isDeclared = (ref: Ref): boolean => findDoc(desired, declaringRef(ref))?.state === 'present';
  return {
    known: new Set([...owned.map(({ ref }) => ref), ...removed]),
    gone: new Set([...removed, ...forgotten.map(({ ref }) => ref)].filter((ref) => !isDeclared(ref))),
  };
}

function deletedOf(kind: ObjectKind, changes: readonly Change[]): readonly Ref[] {
  return changes.flatMap(({ op, ref }) => (op === 'delete' && kindOf(ref) === kind ? [ref] : []));
}
