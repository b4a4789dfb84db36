/**
 * Without git nobody can say whether this agent is still the writer, and no intent can be pushed. What neither spends nor
 * destroys goes on until another agent may have begun to write; after that, for a day, only the rescue of pools by rows that
 * people merged in advance: tags and tokens keep a slot's disk single, whoever buys it.
 */
import { needsIntent } from '../../model/change.ts';
import type { Change } from '../../model/change.ts';
import { RESCUE_WITHOUT_GIT_MS, WITHOUT_GIT_MS } from '../../model/report.ts';
import { formatInstant, instant } from '../../clock.ts';
import type { GuardFacts, MakeGuard } from './types.ts';

const LOOK_AGAIN_MS = 15_000;

export const gitPartition: MakeGuard = (facts) => (change) => {
  const { standing } = facts;
  const { now } = facts.inputs;
  if (standing.kind !== 'partitioned') return null;
  const forMs = now - standing.since;
  if (forMs < WITHOUT_GIT_MS ? !needsIntent(change) : forMs < RESCUE_WITHOUT_GIT_MS && isRescue(change, facts)) return null;
  const why = `git has not been read since ${formatInstant(standing.since)}`;
  return { by: 'git-partition', why, recheckAt: instant(now + LOOK_AGAIN_MS) };
};

/** Whether a change may be made in all that time, by a process that was the writer when git was last read. */
export function isRescue({ ref, class: changeClass }: Change, { standing, rescued }: Pick<GuardFacts, 'standing' | 'rescued'>): boolean {
  return standing.kind === 'partitioned' && changeClass !== 'destructive' && rescued.has(ref);
}
