/** One deletion of storage an hour, however many are approved: time to see that it was the wrong one. */
import { formatInstant, instant, parseInstant } from '../../clock.ts';
import type { Instant } from '../../clock.ts';
import type { Change } from '../../model/change.ts';
import { isWorkload, kindOf } from '../../model/ref.ts';
import type { ObjectKind } from '../../model/ref.ts';
import type { Inputs } from '../../model/system.ts';
import { isBegun, isScheduled } from './granted.ts';
import type { MakeGuard } from './types.ts';

const HOUR_MS = 3_600_000;

export const deleteRate: MakeGuard = (facts) => (change, allowed) => {
  const { inputs } = facts;
  if (!isDeletion(change) || isScheduled(change, facts)) return null;
  // The time of one that was begun is that of its intent: a removal in several steps goes on for days.
  const starting = allowed.filter((other) => isDeletion(other) && !isScheduled(other, facts) && !isBegun(other, facts));
  const times = [...deletions(change, inputs), ...starting.map(() => inputs.now)];
  const last = Math.max(...times);
  if (inputs.now >= last + HOUR_MS) return null;
  const from = instant(last + HOUR_MS);
  return {
    by: 'delete-rate',
    why: `other storage was deleted less than an hour before: it waits until ${formatInstant(from)}`,
    recheckAt: from,
  };
};

/** When storage was deleted; what else was begun may have been. */
function deletions({ approvalKey: own }: Change, { memory }: Inputs): readonly Instant[] {
  const done = memory.removals.filter(({ kind, what }) => what === 'deleted' && isStorage(kind));
  const begun = memory.intents.filter(
    ({ ref, line, approvalKey }) => line.op === 'delete' && isStorage(kindOf(ref)) && approvalKey !== own,
  );
  return [...done.map(({ at }) => at), ...begun.flatMap(({ line }) => parseInstant(line.at) ?? [])];
}

function isDeletion({ op, ref }: Change): boolean {
  return op === 'delete' && isStorage(kindOf(ref));
}

function isStorage(kind: ObjectKind): boolean {
  return !isWorkload(kind);
}
