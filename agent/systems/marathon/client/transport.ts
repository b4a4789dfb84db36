/** One call to Marathon: a good answer or a PlumblineError out. */
import { senderTo as sendTo } from '../../../access/sender.ts';
import type { Call } from '../../../access/sender.ts';
import type { HttpResponse } from '../../../http.ts';
import type { MarathonConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { wireError } from './wire-errors.ts';

export interface MarathonCall extends Call {
  /** A status that is an answer here although it is an error elsewhere. */
  readonly accept?: number;
}

type Send = (call: MarathonCall, ctx: Ctx) => Promise<HttpResponse>;

/** Sends one call; throws `marathon/*` for any answer but 2xx (or `accept`), and what the sender throws when there is none. */
export function senderTo(config: MarathonConfig): Send {
  const send = sendTo(config);
  return async (call, ctx) => {
    const answer = await send(call, ctx);
    const isGood = answer.status >= 200 && answer.status < 300;
    if (isGood || answer.status === call.accept) return answer;
    throw wireError(`${call.method} ${call.path.replace(/\?.*$/, '')}`, answer);
  };
}
