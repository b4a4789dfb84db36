/** The world of one run, with everybody in it. */
import { makeRandom } from '../../simulator/random.ts';
import { filesOf } from '../growth/files.ts';
import { openGrowthWorld } from '../growth/mortal-world.ts';
import type { Mishap } from '../growth/mortal.ts';
import { makeDiary } from '../nemesis/stage.ts';
import type { Diary } from '../nemesis/stage.ts';
import type { Step } from '../runner/settle.ts';
import { actsOf } from './acts.ts';
import type { Act } from './acts.ts';
import { makeCrew } from './crew.ts';
import { hitsOf, makeStriker } from './hits.ts';
import type { Hit } from './hits.ts';
import { makePerson } from './person.ts';
import { MINUTE_MS } from './stage.ts';
import type { Harm, Stage } from './stage.ts';
import { lastWords, saidLast } from './story.ts';

const LIMITS = { rows: 6, rawGiB: 3240, monthlyUsd: 300 };
const GROWTH = '{ mode: MODE, when: { usedPercent: 80, fullWithin: 4d }, target: 65, cooldown: 1h, maxPerDay: 4 }';
const LONGEST_IDLE_MS = 10 * MINUTE_MS;

export interface Run {
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

/** Opens everything; nothing has happened yet. */
export async function openRun(seed: number, context: { readonly after: (step: Step) => void }): Promise<Run> {
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
