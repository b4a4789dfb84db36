/** Agents in this process, on the simulator's time, and what they say. */
import path from 'node:path';
import { openAgent } from '../../agent/agent.ts';
import type { Agent } from '../../agent/agent.ts';
import { instant } from '../../agent/clock.ts';
import type { Settings } from '../../agent/config.ts';
import { makeRedactor } from '../../agent/redact.ts';
import { runPass } from '../../agent/run-pass.ts';
import type { PassRun } from '../../agent/run-pass.ts';
import type { TestContext } from '../helpers/suite.ts';
import type { Place } from './place.ts';

export interface Agents {
  /** Opens an agent as the verb `run` does; one on the folder `data` is the first one after a restart. */
  open(dataFolder: string, settings?: Partial<Settings>): Promise<Agent>;
  pass(agent: Agent): Promise<PassRun>;
  /** Lets real time go by for the agents only, as a pause of their process does. */
  pause(ms: number): void;
  /** Every pass in a line, and every warning. */
  readonly said: string[];
}

export function agentsAt(place: Place, context: Pick<TestContext, 'after'>): Agents {
  const said: string[] = [];
  let pausedMs = 0;
  const io = {
    clock: { now: () => instant(place.sim.now()), monotonicMs: () => performance.now() + pausedMs, sleep: () => Promise.resolve() },
    environment: {},
    signal: new AbortController().signal,
    logLevel: 'warn',
    writeLog: (line: string) => void said.push(line),
  } as const;
  return {
    said,
    pause: (ms) => void (pausedMs += ms),
    async open(dataFolder, settings) {
      const own = { ...place.settings, ...settings, dataDir: path.join(place.folder, dataFolder) };
      const agent = await openAgent(own, { ...io, redactor: makeRedactor() });
      context.after(() => agent.close());
      return { ...agent, systems: new Map([...agent.systems, ['scaleio:shop', place.shop.system] as const]) };
    },
    async pass(agent) {
      const run = await runPass(agent, { selected: () => true, claim: { verb: 'run', until: null }, commit: null });
      said.push(told(run));
      return run;
    },
  };
}

/** What was planned, and what became of it. */
function told({ report: { standing, source, results } }: PassRun): string {
  const outcomes = results.map(({ change, outcome }) => {
    const by = outcome.kind === 'blocked' ? ` by ${outcome.by}` : '';
    return `${change.id}: ${outcome.kind}${by}${'why' in outcome ? `, ${outcome.why}` : ''}`;
  });
  const unread = source.kind === 'unknown' ? [source.error.message] : [];
  return `as ${standing.kind}: ${[...unread, ...outcomes].join('; ')}\n`;
}
