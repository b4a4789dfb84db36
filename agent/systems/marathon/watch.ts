/** Follows Marathon's events: what they tell is never believed, only looked at sooner. */
import { asPlumblineError, PlumblineError } from '../../errors.ts';
import type { LogFields } from '../../log.ts';
import type { HttpStream } from '../../http.ts';
import type { Ctx } from '../../model/system.ts';
import { makeBudget } from './budget.ts';
import type { MarathonClient } from './client/client.ts';
import { marathonErrors } from './errors.ts';
import { makeEventNames } from './event-names.ts';

/** Of MarathonEvent (core/event/Events.scala): something was changed, came to its end, or runs otherwise than before. */
const WAKING: readonly string[] = [
  'group_change_success',
  'deployment_success',
  'deployment_failed',
  'status_update_event',
  'health_status_changed_event',
  'instance_health_changed_event',
];

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;
/**
 * What a stream may bring at once, and each second: reading it must cost next to nothing. Below 1.6 an event of a deployment holds
 * every app, before and after: of ten thousand apps that is some 80 MiB.
 */
const BYTES = { atOnce: 128 * 1024 * 1024, perSecond: 16 * 1024 * 1024 };
/** An event has three. */
const LINES = { atOnce: 30_000, perSecond: 3_000 };

type Events = Pick<MarathonClient, 'events'>;

/** Until the context's signal aborts; connects again, later each time until a stream lasts longer than that. Never throws. */
export async function watchEvents(client: Events, ctx: Ctx, wake: (why: string) => void): Promise<void> {
  let backoffMs = FIRST_BACKOFF_MS;
  for (let streams = 0; !ctx.signal.aborted; streams += 1) {
    const begunMs = ctx.clock.monotonicMs();
    const ended = await listen(client, ctx, wake, streams > 0);
    if (ctx.signal.aborted) return;
    const hasLasted = ctx.clock.monotonicMs() - begunMs > backoffMs;
    if (streams === 0 || hasLasted) ctx.log.warn(ended, 'events are lost; the schedule goes on');
    backoffMs = hasLasted ? FIRST_BACKOFF_MS : backoffMs;
    await ctx.clock.sleep(backoffMs, ctx.signal);
    backoffMs = Math.min(2 * backoffMs, LONGEST_BACKOFF_MS);
  }
}

/** Gives what the stream ended with. `isAgain`: what happened while nobody listened is to be looked at, too. */
async function listen(client: Events, ctx: Ctx, wake: (why: string) => void, isAgain: boolean): Promise<LogFields> {
  try {
    const stream = await client.events(WAKING, ctx);
    if (isAgain) wake('events are followed again');
    await follow(stream, ctx, (event) => {
      if (WAKING.includes(event)) wake(event);
    });
    return { why: 'Marathon closed the stream' };
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    return { err: error, code: error.code.code };
  }
}

/** Throws `marathon/flood` when it brings more than anybody needs. */
async function follow({ chunks }: HttpStream, { clock }: Ctx, onEvent: (event: string) => void): Promise<void> {
  const [isFewBytes, isFewLines] = [makeBudget(BYTES), makeBudget(LINES)];
  const namesIn = makeEventNames();
  for await (const chunk of chunks) {
    const { names, lines } = namesIn(chunk);
    for (const name of names) onEvent(name);
    const nowMs = clock.monotonicMs();
    if (!isFewBytes(chunk.length, nowMs) || !isFewLines(lines, nowMs)) {
      throw new PlumblineError(marathonErrors.flood, 'Marathon sends more events than the agent reads.');
    }
    await othersTurn();
  }
}

/** A stream may come faster than it is read: everything else in this process has its turn in between. */
function othersTurn(): Promise<void> {
  return new Promise((resume) => void setImmediate(resume));
}
