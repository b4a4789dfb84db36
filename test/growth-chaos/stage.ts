/** What a nemesis has to work with. */
import type { Random } from '../../simulator/random.ts';
import type { GrowthWorld } from '../growth/mortal-world.ts';
import type { Arriving, Mishap, Mortal } from '../growth/mortal.ts';
import type { Arranging } from '../nemesis/stage.ts';
import type { Crew } from './crew.ts';
import type { Person } from './person.ts';

export interface Stage extends Arranging<Mishap> {
  readonly world: GrowthWorld;
  readonly crew: Crew;
  readonly person: Person;
  readonly chance: Random;
  readonly tell: (line: string) => void;
  /** What a person did that only a person can undo: a slot's volume, or a host. */
  readonly harm: (what: Harm) => void;
}

export type Harm = { readonly kind: 'disk'; readonly id: string } | { readonly kind: 'host'; readonly name: string };

export interface Nemesis {
  readonly name: string;
  /** Whether a person may have to come before everything goes on. */
  readonly mayStop?: boolean;
  /** Does its worst while a request is in flight; gives what becomes of that very request. */
  strike(stage: Stage, what: Arriving, by: Mortal): Mishap | null;
}

export const MINUTE_MS = 60_000;

/** One to four minutes: below and beyond the two for which an agent may go on without git. */
export function aWhileMs({ chance }: Stage): number {
  return (1 + chance.below(4)) * MINUTE_MS;
}
