/** One run: the history, with a nemesis for each of its operations, chosen by the seed. */
import { makeRandom } from '../../simulator/random.ts';
import type { AgentCommand } from '../nemesis/agent-child.ts';
import { makeCrew } from '../nemesis/crew.ts';
import { NEMESES } from '../nemesis/nemeses.ts';
import type { Nemesis } from '../nemesis/nemeses.ts';
import { differs } from '../nemesis/objects.ts';
import { openPlay } from '../nemesis/play.ts';
import type { Play } from '../nemesis/play.ts';
import { firstBreach } from '../nemesis/rules.ts';
import { makeDiary } from '../nemesis/stage.ts';
import type { Stage } from '../nemesis/stage.ts';
import { passTime, untilActive } from '../nemesis/time.ts';
import type { Arriving, Mishap } from '../nemesis/world.ts';
import { describeThrown } from '../runner/settle.ts';
import type { Step } from '../runner/settle.ts';
import { ACTS, FIRST, OPERATIONS } from './script.ts';
import type { Act, Operation } from './script.ts';

export interface Hit {
  readonly operation: string;
  readonly nemesis: Nemesis;
}

export interface Ended {
  readonly seed: number;
  /** Those that came about. */
  readonly hits: readonly Hit[];
  /** `stopped`: a person has to come, and that is as it should be. */
  readonly how: 'settled' | 'stopped' | 'failed';
  /** The first rule that was broken, or what never came about; null when settled. */
  readonly problem: string | null;
  readonly story: string;
}

/** Far enough apart that the operations of one run meet different nemeses. */
const STRIDE = 3;
const MINUTE_MS = 60_000;
/** After the last thing that went wrong. */
const PATIENCE_MS = 60 * MINUTE_MS;
const LAST_LOOKS_MS = 2 * MINUTE_MS;
/** An act whose troubles never end is a fault of these tests. */
const LONGEST_ACT_MS = 7 * 24 * 60 * MINUTE_MS;
/** A person who merges what brings a lost memory back has looked first. */
const RECOVER = 'recover Cluster/prod';

/** Which nemesis meets which operation: of consecutive seeds, each operation meets each nemesis once in NEMESES.length runs. */
export function hitsOf(seed: number): readonly Hit[] {
  return OPERATIONS.map(({ name }, index) => {
    const nemesis = NEMESES[(seed + index * STRIDE) % NEMESES.length];
    if (nemesis === undefined) throw new RangeError(`There is no nemesis for seed ${seed}.`);
    return { operation: name, nemesis };
  });
}

/** Some of them, neighbours, others with each seed: for when a whole run of each seed would take too long. */
export function fewHitsOf(seed: number, most: number): readonly Hit[] {
  const hits = hitsOf(seed);
  const first = (seed * most) % hits.length;
  return [...hits, ...hits].slice(first, first + most);
}

export async function runOnce(seed: number, hits: readonly Hit[], command?: AgentCommand): Promise<Ended> {
  const cleanups: Step[] = [];
  try {
    const context = { after: (step: Step) => void cleanups.push(step) };
    const play = await openPlay(context, { seed, first: FIRST, ...(command === undefined ? {} : { command }) });
    return await playOut(play, seed, hits);
  } finally {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  }
}

async function playOut(play: Play, seed: number, hits: readonly Hit[]): Promise<Ended> {
  const { world } = play;
  const run = makeRun(play, seed, hits);
  let problem: string | null = null;
  for (const act of actsUntil(hits)) problem ??= await playAct(play, act, run).catch(describeThrown);
  // What the agents did last they still have to write down.
  await passTime(world, LAST_LOOKS_MS, async () => (await run.look()) !== null);
  let breach: string | null = null;
  // Where the machine is slow they need more time for it; a rule that was really broken stays so.
  await passTime(world, PATIENCE_MS, async () => {
    breach = await firstBreach({ ...play, ...world, ledger: world.sim.ledger(), isGitSound: false });
    return breach === null || (await run.look()) !== null;
  });
  const isStopped = breach === null && problem !== null && run.mayHaveStopped();
  const how = problem === null && breach === null ? 'settled' : isStopped ? 'stopped' : 'failed';
  return {
    seed,
    hits: hits.filter(({ operation }) => run.isStruck(operation)),
    how,
    problem: breach ?? problem,
    story: await play.story(),
  };
}

