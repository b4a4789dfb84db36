/** Which nemesis strikes when: chosen by the seed. */
import { makeRandom } from '../../simulator/random.ts';
import type { Arriving, Mishap, Mortal } from '../growth/mortal.ts';
import type { Diary } from '../nemesis/stage.ts';
import type { Act } from './acts.ts';
import { AGENT_NEMESES } from './agent-nemeses.ts';
import { CLOUD_NEMESES } from './cloud-nemeses.ts';
import { HARM_NEMESES } from './harm-nemeses.ts';
import { PEOPLE_NEMESES } from './people-nemeses.ts';
import type { Nemesis, Stage } from './stage.ts';

export const NEMESES: readonly Nemesis[] = [...AGENT_NEMESES, ...CLOUD_NEMESES, ...HARM_NEMESES, ...PEOPLE_NEMESES];

export interface Hit {
  readonly nemesis: Nemesis;
  readonly act: Act;
  readonly request: RegExp;
  /** Which of those that match. */
  readonly nth: number;
}

const HITS = 3;
/** Far enough apart, without a divisor in common with the number of nemeses, that a run meets different ones. */
const STRIDE = 17;

/** Of consecutive seeds, each nemesis comes equally often; of those that may stop a run, one. */
export function hitsOf(seed: number, acts: readonly Act[]): readonly Hit[] {
  const chance = makeRandom(seed, 'growth-chaos');
  const chosen = Array.from({ length: HITS }, (_, index) => NEMESES[(seed + index * STRIDE) % NEMESES.length]).flatMap((one) => one ?? []);
  const [firstStop] = chosen.filter(({ mayStop }) => mayStop === true);
  const kept = chosen.filter((nemesis) => nemesis.mayStop !== true || nemesis === firstStop);
  return kept.map((nemesis) => {
    const act = acts[chance.below(acts.length)] as Act;
    return { nemesis, act, request: act.operations[chance.below(act.operations.length)] as RegExp, nth: 1 + chance.below(4) };
  });
}

export interface Striker {
  readonly struck: ReadonlySet<Hit>;
  begin(act: Act): void;
  meddle(what: Arriving, by: Mortal): Mishap | null;
}

export function makeStriker(hits: readonly Hit[], stage: Stage, diary: Diary<Mishap>): Striker {
  const struck = new Set<Hit>();
  const counts = new Map<Hit, number>();
  let current: Act | null = null;
  return {
    struck,
    begin: (act) => void (current = act),
    meddle(what, by) {
      const matching = hits.filter((hit) => hit.act === current && !struck.has(hit) && hit.request.test(what));
      for (const hit of matching) counts.set(hit, (counts.get(hit) ?? 0) + 1);
      const due = matching.find((hit) => (counts.get(hit) ?? 0) >= hit.nth);
      if (due === undefined) return diary.mishapOf(what);
      struck.add(due);
      stage.tell(`${what} meets: ${due.nemesis.name}`);
      // Notes the time of it.
      stage.atOnce(() => undefined);
      return due.nemesis.strike(stage, what, by);
    },
  };
}
