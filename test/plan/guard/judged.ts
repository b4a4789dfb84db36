/** Verdicts of all guards, in words. */
import { instant } from '../../../agent/clock.ts';
import type { Change, Verdict } from '../../../agent/model/change.ts';
import type { Inputs } from '../../../agent/model/system.ts';
import { judge } from '../../../agent/plan/guard/guard.ts';
import type { GuardFacts } from '../../../agent/plan/guard/types.ts';
import { health, NO_WORLD, NOON } from '../../helpers/builders.ts';
import { inputs } from '../declared.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export type Facts = Partial<Omit<GuardFacts, 'plan' | 'inputs'>> & { readonly inputs?: Partial<Inputs> };

export function verdicts(changes: readonly Change[], facts: Facts = {}): readonly Verdict[] {
  return judge({
    sight: { world: NO_WORLD, health: health() },
    repeats: new Map(),
    standing: { kind: 'writer', epoch: 1, writesFrom: NOON },
    rules: { self: null, ceilings: null, prices: null },
    bought: null,
    rescued: new Set(),
    ...facts,
    plan: { changes, digest: '', at: NOON, commit: '', unknown: [] },
    inputs: inputs(facts.inputs),
  });
}

/** `allowed`, or the name of the guard: one a change. */
export function judged(changes: readonly Change[], facts: Facts = {}): readonly string[] {
  return verdicts(changes, facts).map((verdict) => (verdict.kind === 'blocked' ? verdict.by : 'allowed'));
}

/** How long until time lifts it: `90 s`; `never` when a person has to act, `now` for an allowed change. */
export function liftedIn(change: Change, facts: Facts = {}): string {
  const [verdict] = verdicts([change], facts);
  if (verdict?.kind !== 'blocked') return 'now';
  return verdict.recheckAt === null ? 'never' : `${(verdict.recheckAt - (facts.inputs?.now ?? NOON)) / 1000} s`;
}

export function ago(ms: number): GuardFacts['inputs']['now'] {
  return instant(NOON - ms);
}
