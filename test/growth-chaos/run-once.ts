/** One run: a history of a pool that grows, with some nemeses in it, all chosen by the seed. */
import { describeThrown } from '../runner/settle.ts';
import type { Step } from '../runner/settle.ts';
import type { Act } from './acts.ts';
import { firstBreach } from './rules.ts';
import { openRun } from './run.ts';
import type { Run } from './run.ts';
import { MINUTE_MS } from './stage.ts';
import { conditionOf } from './stopped.ts';

export interface Ended {
  readonly seed: number;
  /** Names of the nemeses that struck. */
  readonly met: readonly string[];
  /** `stopped`: a person has to come, and that is as it should be. */
  readonly how: 'settled' | 'stopped' | 'failed';
  /** The first rule that was broken, or what never came about; null when settled. */
  readonly problem: string | null;
  /** Of a stopped run: the condition that says so; else empty. */
  readonly because: string;
  readonly story: string;
  readonly passes: number;
  readonly virtualMs: number;
}

/** After the last thing that went wrong. */
const PATIENCE_MS = 60 * MINUTE_MS;
/** Between two rows. */
const COOLDOWN_MS = 2 * 60 * MINUTE_MS;
const LAST_LOOKS = 3;

export async function runOnce(seed: number): Promise<Ended> {
  const cleanups: Step[] = [];
  try {
    return await playOut(seed, { after: (step) => void cleanups.push(step) });
  } finally {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  }
}

async function playOut(seed: number, context: { readonly after: (step: Step) => void }): Promise<Ended> {
  const run = await openRun(seed, context);
  const { world, harms } = run;
  const startMs = world.sim.now();
  let problem: string | null = null;
  for (const act of run.acts) problem ??= await playAct(run, act).catch(describeThrown);
  problem ??= await firstNoise(run).catch(describeThrown);
  const breach = await firstBreach({ world, harms });
  const because = problem !== null && breach === null ? conditionOf(run.stage.crew.last(), harms, world) : '';
  return {
    seed,
    met: [...run.struck].map(({ nemesis }) => nemesis.name),
    how: problem === null && breach === null ? 'settled' : because === '' ? 'failed' : 'stopped',
    problem: breach ?? problem,
    because,
    story: run.story(),
    passes: run.passes(),
    virtualMs: world.sim.now() - startMs,
  };
}

/** Null when the act came to its end; else what is missing an hour after the last thing that went wrong. */
async function playAct(run: Run, act: Act): Promise<string | null> {
  const { world, diary, stage } = run;
  if (act !== run.acts[0]) world.sim.advance(COOLDOWN_MS);
  run.begin(act);
  await act.begin(stage);
  const startMs = world.sim.now();
  for (;;) {
    await run.turn();
    const lost = world.sim.world().pools.find(({ failedKib }) => failedKib > 0);
    if (lost !== undefined) return `data was lost: ${JSON.stringify(lost)}`;
    const missing = await act.missing(stage);
    if (missing === null && diary.isEmpty()) return null;
    // What is removed slowly is not waited for where only a person can help.
    const extraMs = run.harms.length > 0 ? 0 : act.extraMs;
    const endMs = Math.max(startMs, diary.lastMs(), await act.notBeforeMs(stage)) + PATIENCE_MS + extraMs;
    if (world.sim.now() > endMs && diary.isEmpty()) return `${act.title}: an hour after the last trouble ${missing}`;
  }
}

/** What agents change once everything is in its place; null: nothing. */
async function firstNoise({ world: { sim }, turn }: Run): Promise<string | null> {
  for (let count = 0; count < 2; count += 1) await turn();
  const from = sim.ledger().length;
  for (let count = 0; count < LAST_LOOKS; count += 1) await turn();
  const noise = sim.ledger().find(({ seq, agent, effect }) => seq > from && agent !== '' && effect !== 'none');
  return noise === undefined ? null : `when all was done, request ${noise.seq}, ${noise.call}, changed something`;
}
