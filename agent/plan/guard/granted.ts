/** Whether people consented to a change. */
import type { Change } from '../../model/change.ts';
import { findDoc } from '../../model/desired.ts';
import { declaringRef, kindOf } from '../../model/ref.ts';
import { isPromiseKept, recordedSnapshots } from '../../model/snapshots.ts';
import type { GuardFacts } from './types.ts';

/**
 * By an entry with its id and its key. What was begun under an entry runs to its end, unless that is taken out of git: its
 * time gates the start only.
 */
export function isGranted(change: Change, facts: Pick<GuardFacts, 'inputs'>): boolean {
  const isOld = isBegun(change, facts);
  return facts.inputs.grants.some(({ change: id, key, state }) => {
    return id === change.id && key === change.approvalKey && (state === 'valid' || isOld);
  });
}

/** Whether its intent is in the journal: its call may have been made. */
export function isBegun(change: Change, { inputs }: Pick<GuardFacts, 'inputs'>): boolean {
  return inputs.memory.intents.some(({ line, approvalKey }) => line.id === change.id && approvalKey === change.approvalKey);
}

/**
 * Whether its merged document says that it is over: then it is asked for by no Approval and counts for no limit. Only a snapshot
 * that the agent took, under the very id it recorded, of a volume that is still declared, once what was promised of it is kept;
 * whatever else says so of itself is not.
 */
export function isScheduled({ consent, op, ref, backendId }: Change, { inputs }: Pick<GuardFacts, 'inputs'>): boolean {
  if (consent !== 'schedule' || op !== 'delete' || kindOf(ref) !== 'Snapshot') return false;
  const recorded = recordedSnapshots(inputs.memory.inventory, declaringRef(ref));
  const one = recorded.find((snapshot) => snapshot.ref === ref && snapshot.backendId === backendId);
  const isOver = one !== undefined && isPromiseKept(one, recorded.length - 1, inputs.now);
  return isOver && findDoc(inputs.desired, declaringRef(ref))?.state === 'present';
}

/** What a person can do about it: the plan shows the key, and the agent proposes the document. */
export const ASK = 'merge an Approval of it to have it made';
