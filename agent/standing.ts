/** What this very process is to the cluster. */
import type { Instant } from './clock.ts';
import { standingOf } from './memory/writer.ts';
import type { Memory } from './model/memory.ts';
import type { Standing } from './model/report.ts';
import type { PassDeps } from './pass-deps.ts';

/** On a branch that went back two agents may have claimed one epoch: whoever is not named there stands by. */
export function standingIn({ recall, instance }: Pick<PassDeps, 'recall' | 'instance'>, memory: Memory, now: Instant): Standing {
  const standing = standingOf(memory, recall.epoch, now);
  const { writer } = memory;
  if (standing.kind !== 'writer' || writer === null) return standing;
  const isOwn = writer.instance === instance.name && writer.claimedAt === recall.claimedAt;
  return isOwn ? standing : { kind: 'standby', writer };
}
