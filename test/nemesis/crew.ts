/** The agents of a play, and whoever starts them again when they die, as a service manager does. */
import type { AgentChild } from './agent-child.ts';
import type { Play } from './play.ts';
import { untilActive } from './time.ts';

export interface Crew {
  /** The process that was started last. */
  newest(): AgentChild;
  /** Has one more agent, on another data folder. */
  join(name: string): void;
  /** Has one agent less: it is asked to stop, and hands the cluster over. */
  dismiss(name: string): void;
  names(): readonly string[];
  /** Empties the data folder of an agent before it next starts. */
  forget(name: string): void;
  /** Starts again what died; gives how one ended that had no reason to, else null. */
  look(): Promise<string | null>;
  /** How often an agent stopped by itself because two of them took the cluster from each other. */
  flaps(): number;
}

/** WriterFlapping ends `run` with 3 and lapses ten minutes later. */
const FLAPPING = 'exit code 3';
const AFTER_FLAPPING_MS = 11 * 60_000;

export function makeCrew({ world, tell }: Play): Crew {
  const members = new Map<string, AgentChild>();
  const forgetful = new Set<string>();
  const resting = new Map<string, number>();
  let newest = world.start();
  let flaps = 0;
  members.set('one', newest);
  const start = async (name: string): Promise<void> => {
    if (forgetful.delete(name)) await world.wipe(name);
    newest = world.start(name);
    members.set(name, newest);
    await untilActive(world);
  };
  return {
    newest: () => newest,
    join(name) {
      newest = world.start(name);
      members.set(name, newest);
    },
    dismiss(name) {
      members.get(name)?.signal('SIGTERM');
      members.delete(name);
      resting.delete(name);
    },
    names: () => [...members.keys()],
    forget: (name) => void forgetful.add(name),
    flaps: () => flaps,
    async look() {
      for (const [name, child] of members) {
        const ending = child.ended();
        if (ending === null) continue;
        if (ending !== 'SIGKILL' && ending !== FLAPPING) return `Agent ${name} ended with ${ending}.`;
        const restsUntilMs = resting.get(name);
        if (ending === FLAPPING && restsUntilMs === undefined) {
          flaps += 1;
          tell(`agent ${name} ended with ${ending}`);
          resting.set(name, world.sim.now() + AFTER_FLAPPING_MS);
        } else if (ending === 'SIGKILL' || world.sim.now() >= (restsUntilMs ?? 0)) {
          resting.delete(name);
          tell(`agent ${name} starts again after ${ending}`);
          await start(name);
        }
      }
      return null;
    },
  };
}
