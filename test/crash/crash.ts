/** Kills the agent at every moment there is: before and after the effect of each request and each push of a run without kills. */
import { inTurns } from '../nemesis/in-turns.ts';
import type { Ended, Kill, Moment } from './run-once.ts';

export interface Part {
  /** Every how many-th moment, from which on. */
  readonly every: number;
  readonly offset: number;
  /** Whether each moment has one restart, on an empty folder and on the folder as left by turns, instead of both. */
  readonly isHalved?: boolean;
}

export interface Result {
  readonly requests: number;
  readonly kills: number;
  readonly died: number;
  readonly converged: number;
  readonly failures: readonly string[];
}

const RESTARTS = ['an empty folder', 'the folder as left'] as const;

/** What is played: one run, with at most one kill in it. */
export type Run = (kill: Kill | null) => Promise<Ended>;

/** Plays the run without kills, then the moments of this part, each once for each kind of restart. */
export async function crash(part: Part, print: (line: string) => void, play: Run): Promise<Result> {
  const reference = await play(null);
  const requests = reference.requests.simulator + reference.requests.git;
  const { account } = reference;
  if (account === null) {
    const failure = `The run without kills failed: ${reference.problem}\n${reference.story}`;
    return { requests, kills: 0, died: 0, converged: 0, failures: [failure] };
  }
  const moments = momentsOf(reference).filter((_, index) => index % part.every === part.offset % part.every);
  const kills = moments.flatMap((moment, index) =>
    RESTARTS.filter((_, turn) => part.isHalved !== true || turn === index % 2).map((restartsOn): Kill => ({ moment, restartsOn })),
  );
  const ended = await inTurns(kills, async (kill) => {
    const run = await play(kill);
    const failure = failureOf(run, kill, account);
    if (failure !== null) print(failure);
    return { kill, run, failure };
  });
  const died = moments.filter((moment) => ended.every(({ kill, run }) => kill.moment !== moment || run.isKilled));
  const failures = ended.flatMap(({ failure }) => (failure === null ? [] : [failure]));
  return { requests, kills: moments.length, died: died.length, converged: ended.length - failures.length, failures };
}

function momentsOf({ requests }: Ended): readonly Moment[] {
  return (['simulator', 'git'] as const).flatMap((server) =>
    Array.from({ length: requests[server] }, (_, index) => index + 1).flatMap((nth) =>
      (['before', 'after'] as const).map((when): Moment => ({ server, nth, when })),
    ),
  );
}

function failureOf(run: Ended, { moment, restartsOn }: Kill, account: string): string | null {
  const differs = run.account === account ? null : `It ended with other objects:\n${run.account}\nnot with:\n${account}`;
  const problem = run.problem ?? differs;
  const place = `killed ${moment.when} ${moment.server === 'git' ? 'push' : 'request'} ${moment.nth}, started again on ${restartsOn}`;
  return problem === null ? null : `FAILED, ${place}: ${problem}\n${run.story}\n`;
}
