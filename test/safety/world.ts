/** A small real world for one row: the simulator over HTTP, a bare repository, agents in this process. Settled in a tenth of a second. */
import path from 'node:path';
import { openAgent } from '../../agent/agent.ts';
import type { Agent } from '../../agent/agent.ts';
import { instant } from '../../agent/clock.ts';
import type { Settings } from '../../agent/config.ts';
import { makeRedactor } from '../../agent/redact.ts';
import { runPass } from '../../agent/run-pass.ts';
import type { PassRun } from '../../agent/run-pass.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { addCommits } from '../helpers/git-cli.ts';
import type { TestContext } from '../helpers/suite.ts';
import { FILES } from './files.ts';
import type { Files } from './files.ts';
import { handOn } from './hand.ts';
import type { Hand } from './hand.ts';
import { openPlace } from './place.ts';
import type { Place } from './place.ts';
import { openShop } from './shop.ts';
import type { Shop } from './shop.ts';
import { writesIn } from './writes.ts';

export interface WorldOptions {
  /** Beside those of every world; null leaves one out. */
  readonly files?: Files;
  readonly settings?: Partial<Settings>;
  /** The agent has not yet met the cluster. */
  readonly isNew?: boolean;
}

export interface World extends Omit<Place, 'settings' | 'folder'> {
  readonly hand: Hand;
  /** Whose passes `passes` and `settle` run. */
  agent: Agent;
  /** What a row keeps from one of its steps for a later one. */
  readonly notes: Map<string, string>;
  readonly shop: Shop;
  /** Opens an agent as the verb `run` does; one on the folder `data` is the first one after a restart. */
  open(dataFolder: string, settings?: Partial<Settings>): Promise<Agent>;
  /** A Marathon and a ScaleIO of somebody else, with an app `/web` of its own. */
  elsewhere(): Promise<Simulator>;
  /** Commits files, to main unless another branch is named; gives the commit. */
  push(files: Files, how?: { readonly branch?: string; readonly aheadMs?: number }): Promise<string>;
  pass(agent?: Agent): Promise<PassRun>;
  /** Some passes a minute apart: whatever is to happen does. */
  passes(count?: number): Promise<void>;
  /** Passes until nothing waits. */
  settle(): Promise<void>;
  /** Lets real time go by for the agents only, as a pause of their process does. */
  pause(ms: number): void;
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
  const place = await openPlace(context);
  const { sim, bare } = place;
  const said: string[] = [];
  const others: Simulator[] = [];
  const shop = await openShop(context);
  let [pausedMs, since] = [0, 0];
  const clock = { now: () => instant(sim.now()), monotonicMs: () => performance.now() + pausedMs, sleep: () => Promise.resolve() };
  const io = {
    clock,
    environment: {},
    signal: new AbortController().signal,
    logLevel: 'warn',
    writeLog: (line: string) => void said.push(line),
  } as const;
  const open: World['open'] = async (dataFolder, more) => {
    const settings = { ...place.settings, ...options.settings, ...more, dataDir: path.join(place.folder, dataFolder) };
    const agent = await openAgent(settings, { ...io, redactor: makeRedactor() });
    context.after(() => agent.close());
    return { ...agent, systems: new Map([...agent.systems, ['scaleio:shop', shop.system] as const]) };
  };
  const push: World['push'] = (files, { branch = 'main', aheadMs = 0 } = {}) =>
    addCommits(bare, branch, [{ files, atS: Math.floor((sim.now() + aheadMs) / 1000) }]);
  await push(Object.fromEntries(Object.entries({ ...FILES, ...options.files }).filter(([, text]) => text !== null)));
  const world: World = {
    ...place,
    hand: handOn(sim),
    agent: await open('data'),
    notes: new Map(),
    shop,
    open,
    push,
    async elsewhere() {
      const other = others[0] ?? (await startSimulator({ seed: 2 }));
      if (others.length === 0) {
        others.push(other);
        context.after(() => other.close());
        await handOn(other).makeApp('/web');
      }
      return other;
    },
    async pass(by = world.agent) {
      const run = await runPass(by, { selected: () => true, claim: { verb: 'run', until: null }, commit: null });
      said.push(told(run));
      return run;
    },
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
    pause: (ms) => void (pausedMs += ms),
    mark() {
      since = sim.ledger().length;
      shop.orders.length = 0;
      said.length = 0;
    },
    writes: () => [...writesIn(sim.ledger(), since), ...others.flatMap((other) => writesIn(other.ledger(), 0)), ...shop.orders],
    story: () => said.filter((line, index) => line !== said[index - 1]).join(''),
  };
  if (options.isNew !== true) await world.settle();
  return world;
}

/** A pass in a line: what was planned, and what became of it. */
function told({ report: { standing, source, results } }: PassRun): string {
  const outcomes = results.map(({ change, outcome }) => {
    const by = outcome.kind === 'blocked' ? ` by ${outcome.by}` : '';
    return `${change.id}: ${outcome.kind}${by}${'why' in outcome ? `, ${outcome.why}` : ''}`;
  });
  const unread = source.kind === 'unknown' ? [source.error.message] : [];
  return `as ${standing.kind}: ${[...unread, ...outcomes].join('; ')}\n`;
}
