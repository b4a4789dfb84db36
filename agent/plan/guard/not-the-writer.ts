/** Only the cluster's writer writes. One that has not claimed it yet may plan; it claims before it writes. */
import { formatInstant, instant } from '../../clock.ts';
import type { Objection } from '../../model/change.ts';
import { objection } from './types.ts';
import type { GuardFacts, MakeGuard } from './types.ts';

/** A `run` holds its claim without a term: whether it released it is looked at after this long. */
const LOOK_AGAIN_MS = 60_000;

export const notTheWriter: MakeGuard = (facts) => () => objectionTo(facts);

function objectionTo({ standing, inputs: { now } }: GuardFacts): Objection | null {
  switch (standing.kind) {
    case 'writer': {
      const { writesFrom } = standing;
      if (now >= writesFrom) return null;
      return {
        ...wait(`another agent was the writer and may not know yet: it is waited for until ${formatInstant(writesFrom)}`),
        recheckAt: writesFrom,
      };
    }
    case 'standby': {
      const { instance, until } = standing.writer;
      return { ...wait(`${instance} is the writer of this cluster`), recheckAt: until ?? instant(now + LOOK_AGAIN_MS) };
    }
    case 'flapping':
      return wait(`this agent and ${standing.with} keep taking the cluster from each other: stop one of them`);
    case 'onlooker':
    case 'outdated':
    case 'partitioned':
      return null;
  }
}

function wait(why: string): Objection {
  return objection('not-the-writer', why);
}
