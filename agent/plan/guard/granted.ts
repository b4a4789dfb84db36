/** Whether people consented to a change. */
import type { Change } from '../../model/change.ts';
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

/** What a person can do about it: the plan shows the key, and the agent proposes the document. */
export const ASK = 'merge an Approval of it to have it made';
