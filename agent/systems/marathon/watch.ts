/** Follows Marathon's events: what they tell is never believed, only looked at sooner. */
import { createParser } from 'eventsource-parser';
import { asPlumblineError } from '../../errors.ts';
import type { LogFields } from '../../log.ts';
import type { HttpStream } from '../../http.ts';
import type { Ctx } from '../../model/system.ts';
import type { MarathonClient } from './client/client.ts';

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
/** Of one event: below 1.6 those of deployments hold every app, before and after. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

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
    await follow(stream, (event) => {
      if (WAKING.includes(event)) wake(event);
    });
    return { why: 'Marathon closed the stream' };
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    return { err: error, code: error.code.code };
  }
}

/** A chunk may end within a character. */
async function follow({ chunks }: HttpStream, onEvent: (event: string) => void): Promise<void> {
  const parser = createParser({ onEvent: ({ event = '' }) => onEvent(event), maxBufferSize: MOST_CHARACTERS });
  const decoder = new TextDecoder();
  for await (const chunk of chunks) parser.feed(decoder.decode(chunk, { stream: true }));
}
