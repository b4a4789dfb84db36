/** A quiet pass: everything is as declared. What it costs beside its floor. */
import { openAgent } from '../agent/agent.ts';
import type { Agent } from '../agent/agent.ts';
import type { Settings } from '../agent/config.ts';
import { systemClock, virtualClock } from '../agent/clock.ts';
import { makeRedactor } from '../agent/redact.ts';
import { runPass } from '../agent/run-pass.ts';
import { playFloor } from './floor.ts';
import { bestInTurn, costOf } from './measure.ts';
import type { Cost } from './measure.ts';
import { recordingHttp, recordingOf } from './recording.ts';
import type { Exchange } from './recording.ts';
import { startReplay } from './replay.ts';
import type { Replay } from './replay.ts';

export interface Figure {
  readonly floor: Cost;
  readonly pass: Cost;
  readonly bytes: number;
}

/** An agent in this process, as the verb `run` has it but without its log. */
export function openQuietly(settings: Settings): Promise<Agent> {
  const redactor = makeRedactor();
  const clock = settings.clockFile === null ? systemClock() : virtualClock(settings.clockFile);
  return openAgent(settings, {
    clock,
    environment: process.env,
    redactor,
    signal: new AbortController().signal,
    logLevel: 'silent',
    writeLog: () => {},
  });
}

const RUNS = 10;
const PASSES = 2_000;

/** Runs passes until nothing is left to do, nothing is on its way and the status is on the branch. */
export async function settle(agent: Agent): Promise<void> {
  for (let pass = 0; pass < PASSES; pass += 1) {
    const { report, wakeInMs } = await runPass(agent, { selected: () => true, claim: { verb: 'run', until: null }, commit: null });
    if (report.plan?.changes.length === 0 && wakeInMs === null) return;
    await agent.ctx.clock.sleep(wakeInMs ?? 0, agent.ctx.signal);
  }
  throw new Error(`The cluster did not settle in ${PASSES} passes.`);
}

/** `vary` gives the bodies that take turns from run to run. */
export async function measureQuietPass(settings: Settings, vary: (body: string) => readonly string[]): Promise<Figure> {
  const { all, quiet } = await record(withoutCloud(settings));
  const replay = await startReplay(recordingOf(all, vary));
  try {
    return await measureOn(replay, quiet, settings);
  } finally {
    await replay.stop();
  }
}

/** The cloud answers in XML, and all its calls go to one address: it is no part of what is measured. */
function withoutCloud(settings: Settings): Settings {
  const { cloud: _cloud, ...systems } = settings.systems;
  return { ...settings, systems };
}

async function measureOn(replay: Replay, quiet: readonly Exchange[], settings: Settings): Promise<Figure> {
  const agent = await openQuietly({ ...settings, clockFile: null, systems: systemsAt(replay.url, settings) });
  let bytes = 0;
  try {
    await pass(agent);
    const floorRun = async (): Promise<Cost> => {
      await replay.next();
      return costOf(async () => void (bytes = await playFloor(agent.ctx.http, replay.url, quiet)));
    };
    const passRun = async (): Promise<Cost> => {
      await replay.next();
      return costOf(() => pass(agent));
    };
    const [floor, cost] = await bestInTurn([floorRun, passRun], RUNS);
    return { floor, pass: cost, bytes };
  } finally {
    await agent.close();
  }
}

/** Chronos and Metronome stay where they are: their addresses are all that they are known by. */
function systemsAt(url: string, { systems }: Settings): Settings['systems'] {
  const { marathon, scaleio, mesos, cloud: _cloud, ...jobs } = systems;
  return {
    ...jobs,
    marathon: [{ ...marathon[0], url }],
    scaleio: { ...scaleio, url },
    ...(mesos === undefined ? {} : { mesos: { ...mesos, masters: [url] } }),
  };
}

/** A fresh agent's first two passes: all they asked, and what the second, quiet one asked. */
async function record(settings: Settings): Promise<{ all: readonly Exchange[]; quiet: readonly Exchange[] }> {
  const agent = await openQuietly(settings);
  const first: Exchange[] = [];
  const quiet: Exchange[] = [];
  try {
    await pass({ ...agent, ctx: { ...agent.ctx, http: recordingHttp(agent.ctx.http, first) } });
    await pass({ ...agent, ctx: { ...agent.ctx, http: recordingHttp(agent.ctx.http, quiet) } });
  } finally {
    await agent.close();
  }
  return { all: [...first, ...quiet], quiet };
}

/** One pass that must find nothing to do. */
async function pass(agent: Agent): Promise<void> {
  const { report } = await runPass(agent, { selected: () => true, claim: { verb: 'run', until: null }, commit: null });
  const { plan } = report;
  if (plan?.changes.length === 0 && plan.unknown.length === 0) return;
  throw new Error(
    `The pass was not quiet: ${plan?.changes.map(({ id }) => id).join(', ')} ${plan?.unknown.map(({ error }) => error.message).join('; ')}`,
  );
}
