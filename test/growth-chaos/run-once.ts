/** One run: a history of a pool that grows, with some nemeses in it, all chosen by the seed. */
import { makeRandom } from '../../simulator/random.ts';
import { filesOf } from '../growth/files.ts';
import { openGrowthWorld } from '../growth/mortal-world.ts';
import type { Mishap } from '../growth/mortal.ts';
import { makeDiary } from '../nemesis/stage.ts';
import type { Diary } from '../nemesis/stage.ts';
import { describeThrown } from '../runner/settle.ts';
import type { Step } from '../runner/settle.ts';
import { actsOf } from './acts.ts';
import type { Act } from './acts.ts';
import { makeCrew } from './crew.ts';
import { hitsOf, makeStriker } from './hits.ts';
import type { Hit } from './hits.ts';
import { makePerson } from './person.ts';
import { firstBreach } from './rules.ts';
import { MINUTE_MS } from './stage.ts';
import type { Harm, Stage } from './stage.ts';
import { conditionOf } from './stopped.ts';
import { lastWords, saidLast } from './story.ts';

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

const LIMITS = { rows: 6, rawGiB: 3240, monthlyUsd: 300 };
const GROWTH = '{ mode: MODE, when: { usedPercent: 80, fullWithin: 4d }, target: 65, cooldown: 1h, maxPerDay: 4 }';
/** After the last thing that went wrong. */
const PATIENCE_MS = 60 * MINUTE_MS;
const LONGEST_IDLE_MS = 10 * MINUTE_MS;
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

interface Run {
  readonly world: Stage['world'];
  readonly stage: Stage;
  readonly diary: Diary<Mishap>;
  readonly acts: readonly Act[];
  readonly struck: ReadonlySet<Hit>;
  readonly harms: readonly Harm[];
  /** From now on it is the hits of this act that are due. */
  begin(act: Act): void;
  /** Everybody has a turn, then time goes on. */
  turn(): Promise<void>;
  story(): string;
  passes(): number;
}

async function openRun(seed: number, context: { readonly after: (step: Step) => void }): Promise<Run> {
  const mode = seed % 4 === 0 ? 'commit' : 'propose';
  const hosts = [11, 12, 13].map((last) => `ip-10-0-0-${last}`);
  const files = filesOf(hosts, { limits: LIMITS, growth: GROWTH.replace('MODE', mode) });
  const world = await openGrowthWorld(context, { seed, files });
  const told: string[] = [];
  const tell = (line: string): void => void told.push(`${new Date(world.sim.now()).toISOString()} [${world.sim.ledger().length}] ${line}`);
  const chance = makeRandom(seed, 'growth-chaos/strikes');
  const diary = makeDiary<Mishap>({ world });
  const crew = makeCrew(world, tell);
  const person = makePerson(world, chance, tell);
  const harms: Harm[] = [];
  const stage: Stage = { ...diary, world, crew, person, chance, tell, harm: (harm) => void harms.push(harm) };
  const acts = actsOf(seed);
  const striker = makeStriker(hitsOf(seed, acts), stage, diary);
  world.meddle = striker.meddle;
  let passes = 0;
  let idleMs = MINUTE_MS;
  let longestMs = LONGEST_IDLE_MS;
  return {
    world,
    stage,
    diary,
    acts,
    harms,
    struck: striker.struck,
    begin(act) {
      striker.begin(act);
      longestMs = act.extraMs > 0 ? 6 * LONGEST_IDLE_MS : LONGEST_IDLE_MS;
      tell(act.title);
    },
    async turn() {
      const before = world.moves.length;
      const wakeMs = await crew.pass();
      passes += 1;
      await diary.look();
      await person.look();
      const isIdle = (wakeMs ?? longestMs) > idleMs && diary.isEmpty() && world.moves.length === before;
      idleMs = isIdle ? Math.min(longestMs, idleMs * 2) : MINUTE_MS;
      world.sim.advance(Math.max(1000, Math.min(idleMs, wakeMs ?? idleMs)));
    },
    story: () => [...told, ...lastWords(world.log), ...saidLast(crew.last())].join('\n'),
    passes: () => passes,
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
    const endMs = Math.max(startMs, diary.lastMs(), await act.notBeforeMs(stage)) + PATIENCE_MS + act.extraMs;
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
