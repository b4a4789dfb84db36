/** One run of the scenario, in a world of its own, with at most one kill in it. */
import { accountOf } from '../nemesis/objects.ts';
import { openPlay, settle } from '../nemesis/play.ts';
import type { Play } from '../nemesis/play.ts';
import { firstBreach } from '../nemesis/rules.ts';
import { passTime } from '../nemesis/time.ts';
import type { AgentCommand } from '../nemesis/agent-child.ts';
import { describeThrown } from '../runner/settle.ts';
import type { Step } from '../runner/settle.ts';
import { makeKeeper } from './keeper.ts';
import type { Keeper } from './keeper.ts';
import { ACTS, FIRST } from './scenario.ts';
import type { Act } from './scenario.ts';

/** The server's nth request - of the git server: push - is the one at which the agent dies. */
export interface Moment {
  readonly server: 'simulator' | 'git';
  readonly nth: number;
  /** Its effect. */
  readonly when: 'before' | 'after';
}

export interface Kill {
  readonly moment: Moment;
  /** What the agent that is started next finds of its data folder. */
  readonly restartsOn: 'an empty folder' | 'the folder as left';
}

export interface Ended {
  /** What is there at the end and how it came to be; null when something went wrong. */
  readonly account: string | null;
  readonly requests: { readonly simulator: number; readonly git: number };
  readonly isKilled: boolean;
  readonly problem: string | null;
  readonly story: string;
}

const MINUTE_MS = 60_000;
const ACT_MS = 60 * MINUTE_MS;
/** Passes go on every minute: a moment that did not come in the history itself comes in one of them. */
const LATE_MS = 180 * MINUTE_MS;
const LAST_LOOKS_MS = MINUTE_MS;

/** Plays it to its end; never rejects for anything the agent does. */
export async function runOnce(kill: Kill | null, command?: AgentCommand): Promise<Ended> {
  const cleanups: Step[] = [];
  try {
    const play = await openPlay(
      { after: (step) => void cleanups.push(step) },
      { seed: 1, first: FIRST, ...(command === undefined ? {} : { command }) },
    );
    return await playOut(play, kill);
  } finally {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  }
}

async function playOut(play: Play, kill: Kill | null): Promise<Ended> {
  const { sim, server } = play.world;
  const before = sim.ledger().length;
  const keeper = await makeKeeper(play, kill);
  const problem =
    (await playActs(play, keeper, kill).catch(describeThrown)) ??
    (await firstBreach({ ...play, ...play.world, ledger: sim.ledger(), isGitSound: true }));
  return {
    account: problem === null ? accountOf(sim) : null,
    requests: { simulator: sim.ledger().length - before, git: server.received.push },
    isKilled: keeper.isKilled(),
    problem,
    story: await play.story(),
  };
}

async function playActs(play: Play, keeper: Keeper, kill: Kill | null): Promise<string | null> {
  for (const act of ACTS) {
    const missing = await playAct(play, act, keeper);
    if (missing !== null) return missing;
  }
  if (kill !== null) await passTime(play.world, LATE_MS, async () => (await keeper.look(), keeper.isKilled()));
  if (kill !== null && !keeper.isKilled()) return 'The moment never came.';
  // Whatever the agent still has in mind it does now.
  await passTime(play.world, LAST_LOOKS_MS, async () => (await keeper.look(), keeper.trouble() !== null));
  return keeper.trouble() ?? (await settle(play, ACT_MS, keeper.look));
}

async function playAct(play: Play, { title, state, approves }: Act, keeper: Keeper): Promise<string | null> {
  if (state !== play.state()) await play.push(state, title);
  let isApproved = approves === undefined;
  const missing = await settle(play, ACT_MS, async () => {
    await keeper.look();
    if (!isApproved && approves !== undefined) isApproved = await play.approve(approves);
  });
  return keeper.trouble() ?? (missing === null ? null : `${title}: after ${ACT_MS / MINUTE_MS} minutes ${missing}.`);
}
