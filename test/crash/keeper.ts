/** Looks after the agent of a run: it is killed once, and started again. */
import type { Play } from '../nemesis/play.ts';
import { untilActive } from '../nemesis/time.ts';
import type { Kill, Moment } from './run-once.ts';

export interface Keeper {
  /** Starts the agent again once it was killed. */
  look(): Promise<void>;
  isKilled(): boolean;
  /** How an agent ended that was to run. */
  trouble(): string | null;
}

/** Starts the first agent, to die at the moment, if there is one. */
export async function makeKeeper(play: Pick<Play, 'world' | 'tell'>, kill: Kill | null): Promise<Keeper> {
  const { world } = play;
  let agent = world.start();
  if (kill !== null) arm(play, kill.moment, agent.pid);
  await untilActive(world);
  let isKilled = false;
  let trouble: string | null = null;
  return {
    isKilled: () => isKilled,
    trouble: () => trouble,
    async look() {
      const ending = agent.ended();
      if (ending === null || trouble !== null) return;
      if (ending !== 'SIGKILL' || isKilled || kill === null) {
        trouble = `The agent ended with ${ending}.`;
        return;
      }
      isKilled = true;
      play.tell(`killed; starts again on ${kill.restartsOn}`);
      if (kill.restartsOn === 'an empty folder') await world.wipe();
      agent = world.start();
      await untilActive(world);
    },
  };
}

function arm({ world }: Pick<Play, 'world'>, { server, nth, when }: Moment, pid: number): void {
  if (server === 'simulator') world.sim.fault({ nth, when, do: 'sigkill', pid });
  else world.server.inject({ act: 'push', nth, when, do: 'sigkill', pid });
}
