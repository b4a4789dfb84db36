/** The agents of a run, and whoever starts them again when they die, as a service manager does. */
import { releaseClaim } from '../../agent/claim.ts';
import { asPlumblineError } from '../../agent/errors.ts';
import type { PassRun } from '../../agent/run-pass.ts';
import type { GrowthWorld } from '../growth/mortal-world.ts';
import type { Mortal } from '../growth/mortal.ts';

export interface Crew {
  /** A pass of everybody at once; gives when the first of them wants the next, null when none does. */
  pass(): Promise<number | null>;
  /** Has one more agent, on another data folder. */
  join(name: string): void;
  /** Has one agent less, which hands the cluster over; false: it cannot now, and stays. */
  dismiss(name: string): Promise<boolean>;
  names(): readonly string[];
  /** The data folder of an agent is empty when it next starts. */
  forget(name: string): void;
  /** What the writer's last whole pass saw. */
  last(): PassRun | null;
}

/** A service manager's pause. */
const RESTART_MS = 5_000;
/** What `run` waits after a pass that could not run at all. */
const AFTER_CRASH_MS = 15_000;
/** WriterFlapping ends `run`; it lapses ten minutes later. */
const AFTER_FLAPPING_MS = 11 * 60_000;

export function makeCrew(world: GrowthWorld, tell: (line: string) => void): Crew {
  const members = new Map<string, { mortal: Mortal | null; fromMs: number }>([['one', { mortal: null, fromMs: 0 }]]);
  const forgetful = new Set<string>();
  let last: PassRun | null = null;
  const ready = async (name: string, member: { mortal: Mortal | null; fromMs: number }): Promise<Mortal | null> => {
    if (member.mortal?.isDead() === true) {
      await member.mortal.close();
      member.mortal = null;
      member.fromMs = Math.max(member.fromMs, world.sim.now() + RESTART_MS);
      tell(`agent ${name} is dead`);
    }
    if (world.sim.now() < member.fromMs) return null;
    if (member.mortal === null && forgetful.delete(name)) await world.wipe(name);
    member.mortal ??= await world.start(name);
    return member.mortal;
  };
  const passOf = async (name: string, member: { mortal: Mortal | null; fromMs: number }): Promise<number | null> => {
    const mortal = await ready(name, member);
    if (mortal === null) return member.fromMs - world.sim.now();
    const run = await mortal.pass().catch((thrown: unknown) => tell(`a pass crashed: ${asPlumblineError(thrown).stack ?? ''}`));
    if (run === undefined) return AFTER_CRASH_MS;
    if (run === null) return RESTART_MS;
    const { kind } = run.planned.standing;
    if (kind !== 'standby') last = run;
    if (kind !== 'flapping') return run.wakeInMs;
    tell(`agent ${name} ended, because two take the cluster from each other`);
    mortal.kill();
    member.fromMs = world.sim.now() + AFTER_FLAPPING_MS;
    return AFTER_FLAPPING_MS;
  };
  return {
    async pass() {
      const wakes = await Promise.all([...members].map(([name, member]) => passOf(name, member)));
      const wanted = wakes.filter((wake) => wake !== null);
      return wanted.length === 0 ? null : Math.min(...wanted);
    },
    join: (name) => void members.set(name, { mortal: null, fromMs: 0 }),
    async dismiss(name) {
      const mortal = members.get(name)?.mortal ?? null;
      if (mortal === null || mortal.isDead()) return false;
      const isOver = await releaseClaim(mortal.agent).then(
        () => true,
        () => false,
      );
      if (isOver) {
        members.delete(name);
        await mortal.close();
      }
      return isOver;
    },
    names: () => [...members.keys()],
    forget: (name) => void forgetful.add(name),
    last: () => last,
  };
}
