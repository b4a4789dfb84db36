/** An `apply` beside a running agent: it takes the cluster over, and lets that one find out before it writes anything. */
import type { Agent } from '../agent.ts';
import { formatInstant } from '../clock.ts';
import type { Instant } from '../clock.ts';
import type { Objection } from '../model/change.ts';
import type { Planned } from '../pass.ts';
import type { Io } from './io.ts';

/** Waits until the writer before has certainly stopped; false when the time for that is not enough. */
export async function turnCame({ recall, ctx }: Agent, deadline: Instant, io: Io): Promise<boolean> {
  const { clock, signal } = ctx;
  const writer = recall.memory?.writer ?? null;
  if (writer === null || writer.epoch !== recall.epoch || writer.writesFrom <= clock.now()) return true;
  const before = writer.takeovers.at(-1)?.from ?? 'another agent';
  const end = deadline < writer.writesFrom ? `, which is longer than --wait allows: nothing will be made` : '';
  io.err(`${before} was the writer of this cluster and may still be writing: waiting until ${formatInstant(writer.writesFrom)}${end}.\n`);
  await clock.sleep(Math.min(writer.writesFrom, deadline) - clock.now(), signal);
  return !signal.aborted && clock.now() >= writer.writesFrom;
}

/** The plan before this agent may write: what was to be made waits for its turn. */
export function awaitingTurn(planned: Planned): Planned {
  const objection: Objection = {
    by: 'not-the-writer',
    why: 'another agent is the writer, and is given time to stop',
    recheckAt: planned.at,
  };
  const verdicts = planned.verdicts.map((verdict) =>
    verdict.kind === 'allowed' ? { ...verdict, kind: 'blocked' as const, ...objection } : verdict,
  );
  return { ...planned, verdicts };
}
