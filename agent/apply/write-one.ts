/** One change through its system's `write`; whatever is thrown becomes an outcome, by the class of its code. */
import { asPlumblineError } from '../errors.ts';
import type { PlumblineError } from '../errors.ts';
import type { Change, Outcome } from '../model/change.ts';
import type { Ctx, System } from '../model/system.ts';

export async function writeOne(change: Change, system: System, ctx: Ctx): Promise<Outcome> {
  const log = ctx.log.child({ change: change.id });
  try {
    const written = await system.write(change, { ...ctx, log });
    log.info({ op: change.op, outcome: written.kind, effects: change.effects }, 'change');
    return written;
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    log.warn({ op: change.op, err: error, code: error.code.code }, 'change not made');
    return outcomeOf(error);
  }
}

function outcomeOf(error: PlumblineError): Outcome {
  return error.code.class === 'waiting' ? { kind: 'waiting', why: error.message } : { kind: 'failed', error };
}
