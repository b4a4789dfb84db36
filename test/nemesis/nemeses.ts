/** Everything that goes wrong, by name. Each strikes while a request of an operation is in flight. */
import { BRANCH_NEMESES } from './branch-nemeses.ts';
import { CALL_NEMESES } from './call-nemeses.ts';
import { PEOPLE_NEMESES } from './people-nemeses.ts';
import { SERVER_NEMESES } from './server-nemeses.ts';
import type { Stage } from './stage.ts';
import type { Arriving, Mishap } from './world.ts';

export interface Nemesis {
  readonly name: string;
  /** Whether a person may have to come before everything goes on: the agent's memory is gone. */
  readonly mayStop?: boolean;
  /** Does its worst; gives what becomes of the very request. */
  strike(stage: Stage, what: Arriving): Mishap | null;
}

export const NEMESES: readonly Nemesis[] = [...CALL_NEMESES, ...SERVER_NEMESES, ...BRANCH_NEMESES, ...PEOPLE_NEMESES];
