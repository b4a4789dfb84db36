/** What a nemesis has to work with: the play, the agents in it, and a diary of what is to happen later. */
import type { Random } from '../../simulator/random.ts';
import type { Crew } from './crew.ts';
import type { Play } from './play.ts';
import type { Arriving, Mishap } from './world.ts';

export interface Stage extends Arranging<Mishap> {
  readonly play: Play;
  readonly crew: Crew;
  readonly chance: Random;
}

/** `M`: what becomes of a request. */
export interface Arranging<M> {
  /** Does it at once, beside the request that is being answered. */
  atOnce(act: () => Promise<void> | void): void;
  /** Does it when so much virtual time has passed. */
  later(ms: number, act: () => Promise<void> | void): void;
  /** Spoils the next requests that match: so many, or all within a time. */
  spoil(match: RegExp, mishap: M, extent: { readonly times: number } | { readonly forMs: number }): void;
}

interface Spoil<M> {
  readonly match: RegExp;
  readonly mishap: M;
  readonly untilMs: number;
  left: number;
}

export interface Diary<M> extends Arranging<M> {
  /** Of spoilt requests. */
  mishapOf(what: Arriving): M | null;
  /** Does what is due, and waits for what was begun; throws what went wrong with it. */
  look(): Promise<void>;
  isEmpty(): boolean;
  /** When something was last done, in virtual time. */
  lastMs(): number;
}

export function makeDiary<M = Mishap>({ world: { sim } }: { readonly world: { readonly sim: { now(): number } } }): Diary<M> {
  let begun: Promise<void>[] = [];
  let due: { readonly atMs: number; readonly act: () => Promise<void> | void }[] = [];
  const spoils: Spoil<M>[] = [];
  let lastMs = sim.now();
  return {
    atOnce(act) {
      lastMs = sim.now();
      // The request under way is answered first: what it does to the world must not see half of this.
      const doing = new Promise((resolve) => setImmediate(resolve)).then(act).then(() => void (lastMs = sim.now()));
      // Whoever looks next meets what went wrong.
      doing.catch(() => undefined);
      begun.push(doing);
    },
    later: (ms, act) => void due.push({ atMs: sim.now() + ms, act }),
    spoil(match, mishap, extent) {
      const forMs = 'forMs' in extent ? extent.forMs : Number.POSITIVE_INFINITY;
      spoils.push({ match, mishap, left: 'times' in extent ? extent.times : Number.POSITIVE_INFINITY, untilMs: sim.now() + forMs });
    },
    mishapOf(what) {
      const spoil = spoils.find(({ match, left, untilMs }) => left > 0 && sim.now() < untilMs && match.test(what));
      if (spoil === undefined) return null;
      spoil.left -= 1;
      lastMs = sim.now();
      return spoil.mishap;
    },
    async look() {
      const now = due.filter(({ atMs }) => atMs <= sim.now());
      due = due.filter(({ atMs }) => atMs > sim.now());
      if (now.length > 0) lastMs = sim.now();
      for (const { act } of now) await act();
      const doing = begun;
      begun = [];
      await Promise.all(doing);
    },
    isEmpty: () =>
      due.length === 0 &&
      begun.length === 0 &&
      !spoils.some(({ untilMs, left }) => left > 0 && Number.isFinite(untilMs) && sim.now() < untilMs),
    lastMs: () => lastMs,
  };
}
