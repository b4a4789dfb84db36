/** One change through its system's `write`; whatever is thrown becomes an outcome, by the class of its code. */
import { asPlumblineError } from '../errors.ts';
import type { PlumblineError } from '../errors.ts';
import type { Change, Outcome } from '../model/change.ts';
import type { Ctx, System, WriteCtx } from '../model/system.ts';

/** What may be written with, or why nothing may be written now. */
export type Permit =
  | { readonly kind: 'granted'; readonly with: Pick<WriteCtx, 'fresh' | 'mark'> }
  | { readonly kind: 'refused'; readonly outcome: Outcome };

export interface WriteDeps extends Pick<WriteCtx, 'secretTexts'> {
  readonly ctx: Ctx;
  /** Asked right before each write: whether this agent may still make it. */
  readonly permit: (change: Change) => Promise<Permit>;
  /** The system a precondition is addressed to. */
  readonly systemNamed: (name: System['name']) => System;
}

export async function writeOne(change: Change, deps: WriteDeps): Promise<Outcome> {
  const { secretTexts } = deps;
  const log = deps.ctx.log.child({ change: change.id });
  try {
    const obstacle = await firstObstacle(change, deps);
    if (obstacle !== null) return { kind: 'waiting', why: obstacle };
    const permit = await deps.permit(change);
    if (permit.kind === 'refused') return permit.outcome;
    const written = await deps.systemNamed(change.action.system).write(change, { ...deps.ctx, ...permit.with, secretTexts, log });
    log.info({ op: change.op, outcome: written.kind, effects: change.effects }, 'change');
    return written;
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    log.warn({ op: change.op, err: error, code: error.code.code }, 'change not made');
    return outcomeOf(error);
  }
}

/** Preconditions are looked at again, whatever they were when the plan was made. */
async function firstObstacle(change: Change, deps: WriteDeps): Promise<string | null> {
  for (const precondition of change.requires) {
    const checked = await deps.systemNamed(precondition.system).check(precondition, deps.ctx);
    if (checked.kind === 'fails') return checked.why;
  }
  return null;
}

function outcomeOf(error: PlumblineError): Outcome {
  return error.code.class === 'waiting' ? { kind: 'waiting', why: error.message } : { kind: 'failed', error };
}
