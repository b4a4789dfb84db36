/**
 * Without git nobody can say whether this agent is still the writer, and no intent can be pushed. What neither spends nor
 * destroys goes on for as long as no other agent begins to write.
 */
import { needsIntent } from '../../model/change.ts';
import { WITHOUT_GIT_MS } from '../../model/report.ts';
import { formatInstant, instant } from '../../clock.ts';
import type { MakeGuard } from './types.ts';

const LOOK_AGAIN_MS = 15_000;

export const gitPartition: MakeGuard = (facts) => (change) => {
  const { standing } = facts;
  const { now } = facts.inputs;
  if (standing.kind !== 'partitioned') return null;
  if (now - standing.since < WITHOUT_GIT_MS && !needsIntent(change)) return null;
  const why = `git has not been read since ${formatInstant(standing.since)}`;
  return { by: 'git-partition', why, recheckAt: instant(now + LOOK_AGAIN_MS) };
};
