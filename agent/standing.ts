/** What this very process is to the cluster. */
import type { Instant } from './clock.ts';
import { standingOf } from './memory/writer.ts';
import type { Memory } from './model/memory.ts';
import type { Standing } from './model/report.ts';
import type { Recall } from './recall.ts';

/** A claim is told by its random name: two agents may have claimed one epoch on a branch that went back, or use one folder. */
export function isOwnClaim(recall: Recall, { writer }: Memory): boolean {
  return recall.claim !== null && writer?.claim === recall.claim;
}

export function standingIn({ recall }: { readonly recall: Recall }, memory: Memory, now: Instant): Standing {
  if (isOwnClaim(recall, memory)) return standingOf(memory, memory.writer?.epoch ?? null, now);
  // No claim has the epoch 0: one that this process lost is anybody's now.
  return standingOf(memory, recall.claim === null ? null : 0, now);
}
