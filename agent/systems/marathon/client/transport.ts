/** One call to Marathon: a good answer or a PlumblineError out. */
import { callerTo } from '../../../access/sender.ts';
import type { Call } from '../../../access/sender.ts';
import type { HttpResponse, HttpStream } from '../../../http.ts';
import type { MarathonConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { wireError } from './wire-errors.ts';

export interface MarathonCall extends Call {
  /** A status that is an answer here although it is an error elsewhere. */
  readonly accept?: number;
}

export type Send = (call: MarathonCall, ctx: Ctx) => Promise<HttpResponse>;

/** Both throw `marathon/*` for any answer but 2xx (or `accept`), and what `access/` throws when there is none. */
export interface Transport {
  readonly send: Send;
  /** Server-sent events, until the context's signal aborts. */
  events(path: string, ctx: Ctx): Promise<HttpStream>;
}

export function transportTo(config: MarathonConfig): Transport {
  const caller = callerTo(config);
  return {
    async send(call, ctx) {
      const answer = await caller.send(call, ctx);
      const isGood = answer.status >= 200 && answer.status < 300;
      if (isGood || answer.status === call.accept) return answer;
      throw wireError(`${call.method} ${call.path.replace(/\?.*$/, '')}`, answer);
    },
    async events(path, ctx) {
      const stream = await caller.open({ method: 'GET', path, mediaType: 'text/event-stream' }, ctx);
      if (stream.status === 200) return stream;
      throw wireError('GET /v2/events', { ...stream, body: Buffer.alloc(0) });
    },
  };
}
