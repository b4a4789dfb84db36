/**
 * A full growth: a pool near full, a proposal, a person who merges it, and a row that is bought, attached, added and Normal.
 * An agent that is killed here shares its process with the test: from its moment on, everything that it still asks for is
 * refused without effect, it is asked for nothing more, and the next agent begins on an empty data folder. To everything
 * outside its process that is the same as signal 9; `npm run test:crash -- --scenario growth` plays the same growth with
 * real processes and real signals, which checks that this is true.
 */
import { isDeepStrictEqual } from 'node:util';
import type { PassRun } from '../../agent/run-pass.ts';
import { describeThrown } from '../runner/settle.ts';
import type { Step } from '../runner/settle.ts';
import { filesOf, HOSTS, ONE_ROW } from './files.ts';
import { changingCalls, firstWrong } from './judge.ts';
import { openGrowthWorld } from './mortal-world.ts';
import type { GrowthWorld } from './mortal-world.ts';
import type { Mortal } from './mortal.ts';
import { mergeGrowth } from './people.ts';
import type { Setting } from './settings.ts';

/** The nth request to the simulated systems, or the nth push, of the first agent. */
export interface Moment {
  readonly what: 'request' | 'push';
  readonly nth: number;
  /** Its effect: after it, only the answer is lost. */
  readonly when: 'before' | 'after';
}

/** `ec2 CreateVolume`, `git push plumbline/status`. */
export type Calls = { readonly [what in Moment['what']]: readonly string[] };

export interface Ended {
  readonly isKilled: boolean;
  /** Requests and pushes of the first agent, in order, until it settled: each is two moments. */
  readonly calls: Calls;
  /** What went wrong, with the way there; null: nothing. */
  readonly problem: string | null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Far more than any run takes. */
const MOST_PASSES = 300;
/** After so many passes that changed nothing the agent is asked once a minute only, as if its machine were slow: a ghost is waited for long. */
const IDLE_PASSES = 15;
const USED_PERCENT = 82;
/** Minutes after it settled at which the agent is looked at again. */
const LATER_MINUTES = [1, 5, 10];

/** Plays it to its end, killing the first agent at the moment, if there is one; never rejects. */
export async function playGrowth(setting: Setting, moment: Moment | null): Promise<Ended> {
  const cleanups: Step[] = [];
  try {
    const world = await openFull(setting, { after: (step) => void cleanups.push(step) });
    const first = await world.start('first');
    const calls = killAt(world, first, moment);
    const { problem, until } = await playOut(world, setting, { first, calls }).catch(failed);
    const story = problem === null ? null : `${problem}\n${world.log.join('')}`;
    return { isKilled: first.isDead(), calls: until, problem: story };
  } finally {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  }
}

async function openFull({ cloud, spoiled }: Setting, context: Parameters<typeof openGrowthWorld>[0]): Promise<GrowthWorld> {
  const disks = HOSTS.length + spoiled;
  const ceilings = { monthlyUsd: disks * 14.4, disks, disksPerCommit: disks };
  const world = await openGrowthWorld(context, { seed: 1, files: filesOf(HOSTS, {}), ceilings });
  world.sim.arrangeCloud(cloud);
  world.sim.fill('default', USED_PERCENT);
  return world;
}

interface Played {
  readonly problem: string | null;
  /** What was called until it settled. */
  readonly until: Calls;
}

function failed(thrown: unknown): Played {
  return { problem: describeThrown(thrown), until: { request: [], push: [] } };
}

/** Notes its calls from now on. */
function killAt(world: GrowthWorld, first: Mortal, moment: Moment | null): Calls {
  const calls: { readonly [what in Moment['what']]: string[] } = { request: [], push: [] };
  world.meddle = (arriving, by) => {
    if (by !== first || arriving === 'git list') return null;
    const what = arriving.startsWith('git push') ? 'push' : 'request';
    calls[what].push(arriving);
    const isNow = moment?.what === what && moment.nth === calls[what].length;
    return isNow ? { when: moment.when, do: 'reset', isFatal: true } : null;
  };
  return calls;
}

interface Cast {
  readonly first: Mortal;
  readonly calls: Calls;
}

async function playOut(world: GrowthWorld, { spoiled }: Setting, { first, calls }: Cast): Promise<Played> {
  const { sim } = world;
  const maxKibBefore = sim.world().pools[0]?.maxKib ?? 0;
  const last = await untilSettled(world, first);
  const until = { request: [...calls.request], push: [...calls.push] };
  if (last === null) return { problem: `It has not settled after ${MOST_PASSES} passes.`, until };
  const expected = { limits: ONE_ROW, rows: { r1: 180 }, maxKibBefore, spoiled };
  return { problem: firstWrong(sim, expected) ?? (await firstNoise(world, last)), until };
}

/** The agent that lives in the end; null: it never settled. */
async function untilSettled(world: GrowthWorld, first: Mortal): Promise<Mortal | null> {
  let agent = first;
  let isMerged = false;
  let idle = 0;
  for (let passes = 0; passes < MOST_PASSES; passes += 1) {
    const run = await agent.pass();
    if (run === null) agent = await world.start('second');
    else if (await mergeGrowth(world)) isMerged = true;
    else if (isMerged && isSettled(run)) return agent;
    else world.sim.advance(idle < IDLE_PASSES ? Math.min(MINUTE_MS, run.wakeInMs ?? MINUTE_MS) : MINUTE_MS);
    idle = run?.report.results.some(({ outcome }) => outcome.kind === 'applied') === true ? 0 : idle + 1;
  }
  return null;
}

/** Nothing waits but what a day brings, and the agent may write: after another one it has to wait first. */
function isSettled({ wakeInMs, report: { standing, at } }: PassRun): boolean {
  return standing.kind === 'writer' && standing.writesFrom <= at && (wakeInMs ?? DAY_MS) > MINUTE_MS;
}

/** What the agent does or commits once everything is in its place; null: nothing. */
async function firstNoise(world: GrowthWorld, agent: Mortal): Promise<string | null> {
  const { sim } = world;
  const from = sim.ledger().length;
  const tips = world.tips();
  let minute = 0;
  for (const next of LATER_MINUTES) {
    sim.advance((next - minute) * MINUTE_MS);
    minute = next;
    await agent.pass();
  }
  const [call] = changingCalls(sim, from);
  if (call !== undefined) return `When all was done, request ${call.seq}, ${call.call}, was made.`;
  return isDeepStrictEqual(world.tips(), tips) ? null : 'When all was done, something was committed.';
}
