/**
 * Makes the allowed changes, in rounds: what has all it needs is written, what was written is looked at again, and what
 * became possible by that is next. The one place that calls `write`. It never waits: what is not ready now is `waiting`.
 */
import type { Change, Outcome, Result, Verdict } from '../model/change.ts';
import type { Sight } from '../model/observed.ts';
import type { SystemName } from '../model/ref.ts';
import type { Ctx, System } from '../model/system.ts';
import { PlumblineError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import { httpErrors } from '../http.ts';
import { applyErrors } from './errors.ts';
import { hindrance } from './hindrance.ts';
import { writeOne } from './write-one.ts';
import type { WriteDeps } from './write-one.ts';

export interface ApplyDeps extends Pick<WriteDeps, 'secretTexts'> {
  readonly systems: ReadonlyMap<SystemName, System>;
  readonly ctx: Ctx;
  readonly permit: WriteDeps['permit'];
  /** Changes that the caller did not ask for are counted as skipped. */
  readonly selected: (change: Change) => boolean;
  /** Reads the named systems again. */
  readonly lookAgain: (before: Sight, written: ReadonlySet<SystemName>) => Promise<Sight>;
}

export interface Applied {
  readonly results: readonly Result[];
  readonly sight: Sight;
}

export async function applyPlan(verdicts: readonly Verdict[], first: Sight, deps: ApplyDeps): Promise<Applied> {
  requireSound(verdicts, deps);
  const outcomes = new Map<Change, Outcome>();
  for (const verdict of verdicts) {
    const settled = decidedBefore(verdict, deps);
    if (settled) outcomes.set(verdict.change, settled);
  }
  let sight = first;
  // Each round but the last applies at least one change, so there are at most as many rounds as changes.
  for (let round = 0; round <= verdicts.length; round += 1) {
    const pending = verdicts.map((verdict) => verdict.change).filter((change) => !outcomes.has(change));
    const written = await applyRound(pending, sight, outcomes, deps);
    // Once asked to stop, nothing is looked at: what is read then would all be unknown.
    if (written.size === 0 || deps.ctx.signal.aborted) break;
    sight = await deps.lookAgain(sight, written);
  }
  return { results: collect(verdicts, outcomes, sight), sight };
}

/** What would otherwise come out after something was written: changes of one name, or for a system that is not there. */
function requireSound(verdicts: readonly Verdict[], deps: ApplyDeps): void {
  const distinct = new Set(verdicts.map(({ change }) => change.id)).size;
  if (distinct !== verdicts.length) {
    throw new PlumblineError(applyErrors.miscounted, `${verdicts.length} changes were planned under ${distinct} names.`);
  }
  for (const { change } of verdicts) systemNamed(change.action.system, deps);
}

/** Git may well ask for it: it came up after the plan was shown, or `--only` left it out. */
const NOT_SHOWN = 'not part of what this apply was to make; the next one, or run, takes it up';

function decidedBefore(verdict: Verdict, deps: ApplyDeps): Outcome | null {
  if (!deps.selected(verdict.change)) return { kind: 'skipped', why: NOT_SHOWN };
  if (verdict.kind === 'allowed') return null;
  return { kind: 'blocked', by: verdict.by, why: verdict.why, recheckAt: verdict.recheckAt };
}

/** Writes what can be written now, one call after the other; gives the systems that changed. */
async function applyRound(
  pending: readonly Change[],
  sight: Sight,
  outcomes: Map<Change, Outcome>,
  deps: ApplyDeps,
): Promise<ReadonlySet<SystemName>> {
  const written = new Set<SystemName>();
  const { ctx, secretTexts, permit } = deps;
  const writing = { ctx, secretTexts, permit, systemNamed: (name: SystemName) => systemNamed(name, deps) };
  for (const change of pending) {
    if (deps.ctx.signal.aborted || hindrance(change, sight)) continue;
    const down = unreachable(change.action.system, outcomes);
    const outcome: Outcome = down ? { kind: 'waiting', why: down } : await writeOne(change, writing);
    outcomes.set(change, outcome);
    if (outcome.kind === 'applied') written.add(change.action.system);
  }
  return written;
}

function systemNamed(name: SystemName, deps: ApplyDeps): System {
  const system = deps.systems.get(name);
  if (system) return system;
  throw new PlumblineError(applyErrors.noSuchSystem, `A change is addressed to ${name}, which is not configured.`);
}

const NO_ANSWER: ReadonlySet<ErrorCode> = new Set([httpErrors.unreachable, httpErrors.timeout]);

/** After a call to a system had no answer, the rest of this pass leaves that system alone: no storm of timeouts. */
function unreachable(system: SystemName, outcomes: ReadonlyMap<Change, Outcome>): string | null {
  for (const [change, outcome] of outcomes) {
    if (change.action.system === system && outcome.kind === 'failed' && NO_ANSWER.has(outcome.error.code)) {
      return `${system} did not answer ${change.id}`;
    }
  }
  return null;
}

/** Every planned change has exactly one outcome (invariant 7: counted). */
function collect(verdicts: readonly Verdict[], outcomes: ReadonlyMap<Change, Outcome>, sight: Sight): readonly Result[] {
  return verdicts.map(({ change }): Result => {
    const outcome = outcomes.get(change);
    return { change, outcome: outcome ?? { kind: 'waiting', why: hindrance(change, sight) ?? 'the agent is stopping' } };
  });
}
