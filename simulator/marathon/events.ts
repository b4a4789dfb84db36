/** GET /v2/events: what happens, told to everybody who listens (core/event/Events.scala). */
import type { Answer, Call, WorldClock } from '../service.ts';
import { Refusal } from './refusal.ts';
import { time } from './show.ts';

export interface Event {
  readonly eventType: string;
  readonly [field: string]: unknown;
}

interface Listener {
  /** The types it wants; none: all. */
  readonly types: readonly string[];
  readonly send: (text: string) => void;
  readonly end: () => void;
}

/** Every ten seconds of real time an empty line, so that lost connections are noticed. */
const HEARTBEAT_MS = 10_000;

export class Events {
  readonly #clock: WorldClock;
  readonly #listeners = new Set<Listener>();

  constructor(clock: WorldClock) {
    this.#clock = clock;
  }

  publish(event: Event): void {
    if (this.#listeners.size === 0) return;
    const text = `event: ${event.eventType}\r\ndata: ${JSON.stringify({ ...event, timestamp: time(this.#clock.now()) })}\r\n\r\n`;
    for (const { types, send } of this.#listeners) if (types.length === 0 || types.includes(event.eventType)) send(text);
  }

  /** Throws a 405 for a caller who does not say that it takes a stream. */
  listen(call: Call): Answer {
    if (!(call.headers['accept'] ?? '').includes('text/event-stream')) throw new Refusal(405, { message: 'HTTP 405 Method Not Allowed' });
    const types = call.queries?.['event_type'] ?? [];
    const stream: Answer['stream'] = (send, end) => {
      const listener = { types, send, end };
      this.#listeners.add(listener);
      const beat = setInterval(() => send('\r\n'), HEARTBEAT_MS);
      this.publish({ eventType: 'event_stream_attached', remoteAddress: '127.0.0.1' });
      return () => {
        clearInterval(beat);
        this.#listeners.delete(listener);
      };
    };
    return { status: 200, headers: { 'content-type': 'text/event-stream;charset=utf-8' }, body: '', stream, effect: 'none', id: null };
  }

  /** Ends every stream, as when the leader steps down. */
  endAll(): void {
    for (const { end } of this.#listeners) end();
  }
}
