/**
 * One question to whichever master leads. A master that does not lead answers 307 with the leader's --hostname, which often
 * resolves nowhere but there: so each configured address is tried instead, and no other place ever gets credentials.
 */
import { identifyTo, tlsFor } from '../../../access/identify.ts';
import { asPlumblineError, PlumblineError } from '../../../errors.ts';
import type { HttpRequest } from '../../../http.ts';
import type { MesosConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { isRefusal, noLeader, wireError } from './wire-errors.ts';

/** The calls of the operator API that are used; all of them only read. */
export type Question = 'GET_FLAGS' | 'GET_FRAMEWORKS' | 'GET_TASKS' | 'GET_AGENTS';

export type Ask = (question: Question, ctx: Ctx) => Promise<Buffer>;

/** A master that does not answer is not waited for as long as one that is busy may be: there are others. */
const TIMEOUT_MS = 10_000;

/** The leader's answer. Throws `mesos/*` or `http/*` when no master gave one. */
export function askerOf(config: MesosConfig): Ask {
  const { masters } = config;
  const requestFor = requesterOf(config);
  let leader = 0;
  return async (question, ctx) => {
    const request = await requestFor(question, ctx);
    const failures: PlumblineError[] = [];
    for (const index of fromOn(leader, masters.length)) {
      const answer = await answerOf(question, { ...request, url: `${masters[index]?.replace(/\/+$/, '')}/api/v1` }, ctx);
      if (answer instanceof PlumblineError) failures.push(answer);
      else if (answer !== 'not the leader') {
        leader = index;
        return answer;
      }
    }
    throw failures.find(isRefusal) ?? failures[0] ?? noLeader(masters);
  };
}

/** All places of a list, beginning with `first`. */
function fromOn(first: number, length: number): readonly number[] {
  return Array.from({ length }, (_, turn) => (first + turn) % length);
}

async function answerOf(question: Question, request: HttpRequest, ctx: Ctx): Promise<Buffer | 'not the leader' | PlumblineError> {
  try {
    const answer = await ctx.http.send(request, ctx.signal);
    if (answer.status === 307) return 'not the leader';
    return answer.status === 200 ? answer.body : wireError(question, answer);
  } catch (thrown) {
    return asPlumblineError(thrown);
  }
}

type Request = Omit<HttpRequest, 'url'>;

function requesterOf({ masters, ...config }: MesosConfig): (type: Question, ctx: Ctx) => Promise<Request> {
  const endpoint = { ...config, url: masters[0] };
  const identify = identifyTo(endpoint);
  return async (type, ctx) => {
    const tls = await tlsFor(endpoint);
    const authorization = await identify(tls, ctx, null);
    return {
      method: 'POST',
      // Not even `; charset=utf-8` may follow: Mesos answers 415.
      headers: { accept: 'application/json', 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
      body: JSON.stringify({ type }),
      timeoutMs: TIMEOUT_MS,
      tls,
    };
  };
}
