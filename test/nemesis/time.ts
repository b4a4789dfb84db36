/** Moves virtual time on when nobody is busy, so that a wait of two minutes costs a fifth of a second. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { RealWorld } from './world.ts';

/** Real milliseconds without a request after which the agents are taken to sleep; they look at the clock every 20. */
const QUIET_MS = 30;
const LOOK_MS = 6;
const FIRST_STEP_MS = 3_000;
const LONGEST_STEP_MS = 60_000;
/** A process that has just started and does nothing for so long waits for something. */
const IDLE_START_MS = 2_000;

/** Waits in real time until no request was received or is under way for a while, and no agent computes. */
export async function untilQuiet(world: RealWorld): Promise<void> {
  let seen = activity(world);
  let quietSinceMs = performance.now();
  for (;;) {
    await delay(LOOK_MS);
    const now = activity(world);
    const isQuiet = now === seen && world.server.pending === 0;
    const isLong = performance.now() - quietSinceMs >= QUIET_MS;
    if (isQuiet && isLong && !isComputing(world)) return;
    // Looking at every thread is dear: only who is about to give up waiting does it.
    if (isQuiet && !isLong) continue;
    seen = now;
    quietSinceMs = performance.now();
  }
}

/** Whether a thread of an agent, or of a git that it started, runs or would if it were its turn. Only Linux tells; elsewhere silence has to do. */
function isComputing({ agents }: RealWorld): boolean {
  return agents.some(({ pid, ended }) => ended() === null && isBusy(pid));
}

function isBusy(pid: number): boolean {
  try {
    const threads = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
    // `4711 (node) S 1 ...`
    if (threads.some((thread) => /\) [RD]/.test(readFileSync(`${thread}/stat`, 'utf8')))) return true;
    const children = threads.flatMap((thread) => readFileSync(`${thread}/children`, 'utf8').split(' '));
    return children.some((child) => child !== '' && isBusy(Number(child)));
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ESRCH')) return false;
    throw thrown;
  }
}

/** Requests received so far, by all servers. */
export function activity({ sim, server }: RealWorld): number {
  return sim.ledger().length + server.requests.length;
}

/**
 * Moves time on whenever the world is quiet, in longer and longer steps while nothing happens, until `holds`. False when
 * it does not within `limitMs` of virtual time.
 */
export async function passTime(world: RealWorld, limitMs: number, holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const endMs = world.sim.now() + limitMs;
  let stepMs = FIRST_STEP_MS;
  for (;;) {
    await untilQuiet(world);
    if (await holds()) return true;
    if (world.sim.now() >= endMs) return false;
    const before = activity(world);
    world.sim.advance(Math.min(stepMs, endMs - world.sim.now()));
    await untilQuiet(world);
    stepMs = activity(world) === before ? Math.min(LONGEST_STEP_MS, stepMs * 2) : FIRST_STEP_MS;
  }
}

/** Waits in real time until a process that was just started asks somebody something, is gone, or waits for time to pass. */
export async function untilActive(world: RealWorld): Promise<void> {
  const before = activity(world);
  const agent = world.agents.at(-1);
  let idleSinceMs = performance.now();
  while (activity(world) === before && agent?.ended() === null && performance.now() - idleSinceMs < IDLE_START_MS) {
    await delay(LOOK_MS);
    if (isComputing(world)) idleSinceMs = performance.now();
  }
}