/** Up to the one with the last operation that meets something. */
function actsUntil(hits: readonly Hit[]): readonly Act[] {
  const isMet = ({ operations }: Act): boolean => operations.some(({ name }) => hits.some(({ operation }) => operation === name));
  return ACTS.slice(0, ACTS.findLastIndex(isMet) + 1);
}

interface Run {
  /** From now on it is this act's operations that are met. */
  begin(act: Act): void;
  /** Looks after the agents and the diary; gives what must not be, else null. */
  look(): Promise<string | null>;
  /** When the last thing went wrong, in virtual time. */
  lastMs(): number;
  /** Whether nothing more goes wrong in this act. */
  isOver(act: Act): boolean;
  isStruck(operation: string): boolean;
  mayHaveStopped(): boolean;
}

function makeRun(play: Play, seed: number, hits: readonly Hit[]): Run {
  const { world } = play;
  const diary = makeDiary(play);
  const crew = makeCrew(play);
  const stage: Stage = { ...diary, play, crew, chance: makeRandom(seed, 'chaos') };
  const struck = new Set<string>();
  const counts = new Map<string, number>();
  let operations: readonly Operation[] = [];
  world.meddle = (what) => {
    const hit = hitBy(what, { hits, struck, counts, operations });
    return hit === null ? diary.mishapOf(what) : strike(hit, stage, what);
  };
  return {
    begin: (act) => void (operations = act.operations),
    async look() {
      await diary.look();
      const trouble = await crew.look();
      if (await play.approve(RECOVER)) play.tell('a person lets the agent go on after its memory was lost');
      return trouble;
    },
    lastMs: diary.lastMs,
    isOver: (act) => diary.isEmpty() && act.operations.every(({ name }) => struck.has(name)),
    isStruck: (operation) => struck.has(operation),
    mayHaveStopped: () => crew.flaps() > 0 || hits.some(({ operation, nemesis }) => nemesis.mayStop === true && struck.has(operation)),
  };
}

interface Progress {
  readonly hits: readonly Hit[];
  readonly struck: Set<string>;
  readonly counts: Map<string, number>;
  readonly operations: readonly Operation[];
}

/** The hit whose operation this request is, the first time it comes. */
function hitBy(what: Arriving, { hits, struck, counts, operations }: Progress): Hit | null {
  const matching = operations.filter(({ request }) => request.test(what));
  for (const { name } of matching) counts.set(name, (counts.get(name) ?? 0) + 1);
  const due = matching.find((operation) => !struck.has(operation.name) && isDue(operation, counts));
  if (due === undefined) return null;
  struck.add(due.name);
  return hits.find(({ operation }) => operation === due.name) ?? null;
}

function isDue({ name, nth = 1 }: Operation, counts: ReadonlyMap<string, number>): boolean {
  return (counts.get(name) ?? 0) >= nth;
}

function strike({ operation, nemesis }: Hit, stage: Stage, what: Arriving): Mishap | null {
  stage.play.tell(`${operation} (${what}) meets: ${nemesis.name}`);
  // Notes the time of it.
  stage.atOnce(() => undefined);
  return nemesis.strike(stage, what);
}

/** Null when the act came to its end; else what is missing an hour after the last thing that went wrong. */
async function playAct(play: Play, act: Act, run: Run): Promise<string | null> {
  const { sim } = play.world;
  run.begin(act);
  if (act === ACTS[0]) await untilActive(play.world);
  if (act.state !== play.state()) await play.push(act.state, act.title);
  const startMs = sim.now();
  let ending: { readonly problem: string | null } | null = null;
  await passTime(play.world, LONGEST_ACT_MS, async () => {
    const trouble = await run.look();
    if (act.approves !== undefined) await play.approve(act.approves);
    const missing = differs(sim, play.state());
    const isLate = sim.now() - Math.max(startMs, run.lastMs()) > PATIENCE_MS;
    if (trouble !== null) ending = { problem: trouble };
    else if (missing === null && run.isOver(act)) ending = { problem: null };
    else if (isLate) ending = { problem: lateness(act, missing, run) };
    return ending !== null;
  });
  if (ending === null) return `${act.title}: it had no end.`;
  return (ending as { readonly problem: string | null }).problem;
}

function lateness({ title, operations }: Act, missing: string | null, run: Run): string {
  const never = operations.filter(({ name }) => !run.isStruck(name)).map(({ name }) => `${name} never came`);
  return `${title}: an hour after the last trouble ${[...(missing === null ? [] : [missing]), ...never].join('; ')}`;
}
