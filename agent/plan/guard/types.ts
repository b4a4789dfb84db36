/** What a guard is, and what it may know. */
import type { Change, Objection, Plan } from '../../model/change.ts';
import type { AgentConfig } from '../../model/config.gen.ts';
import type { Bought, Prices } from '../../model/growth.ts';
import type { Sight } from '../../model/observed.ts';
import type { Ref } from '../../model/ref.ts';
import type { Standing } from '../../model/report.ts';
import type { Inputs } from '../../model/system.ts';
import type { Repeats } from './repeated.ts';

export type Ceilings = Readonly<NonNullable<AgentConfig['ceilings']>>;

/** From the agent's configuration: no repository can change them. */
export interface AgentRules {
  /** The id of the Marathon app that the agent runs in; null: none. */
  readonly self: string | null;
  /** Null: nothing is bought. */
  readonly ceilings: Ceilings | null;
  /** Null: no price is known, so nothing is bought. */
  readonly prices: Prices | null;
}

export interface GuardFacts {
  readonly plan: Plan;
  readonly inputs: Inputs;
  readonly sight: Sight;
  readonly repeats: Repeats;
  readonly standing: Standing;
  readonly rules: AgentRules;
  /** Null: not known. */
  readonly bought: Bought | null;
  /** Disks that a pool cannot do without: see model/growth.ts. */
  readonly rescued: ReadonlySet<Ref>;
}

/** `allowed`: the changes before it in the plan that no guard objects to. */
export type Guard = (change: Change, allowed: readonly Change[]) => Objection | null;
export type MakeGuard = (facts: GuardFacts) => Guard;

/** An objection that only a person can lift. */
export function objection(by: Objection['by'], why: string): Objection {
  return { by, why, recheckAt: null };
}
