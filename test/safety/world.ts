/** A small real world for one row: the simulator over HTTP, a bare repository, agents in this process. Settled in a tenth of a second. */
import type { Agent } from '../../agent/agent.ts';
import type { Settings } from '../../agent/config.ts';
import type { PassRun } from '../../agent/run-pass.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import type { TestContext } from '../helpers/suite.ts';
import { agentsAt } from './agents.ts';
import type { Agents } from './agents.ts';
import { FILES } from './files.ts';
import type { Files } from './files.ts';
import { openPlace } from './place.ts';
import type { Place } from './place.ts';
import { writesIn } from './writes.ts';

export interface WorldOptions {
  /** Beside those of every world; null leaves one out. */
  readonly files?: Files;
  readonly settings?: Partial<Settings>;
  /** What the simulator plays besides. */
  readonly simulated?: SimulatorOptions;
  /** The agent has not yet met the cluster. */
  readonly isNew?: boolean;
}

export interface World extends Place, Pick<Agents, 'open' | 'pause'> {
  /** Whose passes these are, unless another agent is named. */
  agent: Agent;
  /** What a row keeps from one of its steps for a later one. */
  readonly notes: Map<string, string>;
  pass(agent?: Agent): Promise<PassRun>;
  /** Some passes a minute apart: whatever is to happen does. */
  passes(count?: number): Promise<void>;
  /** Passes until nothing waits. */
  settle(): Promise<void>;
  /** From here on `writes` counts. */
  mark(): void;
  /** `DELETE /web`, `removeVolume old`: every call of an agent that was to change something, in order. */
  writes(): readonly string[];
  /** What the agents said since the mark, for whoever reads a failure. */
  story(): string;
}

const MOST_PASSES = 30;
const MINUTE_MS = 60_000;

export async function openWorld(context: Pick<TestContext, 'after'>, options: WorldOptions = {}): Promise<World> {
  const place = await openPlace(context, options.simulated);
  const { sim, shop, simulators } = place;
  const { open, pass, pause, said } = agentsAt(place, context);
  await place.push(Object.fromEntries(Object.entries({ ...FILES, ...options.files }).filter(([, text]) => text !== null)));
  let marks: readonly number[] = [];
  const world: World = {
    ...place,
    open,
    pause,
    agent: await open('data', options.settings),
    notes: new Map(),
    pass: (by = world.agent) => pass(by),
    async passes(count = 4) {
      for (let done = 0; done < count; done += 1) {
        await world.pass();
        sim.advance(MINUTE_MS);
      }
    },
    async settle() {
      for (let done = 0; done < MOST_PASSES; done += 1) {
        const { wakeInMs, report } = await world.pass();
        if (report.refused !== null) throw new Error(`Refused: ${JSON.stringify(report.refused)}`);
        if (wakeInMs === null) return;
        sim.advance(wakeInMs);
      }
      throw new Error(`Not settled after ${MOST_PASSES} passes:\n${world.story()}`);
    },
    mark() {
      marks = simulators.map((one) => one.ledger().length);
      shop.orders.length = 0;
      said.length = 0;
    },
    writes: () => [...simulators.flatMap((one, index) => writesIn(one.ledger(), marks[index] ?? 0)), ...shop.orders],
    story: () => said.filter((line, index) => line !== said[index - 1]).join(''),
  };
  if (options.isNew !== true) await world.settle();
  return world;
}
